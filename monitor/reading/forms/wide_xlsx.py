"""Provincies in Cijfers, XLSX: a row with indicators, each in the last column of its block; then one with years.

Percentages are fractions: 0.096 is 9.6 %. The colour of a figure says that it is provisional, estimated or forecast.
"""

from decimal import Decimal

from monitor.models import Figure
from monitor.reading.forms import pinc
from monitor.reading.gathering import Gathering, bounded, decimal_mark_of, year_at
from monitor.reading.numbers import fitting
from monitor.reading.shapes import Cell
from portal.reading.tables import fitted, plain

NAME = "pinc-xlsx"
LABEL = "Provincies in Cijfers, XLSX"
FLAGS = {
    "voorlopig": Figure.Flag.PROVISIONAL,
    "schatting": Figure.Flag.ESTIMATE,
    "prognose": Figure.Flag.FORECAST,
}
# More than 200 % does not look like a fraction.
LARGEST_FRACTION = 2


def year_row(table):
    """The (row number, years, labels) of the rows with years and with indicators, as texts; None without."""
    above = []
    for number, row in table.head():
        texts = [plain(value) for value in row]
        if above and any(texts[1:]) and not texts[0] and all(text[:4].isdigit() for text in texts[1:] if text):
            while not texts[-1]:
                texts.pop()
            return number, texts, [*above, *[""] * len(texts)][: len(texts)]
        above = texts
    return None


def recognises(document):
    return document.is_workbook and any(year_row(table) for table in document.tables)


def read(document, name):
    gathering, title, found = Gathering(), "", pinc.Below()
    for table in document.tables:
        heading = year_row(table)
        if heading is None:
            gathering.skip(table.where(), "Dit tabblad heeft geen rij met jaren.")
            continue
        title = title or next((plain(value) for _, row in table.head()[:1] for value in row if plain(value)), "")
        below = read_sheet(gathering, table, *heading)
        found.notes |= below.notes
        found.sources += [source for source in below.sources if source not in found.sources]
        found.exported_on = below.exported_on or found.exported_on
    return pinc.finished(gathering, NAME, title[:200], found)


def read_sheet(gathering, table, start, years, labels):
    """Keep the figures of one sheet; what stands below them."""
    styled = list(bounded(table.styled()))
    looks = dict(styled)
    plain_rows = ((number, [cell.value for cell in row]) for number, row in styled)
    rows, below = pinc.split(table, plain_rows, start)
    colours = flags_of(row for number, row in styled if number > start)
    columns = columns_of(gathering, table, start, years, labels, below)
    rows = [(number, fitted(table, number, row, len(years))) for number, row in rows]
    gathering.decimal = decimal_mark_of(table, (value for _, row in rows for value in row[1:]))
    for number, row in rows:
        area = gathering.place(table, number, row[0])
        for place, (series, year, period) in columns.items() if area else ():
            look = looks[number][place] if place < len(looks[number]) else None
            figure = figure_of(gathering, table, number, place, row[place], look, gathering.series[series].unit)
            if figure is not None:
                flag = colours.get(look.colour, "") if look else ""
                gathering.add(table, number, Cell(series, *area, year, *figure, flag, period))
    return below


def flags_of(rows):
    """The flag that each colour stands for, from the legend below the figures."""
    found = {}
    for row in rows:
        for cell in row[1:2]:
            flag = FLAGS.get(plain(cell.value).lower())
            if flag and cell.colour:
                found[cell.colour] = flag
    return found


def figure_of(gathering, table, number, place, value, look, unit):
    """The (value, mark) of a cell, fractions as percentages; None when it was skipped."""
    figure = gathering.value(table, number, place, value, pinc.ALL_MARKS)
    is_fraction = isinstance(value, int | float) and (unit == "%" or look.is_percentage)
    if figure is None or figure[0] is None or not is_fraction:
        return figure
    if not look.is_percentage and abs(figure[0]) > LARGEST_FRACTION:
        message = f"Percentages staan in dit soort bestand als breuk (0,096), maar hier staat {plain(value)}."
        raise table.fault(message, number, place + 1)
    # From the cell again: the value was rounded.
    return fitting(Decimal(f"{value:.15g}") * 100), ""


def columns_of(gathering, table, number, years, labels, below):
    """The (series, year, period) of each column, by its place. Raises UnreadableFile when blocks and years differ."""
    names = [label for label in labels[1:] if label]
    series = dict(zip(names, map(gathering.declare, pinc.series_of(names, below)), strict=True))
    found, seen = {}, set()
    for place, label in enumerate(blocks(table, number, years, labels), start=1):
        if not years[place]:
            continue
        year, period = year_at(table, number, place, years[place])
        if (label, year, period) in seen:
            raise table.fault(f"Het jaar {years[place]} staat twee keer bij “{label}”.", number, place + 1)
        seen.add((label, year, period))
        found[place] = (series[label], year, period)
    return found


def blocks(table, number, years, labels):
    """The label of each column after the first: that of the last column of its block, or of the first if all are."""
    if labels[-1]:
        filled, label = [], ""
        for text in reversed(labels[1:]):
            label = text or label
            filled.append(label)
        return filled[::-1]
    if len(labels) > 1 and labels[1]:
        filled, label = [], ""
        for text in labels[1:]:
            label = text or label
            filled.append(label)
        return filled
    raise table.fault("Boven de jaren staat niet bij elk blok een indicator.", number)
