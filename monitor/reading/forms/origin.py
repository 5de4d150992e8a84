"""Statbel, origin by municipality: a row for every year and municipality, four groups that add up to all residents."""

from monitor.reading.forms.statbel import ABOUT
from monitor.reading.gathering import Gathering, code_at, decimal_mark_of, unused, year_at
from monitor.reading.shapes import Cell, Series
from portal.reading.tables import body, columns_of

NAME = "statbel-herkomst"
LABEL = "Statbel, herkomst per gemeente"
GROUPS = {
    "belgian_bg": "inwoners-belgische-achtergrond",
    "neighbouring": "inwoners-herkomst-buurlanden",
    "eu27": "inwoners-herkomst-eu",
    "non_eu27": "inwoners-herkomst-buiten-eu",
}
FOREIGN = "inwoners-buitenlandse-herkomst"
MEASURES = (*GROUPS, "total")
NEEDED = {"year", "cd_refnis", *MEASURES}


def header(names):
    return names >= NEEDED


def recognises(document):
    return columns_of(document.tables[0], header) is not None


def read(document, name):
    table = document.tables[0]
    columns = columns_of(table, header)
    places = [columns.places[measure] for measure in MEASURES]
    gathering = Gathering(decimal_mark_of(table, (row[at] for _, row in body(table, columns) for at in places)))
    for slug in (*GROUPS.values(), "inwoners", FOREIGN):
        gathering.declare(Series(slug, "personen", slug))
    unused(gathering, table, columns.row, columns, [n for n in columns.places if n not in {*NEEDED, "tx_descr_nl"}])
    for number, row in body(table, columns):
        take(gathering, table, columns, number, row)
    return gathering.reading(NAME, title="Herkomst per gemeente", **ABOUT)


def take(gathering, table, columns, number, row):
    """Keep the figures of one row. Raises UnreadableFile when the groups do not add up: columns may have moved."""
    year, _ = year_at(table, number, columns.places["year"], row[columns.places["year"]])
    code = code_at(table, number, columns.places["cd_refnis"], row[columns.places["cd_refnis"]])
    at = columns.place("tx_descr_nl")
    area = gathering.place(table, number, row[at] if at is not None else "", code)
    if area is None:
        return
    found = [gathering.value(table, number, columns.places[m], row[columns.places[m]]) for m in MEASURES]
    if None not in found:
        found.append(together(found[1:4]))
        check_sum(table, number, found)
    for slug, figure in zip((*GROUPS.values(), "inwoners", FOREIGN), found, strict=False):
        if figure is not None:
            gathering.add(table, number, Cell(slug, *area, year, *figure))


def together(figures):
    """The (value, mark) of groups together: the mark of one when not all are known."""
    marks = [mark for _, mark in figures if mark]
    return (None, marks[0]) if marks else (sum(value for value, _ in figures), "")


def check_sum(table, number, figures):
    known, whole = [value for value, mark in figures[:4] if not mark], figures[4][0]
    if whole is None or not known:
        return
    if (sum(known) != whole) if len(known) == 4 else (sum(known) > whole):
        raise table.fault(f"De groepen zijn samen {sum(known)}, niet {whole}: staan de kolommen juist?", number)
