"""Provincies in Cijfers, CSV: a row for every area, a column "indicator|year" for every figure."""

import re

from monitor.reading.forms import pinc
from monitor.reading.gathering import Gathering, bounded, decimal_mark_of
from monitor.reading.numbers import period_of, shortened
from monitor.reading.shapes import Cell
from portal.reading.tables import HEAD, fitted, plain

NAME = "pinc-csv"
LABEL = "Provincies in Cijfers, CSV"
COLUMN = re.compile(r"(?P<label>.+?)\s*\|\s*(?P<period>[^|]+)")


def header_row(table):
    """The (number, values) of the row with at least one "indicator|year"; None without."""
    return next(
        (pair for pair in table.head() if any(match and is_year(match["period"]) for match in matches(pair[1][1:]))),
        None,
    )


def matches(values):
    return [COLUMN.fullmatch(plain(value)) for value in values]


def is_year(text):
    """Whether it looks like a year or a span of years, a possible one or not."""
    return re.match(r"\d{4}", text) is not None


def recognises(document):
    return not document.is_workbook and header_row(document.tables[0]) is not None


def read(document, name):
    table = document.tables[0]
    start, header = header_row(table)
    while header and not plain(header[-1]):
        header.pop()
    rows, below = pinc.split(table, bounded(table.iterate()), start)
    rows = [(number, fitted(table, number, row, len(header))) for number, row in rows]
    gathering = Gathering(decimal_mark_of(table, (value for _, row in rows for value in row[1:])))
    columns = columns_of(gathering, table, start, header, below)
    for number, row in rows:
        area = gathering.place(table, number, row[0])
        for place, (series, year, period) in columns.items() if area else ():
            figure = gathering.value(table, number, place, row[place], pinc.ALL_MARKS)
            if figure is not None:
                gathering.add(table, number, Cell(series, *area, year, *figure, period=period))
    return pinc.finished(gathering, NAME, title_of(table, start), below)


def columns_of(gathering, table, number, header, below):
    """The (series, year, period) of each column, by its place; columns that are not understood are reported."""
    found = {}
    for place, match in enumerate(matches(header[1:]), start=1):
        try:
            period = match and period_of(match["period"])
        except ValueError as error:
            raise table.fault(str(error), number, place + 1) from error
        if period:
            found[place] = (match["label"], *period)
        else:
            gathering.skip(
                table.where(number, place + 1), f"“{shortened(header[place])}” is geen indicator met een jaar."
            )
    labels = list(dict.fromkeys(label for label, _, _ in found.values()))
    names = dict(zip(labels, map(gathering.declare, pinc.series_of(labels, below)), strict=True))
    return {place: (names[label], year, period) for place, (label, year, period) in found.items()}


def title_of(table, start):
    """What stands above the header, as one line."""
    above = [plain(value) for number, row in table.head()[:HEAD] if number < start for value in row]
    return " ".join(filter(None, above))[:200]
