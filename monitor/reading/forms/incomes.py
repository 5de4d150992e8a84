"""Statbel, TF_PSNL_INC_TAX_MUNTY: what residents declared to the tax office, by municipality and year of income.

`*` hides a figure. Of some fifty columns we use one; inkomen-per-inwoner is made of it elsewhere.
"""

from monitor.reading.forms.statbel import ABOUT
from monitor.reading.gathering import Gathering, code_at, decimal_mark_of, unused, year_at
from monitor.reading.shapes import Cell, Series
from portal.reading.tables import body, columns_of

NAME = "statbel-inkomens"
LABEL = "Statbel, fiscale inkomens"
MEASURES = {"ms_tot_net_taxable_inc": Series("netto-belastbaar-inkomen", "euro", "netto-belastbaar-inkomen")}
YEAR = "cd_year"
CODES = ("cd_munty_refnis", "cd_refnis")
NAMES = ("tx_munty_descr_nl", "tx_descr_nl")


def header(names):
    return YEAR in names and bool(names & set(CODES)) and names >= set(MEASURES)


def recognises(document):
    return columns_of(document.tables[0], header) is not None


def read(document, name):
    table = document.tables[0]
    columns = columns_of(table, header)
    measures = {columns.places[measure]: series for measure, series in MEASURES.items()}
    gathering = Gathering(decimal_mark_of(table, (row[at] for _, row in body(table, columns) for at in measures)))
    for series in measures.values():
        gathering.declare(series)
    left = [name for name in columns.places if name.startswith("ms_") and name not in MEASURES]
    unused(gathering, table, columns.row, columns, left)
    for number, row in body(table, columns):
        take(gathering, table, columns, measures, number, row)
    return gathering.reading(NAME, title="Fiscale inkomens per gemeente", **ABOUT)


def take(gathering, table, columns, measures, number, row):
    """Keep the figures of one row; `measures` are the series by the place of their column."""
    year, period = year_at(table, number, columns.places[YEAR], row[columns.places[YEAR]])
    at, named = columns.place(*CODES), columns.place(*NAMES)
    code = code_at(table, number, at, row[at])
    area = gathering.place(table, number, row[named] if named is not None else "", code)
    if area is None:
        return
    for place, series in measures.items():
        figure = gathering.value(table, number, place, row[place])
        if figure is not None:
            gathering.add(table, number, Cell(series.name, *area, year, *figure, period=period))
