"""Making an entry as a document says, for good (`write`) or for as long as one looks (`as_if`)."""

from collections import defaultdict
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import capfirst

from portal.search import changes
from portal.versions.documents import documents_of
from portal.versions.shapes import shape_of

TAKEN = "Een van de rijen bestaat al bij een andere fiche. Er is niets bewaard."


@transaction.atomic
def write(model, pk, document):
    """Makes the entry of `model` with primary key `pk` (None: a new one) as `document` says, and returns it.

    Rows keep their primary keys; those that the document lacks go. What the document does not name, because it is
    older than a field, stays as it is. What it names but somebody deleted meanwhile is left out: `left_out` of the
    entry has a Dutch sentence for each. Nothing is saved of what is the same already.

    Raises ValidationError, in Dutch, when the entry cannot be so: its address is taken, or it needs what is gone.
    """
    shape = shape_of(model)
    before = documents_of(model, [pk]).get(pk)
    writer = Writer(shape, document)
    entry = model._base_manager.select_for_update().filter(pk=pk).first() or model(pk=pk)
    if before != document:
        with changes.together():
            writer.fill(shape, entry, document["fields"])
            entry.validate_unique()
            entry.validate_constraints()
            entry.save()
            writer.relate(shape, entry, before or {}, document)
    entry.left_out = writer.left_out
    return entry


@contextmanager
def as_if(model, pk, document):
    """Inside, the database is as if `document` were written, the search index too; yields the entry.

    Afterwards all is as it was, also inside a transaction that goes on.
    """
    with changes.at_once(), transaction.atomic():
        yield write(model, pk, document)
        transaction.set_rollback(True)


class Writer:
    """One writing: knows what is still there of what the documents refer to, and gathers what it left out."""

    def __init__(self, shape, *documents):
        self.left_out = []
        wanted = defaultdict(set)
        for document in documents:
            gather(shape, document, wanted)
        self.there = {
            model: set(model._base_manager.filter(pk__in=keys).values_list("pk", flat=True))
            for model, keys in wanted.items()
        }

    def fill(self, shape, thing, fields):
        """Sets the own fields of `thing`. Raises ValidationError when it needs what is gone."""
        for field in shape.fields:
            if field.name not in fields:
                continue
            value = fields[field.name]
            if not field.is_relation or value is None or value in self.there[field.related_model]:
                setattr(thing, field.attname, field.to_python(value))
            elif field.null:
                setattr(thing, field.attname, None)
                self.left_out.append(self.gone(field, value))
            elif getattr(thing, field.attname) is None:
                raise ValidationError(self.gone(field, value))
            else:
                self.left_out.append(self.gone(field, value))

    @staticmethod
    def gone(field, value):
        """That what `field` had is no longer there; a Dutch sentence."""
        return (
            f"{capfirst(field.verbose_name)}: {field.related_model._meta.verbose_name} nr. {value} bestaat niet meer."
        )

    def relate(self, shape, thing, before, document):
        """Gives `thing` its relations to many and its rows; `before` is its document as it stands."""
        for field in shape.many:
            keys = document.get("many", {}).get(field.name)
            if keys is not None and keys != before.get("many", {}).get(field.name):
                there = self.there[field.related_model]
                self.left_out += [self.gone(field, key) for key in keys if key not in there]
                getattr(thing, field.name).set([key for key in keys if key in there])
        for name, below in shape.rows.items():
            rows = document.get("rows", {}).get(name)
            if rows is not None and rows != (old := before.get("rows", {}).get(name, [])):
                self.write_rows(below, thing, old, rows)

    def write_rows(self, shape, parent, before, rows):
        """Makes the rows of `parent` as `rows` says.

        Two rows can trade places in what must be unique: then those that differ are made anew, with their own keys.
        """
        known = {row["pk"]: row for row in before}
        objects = shape.model._base_manager.filter(**{shape.parent.name: parent})
        objects.exclude(pk__in=[row.get("pk") for row in rows if row.get("pk")]).delete()
        changed = [row for row in rows if row.get("pk") not in known or known[row["pk"]] != row]
        noted = len(self.left_out)
        try:
            with transaction.atomic():
                self.save_rows(shape, parent, known, changed)
        except IntegrityError:
            del self.left_out[noted:]
            objects.filter(pk__in=[row.get("pk") for row in changed if row.get("pk")]).delete()
            try:
                with transaction.atomic():
                    self.save_rows(shape, parent, {}, changed)
            except IntegrityError as error:
                raise ValidationError(TAKEN) from error

    def save_rows(self, shape, parent, known, rows):
        keys = [row.get("pk") for row in rows]
        found = shape.model._base_manager.in_bulk([key for key in keys if key is not None])
        for row, pk in zip(rows, keys, strict=True):
            thing = found.get(pk)
            if thing is None or pk not in known:
                # A key that is in use elsewhere is somebody else's row.
                thing = shape.model(pk=None if thing else pk, **{shape.parent.name: parent})
            if self.fill_row(shape, thing, row):
                thing.save()
                self.relate(shape, thing, known.get(pk, {}), row)

    def fill_row(self, shape, row, document):
        """Sets the own fields of a row, and returns it; None, and it is left out, when it needs what is gone."""
        try:
            self.fill(shape, row, document["fields"])
        except ValidationError as error:
            self.left_out.append(f"{capfirst(shape.model._meta.verbose_name)} weggelaten. {error.messages[0]}")
            return None
        return row


def gather(shape, document, wanted):
    """Adds to `wanted`, a dict of model to set of primary keys, all that a document refers to."""
    for field in shape.fields:
        if field.is_relation and document["fields"].get(field.name) is not None:
            wanted[field.related_model].add(document["fields"][field.name])
    for field in shape.many:
        wanted[field.related_model].update(document.get("many", {}).get(field.name, ()))
    for name, below in shape.rows.items():
        for row in document.get("rows", {}).get(name, ()):
            gather(below, row, wanted)
