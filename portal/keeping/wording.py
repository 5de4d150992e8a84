"""What two people made of an entry, in words for who has to choose."""

from dataclasses import dataclass
from functools import partial

from django.utils.text import capfirst

from portal.versions.shapes import shape_of
from portal.versions.wording import Wording

NOTHING, GONE = "–", "deze rij is verwijderd"


@dataclass(frozen=True, slots=True)
class Choice:
    """A Clash in words: where it is, what it was, what they made of it and what you made of it."""

    key: str
    label: str
    base: str
    theirs: str
    mine: str
    chosen: str


class Words:
    """Words for Clashes of documents of `model`; `user` reads them, who may not see every entry that they refer to."""

    def __init__(self, model, *documents, user):
        self.shape = shape_of(model)
        self.wording = Wording(self.shape, *documents, user=user)
        self.documents = documents

    def choice(self, clash, chosen):
        label, tell = self.told(clash.path)
        texts = [tell(value) for value in (clash.base, clash.theirs, clash.mine)]
        return Choice(clash.key, capfirst(label), *texts, chosen)

    def told(self, path):
        """What stands at `path` in a document is called, and a function that puts a value of it in words."""
        shape, before = self.shape, ""
        while path[0] == "rows":
            _, name, key, *rest = path
            shape = shape.rows[name]
            before += f"{shape.model._meta.verbose_name} “{self.row_name(shape, name, key)}”, "
            if not rest:
                return before.removesuffix(", "), partial(self.row_text, shape)
            path = rest
        kind, name = path
        return before + str(shape.model._meta.get_field(name).verbose_name), partial(self.text, shape, kind, name)

    def text(self, shape, kind, name, value):
        """A value of the field or relation `name`."""
        field = shape.model._meta.get_field(name)
        if kind == "many":
            return self.wording.relation(field, value or ()) or NOTHING
        return self.wording.value(field, value) or NOTHING

    def row_text(self, shape, row):
        """A row with each of its fields on a line."""
        if row is None:
            return GONE
        return self.wording.row(shape, row).replace("; ", "\n") or NOTHING

    def row_name(self, shape, name, key):
        """What a row is known by: the first thing that it says."""
        rows = (row for document in self.documents for row in found_rows(document, name))
        row = next((row for row in rows if row["pk"] == key), None)
        said = self.wording.row(shape, row) if row else ""
        return said.partition(": ")[2].partition("; ")[0] or "zonder naam"


def found_rows(document, name):
    """The rows of a relation by that name, also those within rows."""
    for relation, rows in document["rows"].items():
        if relation == name:
            yield from rows
        for row in rows:
            yield from found_rows(row, name)
