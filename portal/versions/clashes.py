"""What two people made of an entry, in words for who has to choose."""

from dataclasses import dataclass
from functools import partial

from django.utils.text import capfirst

from portal.versions.merging import MINE
from portal.versions.wording import Wording

NOTHING, GONE = "–", "deze rij is verwijderd"


@dataclass(frozen=True, slots=True)
class Choice:
    """A Clash in words: where it is, what it was, what others made of it, what oneself made of it, and which counts."""

    key: str
    label: str
    base: str
    theirs: str
    mine: str
    chosen: str


def in_words(merge, clashes, user=None):
    """Clashes of a Merge as a list of Choice. Entries that the `user` may not see have no name but a number."""
    words = Words(merge, user) if clashes else None
    return [words.choice(clash, merge.chosen.get(clash.key, MINE)) for clash in clashes]


class Words:
    """Words for the clashes of a Merge."""

    def __init__(self, merge, user):
        self.shape = merge.shape
        self.documents = (merge.base, merge.theirs, merge.mine)
        self.wording = Wording(self.shape, *self.documents, user=user)

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
        field = shape.model._meta.get_field(path[-1])
        return f"{before}{field.verbose_name}", partial(self.text, field)

    def text(self, field, value):
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
