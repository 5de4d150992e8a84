"""Where a text stands, in everything that the portal keeps: content, versions, proposals, the bin, kept forms."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, JSONField, Q, SlugField, TextField
from django.db.models.functions import Cast
from django.utils.text import slugify

# What these hold derives from the rest, or answers for what people did; all other tables are searched, also those
# that are still to come.
NOT_SEARCHED = {
    "portal.ContentChange",
    "portal.IndexedEntry",
    "portal.IndexedWord",
    "portal.LoadedRecord",
    "audit.Event",
}
# Of Django's own: what the admin notes of each change names what was changed.
SEARCHED_OF_DJANGO = ("admin.LogEntry",)
SHORTEST = 3
AROUND = 60


@dataclass(frozen=True)
class Pattern:
    """A text to look for: whatever its capitals, and however its words are spaced."""

    text: str

    @property
    def exact(self):
        """What it matches in a text."""
        return re.compile(r"\s+".join(map(re.escape, self.text.split())), re.IGNORECASE)

    @property
    def rough(self):
        """What PostgreSQL looks for: its longest word. It folds no letters with accents, so each is spelled out."""
        word = max(re.findall(r"\w+", self.text) or [self.text], key=len)
        return "".join(
            f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else re.escape(letter) for letter in word
        )

    def is_in(self, value):
        """Whether it stands in `value`: a text, or what JSON can hold."""
        return any(self.exact.search(text) for text in texts_in(value))


@dataclass(frozen=True)
class Place:
    """Where it stands: an object, and the field of it."""

    thing: object
    field: object
    excerpt: str


def searched_models():
    """All models of which the texts are searched; a list."""
    ours = [config for config in apps.get_app_configs() if settings.BASE_DIR in Path(config.path).resolve().parents]
    models = [model for config in ours for model in config.get_models() if model._meta.managed]
    models += [apps.get_model(label) for label in SEARCHED_OF_DJANGO]
    return [model for model in models if model._meta.label not in NOT_SEARCHED and text_fields(model)]


def text_fields(model):
    """The fields of `model` in which somebody can have written; a list."""
    return [field for field in model._meta.concrete_fields if holds_text(field)]


def holds_text(field):
    """Whether `field` holds what somebody wrote. An address is none: it stays what it is."""
    base = field.base_field if isinstance(field, ArrayField) else field
    return isinstance(base, CharField | TextField | JSONField) and not field.choices and not isinstance(base, SlugField)


def rows_with(model, pattern):
    """The rows of `model` that may have `pattern` in one of their texts; a queryset."""
    fields = text_fields(model)
    as_text = {f"text_of_{field.name}": Cast(field.name, TextField()) for field in fields}
    found = reduce(or_, (Q(**{f"{name}__regex": pattern.rough}) for name in as_text))
    return model._base_manager.alias(**as_text).filter(found).order_by("pk")


def places_of(model, pattern):
    """The Places of `model` where `pattern` stands; a list."""
    return [
        Place(row, field, excerpt(getattr(row, field.attname), pattern))
        for row in rows_with(model, pattern)
        for field in text_fields(model)
        if pattern.is_in(getattr(row, field.attname))
    ]


def find(pattern):
    """All Places where `pattern` stands; a dict of model to a list, without the models where it does not."""
    found = {model: places_of(model, pattern) for model in searched_models()}
    return {model: places for model, places in found.items() if places}


def addresses_with(pattern):
    """The objects with `pattern` in their address, which a person has to change; a list."""
    part = slugify(pattern.text)
    models = [model for model in apps.get_models() if any(field.name == "slug" for field in model._meta.fields)]
    return [thing for model in models if part for thing in model._base_manager.filter(slug__contains=part)]


def texts_in(value):
    """All texts in what JSON can hold, without addresses of pages."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != "slug":
                yield from texts_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each)


def excerpt(value, pattern):
    """The first text in `value` with `pattern`, with a few words around it."""
    for text in texts_in(value):
        if found := pattern.exact.search(text):
            start, end = max(0, found.start() - AROUND), found.end() + AROUND
            return f"{'… ' if start else ''}{' '.join(text[start:end].split())}{' …' if end < len(text) else ''}"
    return ""
