"""The kinds of list that go out as a spreadsheet and come back; each app registers its own in a module `sheets.py`."""

from dataclasses import dataclass, field, replace

from django.db.models import Q
from django.utils.module_loading import autodiscover_modules

from portal import roles
from portal.exports.columns import SAVED
from portal.exports.table import Column
from portal.roles.rights import entry_model, own_rows
from portal.spreadsheets.comparing import comparable, control
from portal.spreadsheets.rows import empty, values_of
from portal.versions.shapes import shape_of

registry = {}
# Columns that say which row it is and how it was, instead of something about it.
CONTROL = "control"
WAS = ("saved_at", CONTROL)


@dataclass(frozen=True)
class Kind:
    """A list. A row is an entry, or one row of the relation `part` of an entry.

    `columns` are those of its export, `readers` read back those that can be edited, by the key of the column; the
    others are computed. `name` stands in addresses and names of files, `one` is what a row is called. `key` is the
    column that says which row it is, `entry` (for parts) the one with the slug of the entry. New rows that are alike in
    the columns `twin` are the same; the first of those is the name of a row. `fetch` takes a queryset
    and adds all that the columns show. `notes` say why a computed column cannot be edited.
    """

    name: str
    one: str
    model: type
    columns: list
    readers: dict
    fetch: callable
    key: str = "slug"
    part: str = ""
    entry: str = ""
    twin: tuple = ("title",)
    notes: dict = field(default_factory=dict)

    @property
    def entry_model(self):
        """The model of the entries that it changes."""
        return entry_model(self.model)

    @property
    def shape(self):
        """The Shape of a row."""
        return shape_of(self.entry_model).rows[self.part] if self.part else shape_of(self.model)

    @property
    def headings(self):
        """The names that columns may have, in lower case, to their keys."""
        keys = {column.key: column.key for column in self.all_columns}
        return keys | {column.label.lower(): column.key for column in self.all_columns}

    @property
    def all_columns(self):
        """Those of the export for who edits: it ends with how each row was."""
        shown = [column for column in self.columns if not column.json_only and column.key != SAVED.key]
        saved = replace(SAVED, value=lambda row: SAVED.value(self.entry_of(row)))
        return [*shown, saved, Column(CONTROL, "Controle (laat staan)", self.control_of, width=12)]

    @property
    def entry_title(self):
        """The column (for parts) with the title of the entry."""
        return self.entry.removesuffix("_slug")

    def blank_part(self, document):
        """The document of a new row, after those that the document of its entry has."""
        new = empty(self.shape) | {"fields": values_of(self.shape, self.shape.model())}
        if "position" in new["fields"]:
            positions = [row["fields"]["position"] for row in document["rows"][self.part]]
            new["fields"]["position"] = max(positions, default=-1) + 1
        return new

    def label(self, key):
        """The heading of a column."""
        return next(column.label for column in self.all_columns if column.key == key)

    def entry_of(self, row):
        """The entry of an object of `model`: itself, or what it is a part of."""
        return getattr(row, self.model.part_of) if self.part else row

    def cells_of(self, row):
        """What today's export says of an object in each column but the last two; a dict of key to comparable text."""
        columns = [column for column in self.columns if not column.json_only and column.key != SAVED.key]
        return {column.key: self.comparable(column.key, column.cell_of(row)) for column in columns}

    def comparable(self, key, value):
        """The value of a cell of a column as text that can be compared."""
        return self.readers[key].comparable(value) if key in self.readers else comparable(value)

    def control_of(self, row):
        return control(self.cells_of(row))

    def is_for(self, user):
        """Whether `user` has anything to do with this list as a spreadsheet."""
        return roles.may_any(user, "change", self.model) or roles.may_any(user, "change", self.entry_model)

    def workable(self, user):
        """The rows that `user` may change, or may propose changes of; all of them for a program (None)."""
        rows = self.model.objects.all()
        if user is None or roles.sees_all(user, self.model):
            return rows
        may_be = Q(pk__in=roles.changeable(user, self.model.objects.order_by()).values("pk"))
        if not self.part and roles.may(user, "change", self.model):
            may_be |= Q(pk__in=own_rows(user, self.model.objects.order_by()).values("pk"))
        return roles.visible(user, rows).filter(may_be)


def register(kind):
    """Makes a Kind known."""
    registry[kind.name] = kind


def kinds():
    """All kinds by name."""
    autodiscover_modules("sheets")
    return registry


def kinds_for(model):
    """The kinds of which rows are entries of `model`, or parts of those; a list."""
    return [kind for kind in kinds().values() if kind.entry_model is model]
