"""From a file to the rows of a list, in whatever format it came. No database here."""

import re
import warnings
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from portal.reading import UnreadableFile, ods, texts, workbooks
from portal.reading.archives import checked
from portal.reading.tables import body, columns_of, letters, plain

MOST_ROWS = 10_000
MOST_COLUMNS = 500
SHOWN_NAME = 60
REFUSED = {
    b"\xd0\xcf\x11\xe0": "Dit is een oude Excel (.xls), of een werkmap met een wachtwoord. Bewaar ze als XLSX zonder.",
    b"%PDF": "Dit is een pdf. We lezen CSV, XLSX en ODS.",
    b"\x1f\x8b": "Dit is een gz-bestand. Pak het eerst uit.",
}
# How XML and JSON start, after a byte order mark and blanks.
JSON = "Dit is JSON. We lezen CSV, XLSX en ODS."
OTHER_TEXT = {b"<": "Dit is een webpagina of XML. We lezen CSV, XLSX en ODS.", b"{": JSON, b"[": JSON}
NO_COLUMNS = "De eerste rijen hebben geen koppen die we kennen. Begin van een export of van een leeg werkblad."
# A character that XLSX writes by its number; openpyxl leaves it so.
ESCAPED = re.compile(r"_x([0-9a-fA-F]{4})_")
MACROS = "Deze werkmap bevat macro's. Bewaar ze zonder, als XLSX of ODS."


@dataclass(frozen=True)
class Row:
    """A row of a list: its number in the file, and its values by the key of their column."""

    number: int
    values: dict


@dataclass(frozen=True)
class Sheet:
    """A list as a file has it.

    `rows` are its Rows, `letters` has the letter of each known column by its key, `unknown` the names of the columns
    that mean nothing to us; `sheet` is the name of the sheet, "" in a text file.
    """

    rows: list
    letters: dict
    unknown: list
    sheet: str = ""


def read(path, name, headings, others=()):
    """The Sheet in the file at `path`, called `name`.

    `headings` maps the names that columns may have, in lower case, to their keys. `others` are the same for other kinds
    of list, as (what it is called, headings): they make a better message for who mixed up two files. Raises
    UnreadableFile.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(64)
        for first, message in REFUSED.items():
            if start.startswith(first):
                raise UnreadableFile(message)
        if start.startswith(b"PK"):
            return read_workbook(path, name, headings, others)
        bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
        if bare in OTHER_TEXT:
            raise UnreadableFile(OTHER_TEXT[bare])
        return read_text(path, name, headings, others)
    except OSError as error:
        raise UnreadableFile("Het bestand is niet te openen.") from error


def sheet_in(path, name, kind, others=()):
    """The Sheet in the file at `path`, which holds rows of `kind`, not of `others`. Raises UnreadableFile."""
    return read(path, name, kind.headings, [(other.name, other.headings) for other in others if other is not kind])


def read_text(path, name, headings, others):
    """The Sheet in a text file, in the first encoding that it has."""
    for document in texts.documents_of(lambda: path.open("rb"), name):
        try:
            return sheet_of(document.tables, headings, others)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("De tekens in dit bestand zijn niet te lezen. Bewaar het als CSV UTF-8.")


def read_workbook(path, name, headings, others):
    """The Sheet in an XLSX or ODS workbook."""
    with checked(path) as archive:
        names = archive.namelist()
        if any(part.startswith(("Basic/", "Scripts/")) or part.endswith("vbaProject.bin") for part in names):
            raise UnreadableFile(MACROS)
        if ods.CONTENT in names:
            return sheet_of(ods.document_of(path, archive, name).tables, headings, others)
        if "[Content_Types].xml" not in names:
            raise UnreadableFile("Dit is een zipbestand zonder werkblad. We lezen CSV, XLSX en ODS.")
        # openpyxl warns of styles and the like that it leaves out.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return sheet_of(workbooks.document_of(archive, name).tables, headings, others)


def sheet_of(tables, headings, others):
    """The Sheet among `tables`: the only one whose columns are those of the list."""
    tables = [replace(table, iterate=partial(as_shown, table)) for table in tables]
    found = [(table, columns) for table in tables if (columns := columns_of(table, known(headings)))]
    refuse_other_list(found, tables, headings, others)
    if len(found) > 1:
        names = ", ".join(f"“{table.name[:SHOWN_NAME]}”" for table, _ in found)
        raise UnreadableFile(f"Meer dan één tabblad heeft deze kolommen: {names}. Laat er één staan.")
    table, columns = found[0]
    if columns.width > MOST_COLUMNS:
        raise table.fault(f"Er zijn meer dan {MOST_COLUMNS} kolommen.", columns.row)
    refuse_merged(table)
    keys = {place: headings[name] for name, place in columns.places.items() if name in headings}
    refuse_twice(table, columns, keys)
    return Sheet(
        rows=list(rows_of(table, columns, keys)),
        letters={key: letters(place + 1) for place, key in keys.items()},
        unknown=[name[:SHOWN_NAME] for name in columns.places if name not in headings],
        sheet=table.name,
    )


def known(headings):
    """Whether names of columns are those of the list: at least two, or all that there are."""
    return lambda names: len(names & set(headings)) >= min(2, len(names - {""}) or 2)


def refuse_other_list(found, tables, headings, others):
    """Raises UnreadableFile when no table has the columns of the list, or one looks more like another list."""
    best = max((len(columns.places.keys() & set(headings)) for _, columns in found), default=0)
    for label, named in others:
        for table in tables:
            columns = columns_of(table, known(named))
            if columns and len(columns.places.keys() & set(named)) > best:
                raise UnreadableFile(f"Dit lijkt een lijst van {label}. Kies ze daar.")
    if not found:
        raise UnreadableFile(NO_COLUMNS)


def refuse_merged(table):
    """Raises UnreadableFile when cells are merged: those beside the first would seem to be empty."""
    if place := next(table.merged(), None) if table.merged else None:
        raise table.fault(f"Cel {place} is samengevoegd met andere. Splits samengevoegde cellen.")


def refuse_twice(table, columns, keys):
    """Raises UnreadableFile when two columns are the same one, by its heading and by its other name."""
    twice = {key for key in keys.values() if list(keys.values()).count(key) > 1}
    if twice:
        places = ", ".join(letters(place + 1) for place, key in keys.items() if key in twice)
        raise table.fault(f"De kolommen {places} zijn dezelfde. Laat er één staan.", columns.row)


def rows_of(table, columns, keys):
    """The Rows under the header that hold anything. Raises UnreadableFile for too many."""
    for count, (number, row) in enumerate(body(table, columns), start=1):
        if count > MOST_ROWS:
            raise UnreadableFile(f"Dit bestand heeft meer dan {MOST_ROWS:,} rijen. Splits het.".replace(",", "."))
        yield Row(number, {key: row[place] for place, key in keys.items() if plain(row[place])})


def as_shown(table):
    """The rows of a table as a spreadsheet shows them.

    A percentage is the number that one sees: 50, where XLSX keeps 0.5. Rows of a text file are counted as a spreadsheet
    counts them: a cell may have many lines.
    """
    for count, (number, row) in enumerate((table.styled or table.iterate)(), start=1):
        yield (
            number if table.styled else count,
            [value_of(value) if isinstance(value, workbooks.Styled) else value for value in row],
        )


def value_of(cell):
    """The value of a cell, of XLSX with its look."""
    if not isinstance(cell, workbooks.Styled):
        return cell
    value = cell.value
    if isinstance(value, str):
        return ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), value)
    if cell.is_percentage and isinstance(value, int | float):
        return Decimal(f"{value:.15g}") * 100
    return value
