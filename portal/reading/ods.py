"""Workbooks of LibreOffice (ODS) as tables, row by row: odfpy would first make an object of every cell.

Names of elements and attributes are those of OpenDocument 1.3, part 3.
"""

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from portal.reading.archives import BOMB, Member
from portal.reading.faults import UnreadableFile
from portal.reading.tables import Document, Table, letters
from portal.reading.workbooks import HIGHEST_RATIO, LARGEST_SHEETS, MOST_ABSENT

CONTENT = "content.xml"
BROKEN = "Deze werkmap is beschadigd. Bewaar ze opnieuw als ODS, of als CSV UTF-8."
# More columns than any list has; the rest of a sheet is empty cells, told by their number.
MOST_COLUMNS = 1_000

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
}


def named(name):
    """A name such as "table:table" as the parser writes it."""
    space, _, local = name.partition(":")
    return f"{{{SPACES[space]}}}{local}"


SHEET, ROW = named("table:table"), named("table:table-row")
CELL, COVERED = named("table:table-cell"), named("table:covered-table-cell")
PARAGRAPH, BLANKS, TAB, BREAK = map(named, ("text:p", "text:s", "text:tab", "text:line-break"))
STYLE, LOOK = named("style:style"), named("style:table-properties")
# What hangs on a cell without being in it.
BESIDE = {named("office:annotation")}


def document_of(path, archive, name):
    """The workbook at `path`, open as the checked ZipFile `archive`, as a `Document`. Raises UnreadableFile."""
    part = archive.getinfo(CONTENT)
    if part.file_size > max(1_000_000, min(LARGEST_SHEETS, part.compress_size * HIGHEST_RATIO)):
        raise UnreadableFile(BOMB)
    tables = tuple(table_of(path, part, number, title) for number, title in sheets_in(path, part))
    if not tables:
        raise UnreadableFile("Deze werkmap heeft geen tabblad.")
    return Document(name, tables, is_workbook=True)


def events(path, part):
    """The elements of the content as (event, element), when they start and end. Raises UnreadableFile."""
    # Only who takes in a workbook needs it.
    from defusedxml.ElementTree import iterparse

    with Member(path, part) as stream:
        try:
            yield from iterparse(stream, events=("start", "end"), forbid_dtd=True)
        except UnreadableFile:
            raise
        # A damaged or hostile file makes the parser raise anything: ParseError, DTDForbidden, EntitiesForbidden...
        except Exception as error:
            raise UnreadableFile(BROKEN) from error


def sheets_in(path, part):
    """The sheets that are not hidden, as (number from 0, name)."""
    hidden, style, number = set(), "", 0
    for event, element in events(path, part):
        if event == "start" and element.tag == STYLE:
            style = element.get(named("style:name"), "")
        elif event == "start" and element.tag == LOOK and element.get(named("table:display")) == "false":
            hidden.add(style)
        elif event == "start" and element.tag == SHEET:
            if element.get(named("table:style-name")) not in hidden:
                yield number, element.get(named("table:name"), "")
            number += 1
        elif event == "end":
            clear(element)


def clear(element):
    """Forgets what is in a row or sheet that was read."""
    if element.tag in (ROW, SHEET):
        element.clear()


def table_of(path, part, wanted, title):
    """The sheet with number `wanted` as a `Table`."""

    def rows():
        return filled_rows(table, rows_in(path, part, wanted))

    def merged():
        return (place for number, row in numbered(rows_in(path, part, wanted)) for place in merged_in(number, row))

    table = Table(title, rows, rows, merged)
    return table


def rows_in(path, part, wanted):
    """The rows of a sheet, as elements."""
    number = -1
    for event, element in events(path, part):
        if event == "start":
            number += element.tag == SHEET
            continue
        if element.tag == ROW and number == wanted:
            yield element
        clear(element)
        if element.tag == SHEET and number == wanted:
            return


def repeated(element, name):
    """How often a row or cell stands there, from its attribute."""
    with suppress(ValueError):
        return max(1, int(element.get(named(name), "1")))
    raise UnreadableFile(BROKEN)


def numbered(rows):
    """The rows with the number of each."""
    number = 1
    for row in rows:
        yield number, row
        number += repeated(row, "table:number-rows-repeated")


def filled_rows(table, rows):
    """The rows as (number, values); of rows that are there many times only those that hold something.

    Raises UnreadableFile.
    """
    for number, row in numbered(rows):
        values = values_of(table, number, row)
        times = repeated(row, "table:number-rows-repeated") if values else 1
        if times > MOST_ABSENT:
            raise table.fault(f"Deze rij staat er {times} keer.", number)
        for again in range(times):
            yield number + again, values


def cells_of(row):
    """The cells of a row as (column from 1, how many times, element)."""
    column = 1
    for element in row:
        if element.tag in (CELL, COVERED):
            times = repeated(element, "table:number-columns-repeated")
            yield column, times, element
            column += times


def values_of(table, number, row):
    """The values of a row, without the empty ones at its end. Raises UnreadableFile for far too many columns."""
    values = []
    for column, times, element in cells_of(row):
        if (value := value_of(element)) in (None, ""):
            continue
        if column + times > MOST_COLUMNS:
            raise table.fault("Deze rij heeft te veel cellen.", number)
        values += [None] * (column - 1 - len(values)) + [value] * times
    return values


def value_of(cell):
    """What is in a cell: a number, date or boolean as such, else text; None when it is empty."""
    kind = cell.get(named("office:value-type"))
    with suppress(ValueError, InvalidOperation):
        if kind == "date":
            return day_of(cell.get(named("office:date-value"), ""))
        if kind == "boolean":
            return cell.get(named("office:boolean-value")) == "true"
        if kind in ("float", "currency", "percentage"):
            value = Decimal(cell.get(named("office:value"), ""))
            return value * 100 if kind == "percentage" else value
    lines = [text_of(element) for element in cell if element.tag == PARAGRAPH]
    return "\n".join(lines) if any(lines) else None


def day_of(text):
    """A date, or a moment without its zone, from ISO text. Raises ValueError."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def text_of(element):
    """The text of a paragraph: OpenDocument writes more than one space, tabs and line breaks as elements."""
    texts = [" ".join(element.text.split("\n")) if element.text else ""]
    for inner in element:
        if inner.tag == BLANKS:
            texts.append(" " * min(repeated(inner, "text:c"), MOST_COLUMNS))
        elif inner.tag in (TAB, BREAK):
            texts.append("\t" if inner.tag == TAB else "\n")
        elif inner.tag not in BESIDE:
            texts.append(text_of(inner))
        texts.append(inner.tail or "")
    return "".join(texts)


def merged_in(number, row):
    """The cells of a row that are merged with others, as places such as "B7"."""
    spans = ("table:number-columns-spanned", "table:number-rows-spanned")
    for column, _, element in cells_of(row):
        if any(repeated(element, span) > 1 for span in spans):
            yield f"{letters(column)}{number}"
