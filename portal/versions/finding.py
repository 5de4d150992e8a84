"""Where a text stands, in everything that the portal keeps: content, versions, proposals, the bin, kept forms."""

import re
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db.models import CASCADE, CharField, JSONField, Q, SlugField, TextField
from django.db.models.functions import Cast
from django.utils.text import slugify

from portal.models import Entry

# What these hold derives from the rest. All other tables are searched, also those that are still to come.
NOT_SEARCHED = {
    "portal.ContentChange",
    "portal.IndexedEntry",
    "portal.IndexedWord",
    "portal.LoadedRecord",
}
# Of Django's own: what the admin notes of each change names what was changed.
SEARCHED_OF_DJANGO = ("admin.LogEntry",)
# Fields that say who did something, or to what.
NOT_WRITTEN = {"audit.Event.name", "audit.Event.role", "admin.LogEntry.object_id"}
BETWEEN = r"(?:\s+|[._/-])"
NO_LETTER_BEFORE, NO_LETTER_AFTER = r"(?<![^\W_])", r"(?![^\W_])"
SHORTEST = 3
AROUND = 60


@dataclass(frozen=True)
class Pattern:
    """Whole words to look for: whatever their capitals, and whatever stands between them ("jan.peeters@…")."""

    text: str

    @property
    def exact(self):
        """What it matches in a text."""
        words = BETWEEN.join(map(re.escape, self.text.split()))
        return re.compile(f"{NO_LETTER_BEFORE}{words}{NO_LETTER_AFTER}", re.IGNORECASE)

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

    def __str__(self):
        """The name of the object, after that of its entry."""
        names = [str(entry_of(self.thing) or getattr(self.thing, "title", "")), str(self.thing)]
        return ", ".join(name for name in dict.fromkeys(names) if name)


def entry_of(row):
    """The entry that `row` is, or belongs to; None when it stands apart from entries."""
    if isinstance(row, Entry):
        return row
    for field in owners_of(type(row)):
        owner = getattr(row, field.name)
        if owner is not None and (entry := entry_of(owner)):
            return entry
    return None


def owners_of(model):
    """The foreign keys of `model` to what its rows cannot do without; a list."""
    keys = (field for field in model._meta.concrete_fields if field.many_to_one)
    return [field for field in keys if field.remote_field.on_delete is CASCADE]


def kind_of(model):
    """What rows of `model` are called, and of what they are rows."""
    kinds = [field.related_model for field in owners_of(model) if issubclass(field.related_model, Entry)]
    return " bij ".join(str(each._meta.verbose_name_plural) for each in (model, *kinds))


def searched_models():
    """All models of which the texts are searched; a list."""
    # Not all that is below our folder: the packages that we use can be there too, in .venv.
    ours = [
        config
        for config in apps.get_app_configs()
        if Path(config.path).resolve() == settings.BASE_DIR.joinpath(*config.name.split("."))
    ]
    models = [model for config in ours for model in config.get_models() if model._meta.managed]
    models += [apps.get_model(label) for label in SEARCHED_OF_DJANGO]
    return [model for model in models if model._meta.label not in NOT_SEARCHED and text_fields(model)]


def text_fields(model):
    """The fields of `model` in which somebody can have written; a list."""
    return [field for field in model._meta.concrete_fields if holds_text(field)]


def holds_text(field):
    """Whether `field` holds what somebody wrote. An address is not text: it stays what it is."""
    if str(field) in NOT_WRITTEN or field.choices or not field.editable:
        return False
    base = field.base_field if isinstance(field, ArrayField) else field
    return isinstance(base, CharField | TextField | JSONField) and not isinstance(base, SlugField)


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
