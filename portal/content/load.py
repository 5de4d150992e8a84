"""Bringing checked records into the database, without undoing what people did there."""

import hashlib
import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from portal.content.files import ContentError
from portal.content.kinds import EntryKind
from portal.models import LoadedRecord, Status
from portal.search import changes
from portal.versions.models import Action
from portal.versions.recording import before_change, record_all

# Two loads at once take turns on this PostgreSQL advisory lock; the number only has to be our own.
LOCK = 20_261_122


@dataclass
class Report:
    """What loading did: `counts` of "new", "changed", "same"; `kept` lists what people changed or deleted."""

    counts: Counter = field(default_factory=Counter)
    kept: list = field(default_factory=list)

    @property
    def summary(self):
        """One Dutch line."""
        parts = [
            f"{self.counts['new']} nieuw",
            f"{self.counts['changed']} gewijzigd",
            f"{self.counts['same']} gelijk",
        ]
        return ", ".join(parts + ([f"{len(self.kept)} met rust gelaten"] if self.kept else []))


@transaction.atomic
def load(checked):
    """Loads the records of `checked`, all or nothing; returns a Report.

    Raises ContentError when the check found errors, or when the database refuses a record.
    """
    if checked.errors:
        raise ContentError("\n".join(checked.errors))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    loader = Loader(checked)
    with changes.together():
        for name, kind in checked.kinds.items():
            loader.load_kind(kind, checked.records[name])
    loader.finish()
    return loader.report


@contextmanager
def named(where):
    """Turns what goes wrong inside into a ContentError that says with which record."""
    try:
        yield
    except ValidationError as error:
        raise ContentError(f"{where}: {explained(error)}") from error
    except (LookupError, DatabaseError, ValueError, TypeError) as error:
        raise ContentError(f"{where}: {error}") from error


def explained(error):
    """A ValidationError in words: the fields and what is wrong with them."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return "; ".join(f"{name}: {' '.join(messages)}" for name, messages in error.message_dict.items())


class Loader:
    """One load: remembers primary keys by kind and key, and what was loaded before."""

    def __init__(self, checked):
        self.checked = checked
        self.report = Report()
        self.loaded = {(row.kind, row.key): row for row in LoadedRecord.objects.all()}
        self.known = {}  # kind name: {key: primary key}
        self.remembered = []

    def load_kind(self, kind, records):
        """Loads all records of one kind: first the objects, then what they have to do with each other."""
        saved = []
        for key, (record, fields) in self.leaders_first(kind, records).items():
            if instance := self.load_record(kind, key, fields, record):
                saved.append((record.where(key), instance, fields))
        for where, instance, fields in saved:
            with named(where):
                self.relate(kind, instance, fields, where)
                for name, children in kind.children.items():
                    self.replace_children(instance, children, fields.get(name) or [], where)
        if issubclass(kind, EntryKind):
            record_all(kind.model, [instance.pk for _, instance, _ in saved], None, Action.FILES)

    def leaders_first(self, kind, records):
        """`records` of a kind, each after those of the same kind to which it refers; a dict in that order."""
        own = [name for name, other in kind.one.items() if other == kind.name]
        ordered = {}

        def put(key, followers):
            for value in (records[key][1].get(name) for name in own):
                leader = value and self.checked.resolve(kind.name, value)
                if leader and leader not in ordered and leader not in followers:
                    put(leader, followers | {leader})
            ordered.setdefault(key, records[key])

        for key in records:
            put(key, {key})
        return ordered

    def load_record(self, kind, key, fields, record):
        """Creates or changes one object and returns it, or leaves it when it is the same or somebody else's work."""
        before = self.loaded.get((kind.name, key))
        fingerprint = self.fingerprint(kind, fields)
        if before and before.digest == fingerprint:
            self.report.counts["same"] += 1
            return None
        found = kind.model._base_manager.filter(**self.lookup(kind, fields)).first()
        if reason := self.reason_to_keep(found, before):
            self.report.kept.append(f"{record.where(key)}: {reason}")
            return None
        if found and issubclass(kind, EntryKind):
            before_change(kind.model, [found.pk])
        with named(record.where(key)):
            saved = self.save(kind, found or kind.model(), fields)
        self.report.counts["changed" if found else "new"] += 1
        self.primary_keys(kind.name)[key] = saved.pk
        self.remembered.append(LoadedRecord(kind=kind.name, key=key, digest=fingerprint, saved_at=saved.updated_at))
        return saved

    @staticmethod
    def reason_to_keep(found, before):
        """Why the object in the database stays as it is, in Dutch; empty when it may be changed."""
        if found and not before:
            return "bestond al in het portaal"
        if before and not found:
            return "is in het portaal verwijderd"
        if found and found.updated_at != before.saved_at:
            return "is in het portaal gewijzigd"
        return ""

    def fingerprint(self, kind, fields):
        """Fingerprint of a record with its places resolved, so that a merger of municipalities loads it anew."""
        resolved = [
            self.checked.resolve("municipality", place)
            for name, children in kind.children.items()
            for row in fields.get(name) or []
            for place in children.references(row, "municipality")
        ]
        return hashlib.sha256(json.dumps([fields, resolved], default=str, sort_keys=True).encode()).hexdigest()

    def lookup(self, kind, fields):
        """How to find the object of a record: its natural key, references resolved."""
        return {
            f"{name}_id" if name in kind.one else name: self.primary_key(kind.one[name], fields[name])
            if name in kind.one
            else fields[name]
            for name in kind.key
        }

    def save(self, kind, instance, fields):
        """Fills and saves the columns of an object; returns it."""
        self.fill(kind, instance, fields)
        if issubclass(kind, EntryKind) and instance._state.adding:
            instance.status, instance.published_on = Status.PUBLISHED, timezone.localdate()
        self.validate(kind, instance)
        instance.save()
        return instance

    def fill(self, description, instance, fields):
        """Sets the own columns of an object; a field that the record lacks gets the model's default."""
        for name in description.plain:
            value = fields.get(name)
            setattr(
                instance,
                name,
                instance._meta.get_field(name).get_default() if value is None else clean(value),
            )
        for name, choices in description.choices.items():
            value = fields.get(name)
            default = instance._meta.get_field(name).get_default()
            setattr(instance, name, choices[value.upper()] if value else default)
        for name, kind in description.one.items():
            setattr(instance, f"{name}_id", self.primary_key(kind, fields[name]) if fields.get(name) else None)

    @staticmethod
    def validate(description, instance):
        """Judges the columns in Python, with Dutch messages; constraints are left to PostgreSQL, which is quicker."""
        instance.clean()
        instance.clean_fields(exclude=set(description.one))

    def relate(self, description, instance, fields, where):
        """Sets the many-to-many relations of an object; what somebody deleted in the portal is left out."""
        for name, kind in description.many.items():
            found = []
            for value in fields.get(name) or []:
                try:
                    found.append(self.primary_key(kind, value))
                except LookupError:
                    self.report.kept.append(f"{where}: verwijst niet meer naar '{value}' ({kind}), dat is verwijderd")
            getattr(instance, name).set(found)

    def replace_children(self, instance, children, rows, where):
        """Makes the rows of an object as the file has them, in order; see Children on which rows stay the same."""
        prepared = [children.prepare(row) for row in rows]
        rows_of = children.model._base_manager.filter(**{children.parent: instance})
        taken = set()
        if children.others:
            taken = set(rows_of.filter(**children.others).values_list(*children.place))
            rows_of = rows_of.exclude(**children.others)
        before = list(rows_of)
        same = [children.take(before, fields) for fields in prepared]
        children.model._base_manager.filter(pk__in=[child.pk for child in before]).delete()
        for position, (fields, child) in enumerate(zip(prepared, same, strict=True)):
            child = child or children.model(**{children.parent: instance})
            self.fill(children, child, fields)
            if children.others and children.place_of(child) in taken:
                self.report.kept.append(f"{where}: '{child}' is er intussen uit een bestand")
                continue
            if children.positioned:
                child.position = position
            self.validate(children, child)
            child.save()
            self.relate(children, child, fields, where)

    def primary_key(self, kind_name, value):
        """The primary key of the object to which a reference leads.

        Raises LookupError when the object is gone from the database though the files have it.
        """
        key = self.checked.resolve(kind_name, value)
        if key not in self.primary_keys(kind_name):
            raise LookupError(f"'{value}' ({kind_name}) staat niet meer in het portaal.")
        return self.primary_keys(kind_name)[key]

    def primary_keys(self, kind_name):
        """Natural key to primary key, of all objects of a kind with a key of one field."""
        if kind_name not in self.known:
            kind = self.checked.kinds[kind_name]
            self.known[kind_name] = dict(kind.model._base_manager.values_list(kind.key[0], "pk"))
        return self.known[kind_name]

    def finish(self):
        """Remembers what was loaded."""
        LoadedRecord.objects.bulk_create(
            self.remembered,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["digest", "saved_at"],
        )


def clean(value):
    """A text without spaces around it and around its lines, a decimal number exactly as written, else the value."""
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    return value
