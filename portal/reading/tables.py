"""What readers see of a file: one or more tables of rows, wherever they were kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from portal.reading.faults import UnreadableFile

# How far down the names of the columns may stand.
HEAD = 10


@dataclass(frozen=True, slots=True)
class Table:
    """A text file, or a sheet of a workbook.

    `iterate()` gives (row number from 1, list of values): text in a text file; text, numbers, dates, booleans and None
    in a workbook. It may be called more than once. `styled()` gives the same with `workbooks.Styled` values, None for
    a text file. `name` is that of the sheet, "" when it is the only table. `merged()` gives the places (as "B7") of
    cells that are merged with others; None for a text file.
    """

    name: str
    iterate: Callable[[], Iterator]
    styled: Callable[[], Iterator] | None = None
    merged: Callable[[], Iterator] | None = None

    def head(self):
        """The first rows that hold anything; a list of (row number, values)."""
        rows = islice(self.iterate(), HEAD)
        return [(number, row) for number, row in rows if any(map(plain, row))]

    def where(self, row=None, column=None):
        """A place in words; `row` and `column` count from 1."""
        places = [self.name and f"tabblad {self.name}", row and f"rij {row}", column and f"kolom {letters(column)}"]
        return ", ".join(filter(None, places))

    def fault(self, message, row=None, column=None):
        """The exception for something at this place that makes the file useless."""
        where = self.where(row, column)
        text = f"{where[0].upper()}{where[1:]}: {message}" if where else message
        return UnreadableFile(text, row, column)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as its readers get it. `name` is its own name, or that of the file in a zip."""

    name: str
    tables: tuple[Table, ...]
    is_workbook: bool


@dataclass(frozen=True, slots=True)
class Columns:
    """The row with the names of the columns: its number, and the place (from 0) of each by its name in lower case."""

    row: int
    places: dict[str, int]
    width: int

    def place(self, *names):
        """The place of the first of these names that is there, else None."""
        return next((self.places[name] for name in names if name in self.places), None)


def letters(column):
    """What a spreadsheet calls a column, from its number: 3 is C."""
    from openpyxl.utils import get_column_letter  # loaded only for a file: see portal.reading.workbooks

    return get_column_letter(column) if 0 < column <= 18278 else str(column)


def plain(value):
    """A value of a cell as one line of text, "" when it is empty."""
    if isinstance(value, str):
        return " ".join(value.split())
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(str(value).split())


def columns_of(table, is_header):
    """The `Columns` in the first rows of which the lower-case names answer to `is_header(set)`; None without."""
    for number, row in table.head():
        names = [plain(value).lower() for value in row]
        if is_header(set(names)):
            filled = [name for name in names if name]
            if len(filled) != len(set(filled)):
                raise table.fault("Twee kolommen hebben dezelfde naam.", number)
            places = {name: place for place, name in enumerate(names) if name}
            return Columns(number, places, max(places.values()) + 1)
    return None


def fitted(table, number, row, width):
    """A row with exactly `width` values. Text rows must have them all; in a workbook, empty cells need not be there.

    Raises UnreadableFile when it is too long, or too short: its values may have moved.
    """
    if len(row) == width:
        return row
    if any(map(plain, row[width:])) or (len(row) < width and table.styled is None):
        raise table.fault(
            f"Deze rij heeft {len(row)} {'cel' if len(row) == 1 else 'cellen'}; de kop heeft er {width}.", number
        )
    return [*row[:width], *[None] * (width - len(row))]


def body(table, columns):
    """The rows under the header that hold anything, fitted to its width; yields (row number, values)."""
    for number, row in table.iterate():
        if number > columns.row and any(map(plain, row)):
            yield number, fitted(table, number, row, columns.width)
