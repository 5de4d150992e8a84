"""Our own form: a row for every figure, with columns for NIS code or area, indicator, year and value."""

import re

from monitor.reading.gathering import Gathering, decimal_mark_of, unused, year_at
from monitor.reading.numbers import shortened
from monitor.reading.shapes import Cell, Series
from portal.reading.tables import body, columns_of, plain

NAME = "kapstok"
LABEL = "Kapstok, een rij per cijfer"
CODES = ("nis", "nis-code", "niscode", "nis code", "nis_code", "refnis", "cd_refnis", "code")
AREAS = ("gemeente", "gebied", "naam", "municipality", "area", "name")
INDICATORS = ("indicator", "naam indicator", "indicator name")
YEARS = ("jaar", "year", "periode", "period")
VALUES = ("waarde", "value", "cijfer", "figure")
UNITS = ("eenheid", "unit")
CODE = re.compile(r"\d{5}", re.ASCII)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def header(names):
    return all(names & set(some) for some in ((*CODES, *AREAS), INDICATORS, YEARS, VALUES))


def recognises(document):
    return columns_of(document.tables[0], header) is not None


def read(document, name):
    table = document.tables[0]
    columns = columns_of(table, header)
    at = {
        "code": columns.place(*CODES),
        "area": columns.place(*AREAS),
        "indicator": columns.place(*INDICATORS),
        "year": columns.place(*YEARS),
        "value": columns.place(*VALUES),
        "unit": columns.place(*UNITS),
    }
    gathering = Gathering(decimal_mark_of(table, (row[at["value"]] for _, row in body(table, columns))))
    unused(
        gathering, table, columns.row, columns, [n for n, place in columns.places.items() if place not in at.values()]
    )
    for number, row in body(table, columns):
        take(gathering, table, at, number, row)
    for other in document.tables[1:]:
        gathering.skip(other.where(), "Alleen het eerste tabblad wordt gelezen.")
    return gathering.reading(NAME, title=shortened(name))


def take(gathering, table, at, number, row):
    """Keep the figure of one row; `at` has the place of each column, None for one that is not there."""
    area_name, code, unit = (plain(row[at[w]]) if at[w] is not None else "" for w in ("area", "code", "unit"))
    area = gathering.place(table, number, area_name, code_of(table, number, code))
    if area is None:
        return
    year, period = year_at(table, number, at["year"], row[at["year"]])
    indicator = plain(row[at["indicator"]])
    if not indicator:
        raise table.fault("De indicator ontbreekt.", number, at["indicator"] + 1)
    figure = gathering.value(table, number, at["value"], row[at["value"]])
    if figure is not None:
        slug = indicator if SLUG.fullmatch(indicator) else ""
        series = gathering.declare(Series(indicator, unit, slug))
        gathering.add(table, number, Cell(series, *area, year, *figure, period=period))


def code_of(table, number, text):
    """The code of an area: five digits, a zero in front put back, or "" without. Raises UnreadableFile."""
    code = text.zfill(5) if text.isdigit() and len(text) == 4 else text
    if code and not CODE.fullmatch(code):
        raise table.fault(f"“{shortened(text)}” is geen NIS-code van vijf cijfers.", number)
    return code
