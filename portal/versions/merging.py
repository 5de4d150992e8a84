"""Two documents of an entry that started from the same one, made into one (see portal.versions.documents)."""

from dataclasses import dataclass

from django.db.models import UniqueConstraint

MINE, THEIRS = "mine", "theirs"
ABSENT = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both changed, each in another way: where it stands in the document, and what it was and became.

    `path` is a tuple of names, the last that of a field, or the primary key of a row.
    """

    path: tuple
    base: object
    theirs: object
    mine: object

    @property
    def key(self):
        """Its name in a form."""
        return ".".join(map(str, self.path))


class Merge:
    """Three documents of an entry of `shape` made one: `document`.

    `base` is what both started from, `theirs` what others made of it, `mine` what is put on top. `chosen` is a dict of
    Clash.key to MINE or THEIRS; of what is not chosen, `document` has mine. `clashes` are all that both changed, `open`
    those without a choice.
    """

    def __init__(self, shape, base, theirs, mine, chosen=None):
        self.shape, self.base, self.theirs, self.mine = shape, base, theirs, mine
        self.chosen, self.clashes = chosen or {}, []
        self.document = self.whole(shape, base, theirs, mine, ())

    @property
    def open(self):
        return [clash for clash in self.clashes if self.chosen.get(clash.key) not in (MINE, THEIRS)]

    def whole(self, shape, base, theirs, mine, path):
        """The merged document of one entry or row; a field that the base does not know counts as changed."""
        return {
            "fields": {
                name: self.pick((*path, "fields", name), base["fields"].get(name), value, mine["fields"].get(name))
                for name, value in theirs["fields"].items()
            },
            "many": {
                name: of_sets(*(set(each["many"].get(name, ())) for each in (base, theirs, mine)))
                for name in theirs["many"]
            },
            "rows": {
                name: self.rows(
                    below, *(each["rows"].get(name, []) for each in (base, theirs, mine)), (*path, "rows", name)
                )
                for name, below in shape.rows.items()
            },
        }

    def rows(self, shape, base, theirs, mine, path):
        """The merged rows of one relation."""
        known = {row["pk"] for row in base}
        mine = [
            as_one_of(row, shape, [each for each in theirs if each["pk"] not in known])
            if row["pk"] not in known
            else row
            for row in mine
        ]
        by_key = [{row["pk"]: row for row in rows} for rows in (base, theirs, mine)]
        merged = [
            self.row(shape, *(rows.get(pk) for rows in by_key), (*path, pk)) for pk in sorted(set().union(*by_key))
        ]
        return [row for row in merged if row is not ABSENT]

    def row(self, shape, base, theirs, mine, path):
        """One merged row; ABSENT when it is to go. What both kept is merged field by field."""
        if ABSENT not in (theirs, mine) and theirs != mine:
            if base is ABSENT:
                return self.pick(path, base, theirs, mine)
            return {"pk": path[-1], **self.whole(shape, base, theirs, mine, path)}
        return self.pick(path, base, theirs, mine)

    def pick(self, path, base, theirs, mine):
        """What only one changed is as they made it; what both did is as it was chosen."""
        if mine in (base, theirs):
            return theirs
        if theirs == base:
            return mine
        clash = Clash(path, base, theirs, mine)
        self.clashes.append(clash)
        return theirs if self.chosen.get(clash.key) == THEIRS else mine


def of_sets(base, theirs, mine):
    """A relation to many: what is there now, with what is added, without what is taken off; a sorted list."""
    return sorted((theirs - (base - mine)) | (mine - base))


def as_one_of(row, shape, others):
    """A new row with the key of that of `others` that it is the same as, or cannot stand beside; else as it is."""
    for other in others:
        if any(same(row, other, names) for names in unique_names(shape)) or without_key(row) == without_key(other):
            return row | {"pk": other["pk"]}
    return row


def without_key(row):
    return {name: value for name, value in row.items() if name != "pk"}


def same(row, other, names):
    return all(row["fields"].get(name) == other["fields"].get(name) for name in names)


def unique_names(shape):
    """The names of fields that no two rows of one entry may have alike; a list of sets."""
    options = shape.model._meta
    sets = [set(names) for names in options.unique_together]
    sets += [set(each.fields) for each in options.constraints if isinstance(each, UniqueConstraint) and each.fields]
    return [names - {shape.parent.name} for names in sets if shape.parent.name in names]
