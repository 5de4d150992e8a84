"""Two documents of an entry that started from the same one, made into one (see portal.versions.documents)."""

from dataclasses import dataclass, field

from django.db.models import UniqueConstraint

MINE, THEIRS = "mine", "theirs"
ABSENT = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both changed, each in another way: where it stands in the document, and what it was and became.

    `path` is a tuple of names, the last that of a field, of a relation, or the primary key of a row.
    """

    path: tuple
    base: object
    theirs: object
    mine: object

    @property
    def key(self):
        """Its name in a form."""
        return ".".join(map(str, self.path))


@dataclass(slots=True)
class Merge:
    """The work of merging; `chosen` is a dict of Clash.key to MINE or THEIRS, and what is not chosen is mine."""

    chosen: dict
    clashes: list = field(default_factory=list)

    def documents(self, shape, base, theirs, mine, path=()):
        """The merged document of one entry or row of `shape`; a field that the base does not know counts as changed."""
        return {
            "fields": self.each(("fields",), path, base, theirs, mine),
            "many": self.each(("many",), path, base, theirs, mine),
            "rows": {
                name: self.rows(
                    below, *(each["rows"].get(name, []) for each in (base, theirs, mine)), (*path, "rows", name)
                )
                for name, below in shape.rows.items()
            },
        }

    def each(self, kind, path, base, theirs, mine):
        """The merged fields or relations."""
        (name,) = kind
        return {
            key: self.pick((*path, name, key), base[name].get(key), value, mine[name].get(key))
            for key, value in theirs[name].items()
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
            return {"pk": path[-1], **self.documents(shape, base, theirs, mine, path)}
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
