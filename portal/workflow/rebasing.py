"""Putting a proposal on top of what others changed since its author began: field by field, and row by row."""

from dataclasses import dataclass

from django.utils.text import capfirst

from portal.versions.shapes import shape_of
from portal.versions.wording import Wording

# Which side of a collision counts.
NOW, PROPOSED = "now", "proposed"


@dataclass(frozen=True)
class Collision:
    """A field or row that both changed. `name` is its path in the document; `now` and `proposed` are Dutch texts."""

    name: str
    label: str
    now: str
    proposed: str


class Rebase:
    """Three documents of a kind of entry made one: `document`; `collisions` are those that `choices` leave open.

    `base` is what `proposed` was made from, and `now` what the entry became since. `choices` is a dict of the name of a
    collision to NOW or PROPOSED; of a collision without a choice, `document` has what is proposed.
    """

    def __init__(self, model, base, now, proposed, choices=None):
        self.choices = choices or {}
        self.collisions = []
        self.wording = Wording(shape_of(model), now, proposed)
        self.document = self.whole(shape_of(model), (base, now, proposed), "", "")

    def whole(self, shape, versions, path, prefix):
        """An entry, or a row that all three have."""
        made = {name: value for name, value in versions[2].items() if name not in ("fields", "many", "rows")}
        made["fields"] = {
            field.name: self.field(field, [each["fields"].get(field.name) for each in versions], path, prefix)
            for field in shape.fields
        }
        made["many"] = {
            field.name: of_sets(*(set(each["many"].get(field.name, ())) for each in versions)) for field in shape.many
        }
        made["rows"] = {
            name: self.rows(below, [each["rows"].get(name, []) for each in versions], f"{path}{name}.", prefix)
            for name, below in shape.rows.items()
        }
        return made

    def field(self, field, values, path, prefix):
        """The value of one field."""
        base, now, proposed = values
        if proposed == base or now == proposed:
            return now
        if now == base:
            return proposed
        texts = [self.wording.value(field, value) for value in (now, proposed)]
        return self.chosen(f"{path}{field.name}", f"{prefix}{capfirst(field.verbose_name)}", (now, proposed), texts)

    def rows(self, shape, versions, path, prefix):
        """All rows of one kind: those that one side made, and those that neither deleted."""
        by_key = [{row["pk"]: row for row in rows} for rows in versions]
        keys = sorted(set(by_key[1]) | set(by_key[2]))
        made = [self.row(shape, [rows.get(key) for rows in by_key], f"{path}{key}", prefix) for key in keys]
        return [row for row in made if row is not None]

    def row(self, shape, versions, path, prefix):
        """One row; None when it goes."""
        base, now, proposed = versions
        if base is None:
            return now or proposed
        if now is not None and proposed is not None:
            prefix = f"{prefix}{self.wording.row(shape, now)}, "
            return self.whole(shape, versions, f"{path}.", prefix)
        if base in (now, proposed):
            return None
        texts = [self.wording.row(shape, row) if row else "" for row in (now, proposed)]
        label = f"{prefix}{capfirst(shape.model._meta.verbose_name)}"
        return self.chosen(path, label, (now, proposed), texts)

    def chosen(self, name, label, values, texts):
        """The value that was chosen of one that both changed."""
        choice = self.choices.get(name)
        if choice not in (NOW, PROPOSED):
            self.collisions.append(Collision(name, label, *texts))
        return values[0] if choice == NOW else values[1]


def of_sets(base, now, proposed):
    """A relation to many: what is there now, with what the proposal adds, without what it takes off; a sorted list."""
    return sorted((now - (base - proposed)) | (proposed - base))
