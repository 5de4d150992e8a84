"""Workbooks (XLSX) as tables. openpyxl reads them row by row; what it cannot bear is refused before."""

import re
from dataclasses import dataclass
from datetime import date

from portal.reading.archives import BOMB, BROKEN, MEGABYTE
from portal.reading.faults import UnreadableFile
from portal.reading.tables import Document, Table

LARGEST_SHEETS = 120 * MEGABYTE
# Real sheets shrink to a tenth, those with nothing but zeros to a fortieth.
HIGHEST_RATIO = 100
LARGEST_TEXTS = 20 * MEGABYTE
LARGEST_PART = 4 * MEGABYTE
LAST_ROW = 1_048_576
# openpyxl makes the rows that a sheet leaves out, one by one.
MOST_ABSENT = 10_000
CHUNK = MEGABYTE
# A row of 16,384 cells takes less than this.
LONGEST_ROW = 4
# In a number format, text that is shown as it is.
LITERAL = re.compile(r'"[^"]*"|\\.')
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}):')
FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


@dataclass(frozen=True, slots=True)
class Styled:
    """A cell of a workbook with what its look says: whether it shows a percentage, and the colour of its text."""

    value: str | int | float | bool | date | None
    is_percentage: bool
    colour: str


def document_of(archive, name):
    """The workbook in an open, checked ZipFile as a `Document`. Raises UnreadableFile."""
    has_formulas = look_through(archive)
    book = opened(archive, data_only=True)
    formulas = opened(archive, data_only=False) if has_formulas else None
    tables = [
        table_of(sheet, formulas and formulas[sheet.title])
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    ]
    if not tables:
        raise UnreadableFile("Deze werkmap heeft geen tabblad.")
    return Document(name, tuple(tables), is_workbook=True)


def look_through(archive):
    """Whether any sheet has a formula. Raises UnreadableFile for parts that are too large to take in."""
    parts = archive.infolist()
    if sum(part.file_size for part in parts if "worksheets/" in part.filename) > LARGEST_SHEETS:
        raise UnreadableFile("Deze werkmap is te groot. Bewaar het tabblad als CSV UTF-8.")
    if any(part.file_size > max(10 * MEGABYTE, part.compress_size * HIGHEST_RATIO) for part in parts):
        raise UnreadableFile(BOMB)
    for part in parts:
        limit = LARGEST_TEXTS if part.filename.endswith("sharedStrings.xml") else LARGEST_PART
        if part.file_size > limit and "worksheets/" not in part.filename:
            raise UnreadableFile(BOMB)
    sheets = [part for part in parts if part.filename.endswith(".xml") and "sharedStrings" not in part.filename]
    found = [scan(archive, part) for part in sheets]
    return any(found)


def scan(archive, part):
    """Whether this sheet has a formula. Raises UnreadableFile when a row has no end, or the zip is broken."""
    found, before, without_row = False, b"", 0
    try:
        with archive.open(part) as stream:
            while chunk := stream.read(CHUNK):
                found = found or bool(FORMULA.search(before[-50:] + chunk))
                without_row = 0 if b"row" in chunk else without_row + 1
                if without_row > LONGEST_ROW:
                    raise UnreadableFile(BOMB)
                before = chunk
    except UnreadableFile:
        raise
    except Exception as error:  # see opened()
        raise UnreadableFile(BROKEN) from error
    return found


def opened(archive, data_only):
    """The workbook in openpyxl, row by row. `data_only` gives what formulas came to, else the formulas."""
    # Only who takes in a workbook needs openpyxl: no visitor's worker has to carry it.
    from openpyxl import load_workbook

    try:
        return load_workbook(archive.fp, read_only=True, data_only=data_only, keep_links=False)
    # A damaged workbook makes openpyxl raise anything: KeyError, TypeError, ParseError, EntitiesForbidden...
    except Exception as error:
        raise UnreadableFile("Deze werkmap is beschadigd. Bewaar ze opnieuw als XLSX, of als CSV UTF-8.") from error


def table_of(sheet, formulas):
    """A sheet as a `Table`; `formulas` is the same sheet with formulas instead of values, None when it has none."""

    def values():
        for number, row in calculated():
            yield number, [cell.value for cell in row]

    def styled():
        looks = {}
        for number, row in calculated():
            yield number, [styled_of(cell, looks) for cell in row]

    def calculated():
        if formulas is None:
            return steps(sheet, table)
        return (with_values(table, *pair) for pair in zip(steps(sheet, table), steps(formulas, table), strict=True))

    table = Table(sheet.title, values, styled, lambda: merged_in(sheet))
    return table


def merged_in(sheet):
    """The first cell of each range of merged cells in an openpyxl sheet, which leaves them out when it reads rows."""
    before = b""
    with sheet._get_source() as stream:
        while chunk := stream.read(CHUNK):
            # A range may stand on the edge of two chunks, but never twice.
            text = before + chunk
            found = list(MERGED.finditer(text))
            yield from (match[1].decode() for match in found)
            before = text[max(found[-1].end() if found else 0, len(text) - 200) :]


def steps(sheet, table):
    """The rows of a sheet as (number, tuple of openpyxl cells). Raises UnreadableFile for whatever goes wrong."""
    # The size a sheet claims may be wrong: Provincies in Cijfers always says A1.
    sheet.reset_dimensions()
    rows, absent = sheet.iter_rows(), 0
    for number in range(1, LAST_ROW + 2):
        try:
            row = next(rows, None)
        except Exception as error:  # see opened()
            raise table.fault("De werkmap is hier beschadigd, of heeft een waarde die niet bestaat.", number) from error
        if row is None:
            return
        absent = 0 if row else absent + 1
        if absent > MOST_ABSENT:
            break
        yield number, row
    raise table.fault("Dit tabblad heeft te veel rijen.")


def with_values(table, found, asked):
    """The row `found`, of which every formula (in the row `asked`) has a value."""
    number, row = found
    for cell, formula in zip(row, asked[1], strict=True):
        if formula.value is not None and formula.data_type == "f" and cell.value is None:
            message = "Deze formule is niet uitgerekend. Open de werkmap in uw rekenblad en bewaar ze opnieuw."
            raise table.fault(message, number, formula.column)
    return number, row


def styled_of(cell, looks):
    """A `Styled` of an openpyxl cell. `looks` remembers what was seen of each style, by its number."""
    if cell.value is None:
        return Styled(None, False, "")
    look = looks.get(cell._style_id)
    if look is None:
        looks[cell._style_id] = look = look_of(cell)
    return Styled(cell.value, *look)


def look_of(cell):
    """The (whether it shows a percentage, colour of the text) of an openpyxl cell; neither when its style is broken."""
    try:
        colour = cell.font.color.rgb if cell.font and cell.font.color else ""
        return "%" in LITERAL.sub("", cell.number_format or ""), colour if isinstance(colour, str) else ""
    except (IndexError, AttributeError, TypeError):
        return False, ""
