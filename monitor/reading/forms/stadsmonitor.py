"""Gemeente-Stadsmonitor: a workbook for every theme, with an index sheet, and a long sheet for every indicator.

Columns: Gemeente, NIS-code, Indicator, Item or Categorie (not always), Jaar, then numerator and denominator and
"Procent (%)", or the answers of a survey. Two sheets of the survey hold fractions.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from monitor.reading.gathering import Gathering, code_at, decimal_mark_of, year_at
from monitor.reading.numbers import figure, fitting
from monitor.reading.shapes import Cell, Series
from portal.reading.tables import Columns, Table, body, columns_of, plain

NAME = "stadsmonitor"
LABEL = "Gemeente-Stadsmonitor, werkmap van een thema"
AREA, CODE, INDICATOR, YEAR = "gemeente", "nis-code", "indicator", "jaar"
FIXED = {AREA, CODE, INDICATOR, YEAR}
INDEX = {"tabblad", "naam indicator"}
PERCENT = "procent (%)"
# Sheets of the survey have this in their code: all their columns are shares of the answers.
SURVEY = "_S_"
LONGEST_NAME = 250
SAMPLE = 200


def header(names):
    return names >= FIXED and "waarde" not in names


def index_header(names):
    return names >= INDEX


def recognises(document):
    """With an index sheet, or a sheet of the right shape."""
    return document.is_workbook and any(
        columns_of(table, index_header) or columns_of(table, header) for table in document.tables
    )


def read(document, name):
    gathering, theme, found = Gathering(), "", False
    for table in document.tables:
        if columns := columns_of(table, header):
            read_sheet(gathering, Sheet.of(table, columns))
            found = True
        elif columns := columns_of(table, index_header):
            theme = theme_of(gathering, document, table, columns)
        else:
            gathering.skip(table.where(), "Dit tabblad heeft geen kolommen Gemeente, NIS-code, Indicator en Jaar.")
    if not found:
        raise document.tables[0].fault("Deze werkmap heeft geen tabblad met cijfers.")
    title = f"Gemeente-Stadsmonitor, {theme}" if theme else "Gemeente-Stadsmonitor"
    return gathering.reading(NAME, title=title, publisher="Gemeente-Stadsmonitor")


def theme_of(gathering, document, table, columns):
    """The theme in the index; sheets that it names but are not there are reported."""
    names, theme = {each.name for each in document.tables}, ""
    for number, row in body(table, columns):
        at = columns.place("thema")
        theme = theme or (plain(row[at]) if at is not None else "")
        sheet = plain(row[columns.places["tabblad"]])
        if sheet and sheet not in names:
            gathering.skip(table.where(number), f"Het tabblad {sheet} ontbreekt.")
    return theme


@dataclass(frozen=True)
class Sheet:
    """A sheet of one indicator. `kinds` and `measures` are names of columns; `is_fraction` is about its shares."""

    table: Table
    columns: Columns
    kinds: tuple[str, ...]
    measures: tuple[str, ...]
    is_fraction: bool
    decimal: str

    @classmethod
    def of(cls, table, columns):
        """What the first rows tell of a sheet: columns of text divide the figures in kinds, the others have them."""
        rows = [row for _, row in islice(body(table, columns), SAMPLE)]
        others = [name for name in columns.places if name not in FIXED]
        measures = [name for name in others if has_figures(rows, columns.places[name])]
        decimal = decimal_mark_of(table, (row[columns.places[m]] for _, row in body(table, columns) for m in measures))
        kinds = tuple(name for name in others if name not in measures)
        shares = [columns.places[name] for name in measures if is_share(table, name)]
        return cls(table, columns, kinds, tuple(measures), are_fractions(rows, shares, columns), decimal)


def has_figures(rows, place):
    """Whether a column holds figures: any number, or only marks and nothing."""
    values = [plain(row[place]) for row in rows]
    texts = [value for value in values if value and not is_figure(value)]
    return len(texts) < len([value for value in values if value]) or not texts


def is_figure(text):
    try:
        figure(text, ",") if "," in text else figure(text, ".")
    except ValueError:
        return False
    return True


def is_share(table, name):
    return "(%)" in name or SURVEY in table.name.upper()


def are_fractions(rows, shares, columns):
    """Whether shares are 0.245 instead of 24.5: answers then add up to 1, or it is its ratio."""
    known = [[row[at] for at in shares] for row in rows]
    known = [row for row in known if row and all(isinstance(value, int | float) for value in row)]
    if not known or max(value for row in known for value in row) > 1:
        return False
    if len(shares) > 1:
        return all(sum(row) > 0.5 for row in known)
    return any(is_ratio(row, shares[0], columns) for row in rows)


def is_ratio(row, share, columns):
    """Whether the share in a row is its numerator divided by its denominator, the two columns before."""
    top, under = (row[share - 2], row[share - 1]) if share >= 2 else (None, None)
    numbers = [top, under, row[share]]
    if not all(isinstance(value, int | float) for value in numbers) or not under or not row[share]:
        return False
    return share - 2 > columns.places[YEAR] and abs(top / under - row[share]) < 0.01 * abs(row[share])


def read_sheet(gathering, sheet):
    """Keep the figures of one sheet."""
    gathering.decimal = sheet.decimal
    table, places = sheet.table, sheet.columns.places
    for number, row in body(table, sheet.columns):
        code = code_at(table, number, places[CODE], row[places[CODE]])
        area = gathering.place(table, number, row[places[AREA]], code)
        if area is None:
            continue
        year, period = year_at(table, number, places[YEAR], row[places[YEAR]])
        kinds = [plain(row[places[kind]]) for kind in sheet.kinds]
        for measure in sheet.measures:
            found = gathering.value(table, number, places[measure], row[places[measure]])
            if found is not None:
                series = gathering.declare(series_of(sheet, plain(row[places[INDICATOR]]), kinds, measure))
                figures = in_percent(sheet, measure, *found)
                gathering.add(table, number, Cell(series, *area, year, *figures, period=period))


def in_percent(sheet, measure, value, mark):
    """A share that is a fraction as a percentage, anything else as it is."""
    if value is not None and sheet.is_fraction and is_share(sheet.table, measure):
        value = fitting(value * Decimal(100))
    return value, mark


def series_of(sheet, indicator, kinds, measure):
    """The `Series` of a column: its name has the code of the sheet, the indicator, its kind, and which column."""
    parts = [f"{sheet.table.name} {indicator}".strip(), *filter(None, kinds)]
    if measure != PERCENT:
        parts.append(measure)
    unit = "%" if is_share(sheet.table, measure) else "aantal"
    return Series(" | ".join(parts)[:LONGEST_NAME], unit)
