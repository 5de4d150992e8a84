"""What is stored of a thing, with its rows, so that one can tell whether somebody changed it meanwhile."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import ForeignKey

from portal.accounts import names
from portal.keeping.moments import when
from portal.versions.models import Version


def state_of(thing, row_models=()):
    """What is stored of `thing`: its fields, relations to many, and rows of `row_models`; a dict that JSON can hold.

    When it was saved is left out: a save that changes nothing is no change.
    """
    return fields_of(thing) | {
        model._meta.label_lower: [fields_of(row) for row in rows_of(thing, model)] for model in row_models
    }


def fields_of(row):
    """The values of its own fields and the primary keys in its relations to many; a dict by field name."""
    options = row._meta
    own = {
        field.attname: field.value_from_object(row)
        for field in options.concrete_fields
        if not getattr(field, "auto_now", False)
    }
    many = {
        field.name: sorted(
            field.remote_field.through._base_manager.filter(**{field.m2m_field_name(): row.pk}).values_list(
                field.m2m_reverse_field_name(), flat=True
            )
        )
        for field in options.many_to_many
        if field.remote_field.through._meta.auto_created
    }
    return own | many


def rows_of(thing, model):
    """The rows of `model` that belong to `thing`; a queryset."""
    key = next(
        field
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and issubclass(type(thing), field.related_model)
    )
    return model._base_manager.filter(**{key.name: thing.pk}).order_by("pk")


def fingerprint(state):
    """A short text that differs when `state` (what JSON can hold) does."""
    written = json.dumps(state, cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Saved:
    """Who saved last, by name, and at which moment."""

    by: str
    at: datetime

    @property
    def when(self):
        """When, in words."""
        return when(self.at)


def last_saved(thing):
    """The Saved of who changed `thing` last, as the log of the admin and its versions say; None when nobody did."""
    found = []
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(thing), object_id=str(thing.pk))
    if entry := entries.select_related("user").order_by("-action_time", "-pk").first():
        found.append(Saved(names.name_of(entry.user), entry.action_time))
    if version := Version.objects.of(thing).exclude(made_by_name="").first():
        found.append(Saved(version.made_by_name, version.made_at))
    return max(found, key=attrgetter("at"), default=None)


def name_of(user):
    """A colleague as one calls them: "Lies K.", or the name of the account."""
    if not user.first_name:
        return user.get_username()
    return f"{user.first_name} {user.last_name[0]}." if user.last_name else user.first_name
