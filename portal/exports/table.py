"""What an export holds: its columns, its rows in the order of the list, and when and how it was made."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from portal.text import printable

# A spreadsheet takes a cell that begins like this for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Column:
    """One column: `key` is its name in JSON, `label` its heading in a table.

    `value` takes an object and gives something that JSON can hold (str, number, date, list, dict or None). `cell`, if
    given, takes the object and gives the text, number or date of the table's cell; else it follows from `value`.
    `json_only` keeps it out of tables, `table_only` out of JSON.
    """

    key: str
    label: str
    value: callable
    cell: callable = None
    width: int = 20
    json_only: bool = False
    table_only: bool = False

    def cell_of(self, entry):
        """The cell for one object: str, int, Decimal, date or None."""
        return flat((self.cell or self.value)(entry))


@dataclass(frozen=True)
class Table:
    """An export, named `name` in file names and `title` in Dutch; `filters` says how it was narrowed.

    `entries` takes nothing and gives the objects in order; it is called while the file is made.
    """

    name: str
    title: str
    columns: list
    entries: callable
    filters: list
    address: str

    @property
    def shown_columns(self):
        """The columns of the tables."""
        return [column for column in self.columns if not column.json_only]

    def rows(self):
        """The rows as lists of cells."""
        columns = self.shown_columns
        for entry in self.entries():
            yield [column.cell_of(entry) for column in columns]

    def about(self, count):
        """When and with which filters this was made, and that it has `count` rows; a list of (label, text) pairs."""
        made_at = timezone.localtime()
        chosen = "; ".join(f"{chip['label']}: {chip['text']}" for chip in self.filters)
        return [
            ("Overzicht", self.title),
            ("Gemaakt op", f"{made_at:%d/%m/%Y} om {made_at:%H:%M}"),
            ("Gekozen filters", chosen or "geen: alles"),
            ("Aantal", str(count)),
            ("Adres van deze lijst", self.address),
            (
                "Herkomst",
                "Kapstok, portaal voor lokaal integratiebeleid. Inhoud: CC BY 4.0, met vermelding van de bron.",
            ),
        ]

    def file_name(self, extension):
        """Name of the file, with the day: kapstok-subsidies-2026-11-22.csv."""
        return f"kapstok-{self.name}-{timezone.localdate():%Y-%m-%d}.{extension}"


def flat(value):
    """A value as one cell: lists joined with semicolons, mappings by their values, nothing as None."""
    if isinstance(value, dict):
        return ", ".join(str(flat(inner)) for inner in value.values() if inner not in (None, "", []))
    if isinstance(value, (list, tuple)):
        return "; ".join(str(flat(inner)) for inner in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, str):
        return printable(value)
    return value if isinstance(value, (int, Decimal, date)) else None


def looks_like_formula(cell):
    """Whether a spreadsheet would take this text for a formula."""
    return isinstance(cell, str) and cell.startswith(FORMULA_STARTS)


def absolute(path):
    """The full address of a path of the portal."""
    return f"{settings.SITE_URL}{path}"
