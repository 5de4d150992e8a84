"""Two to four municipalities side by side."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse

from monitor.models import Indicator
from monitor.peers.main_figures import sources
from monitor.peers.tables import indicators, latest_years, tables
from monitor.series import Value
from portal.exports.table import Column, Table, absolute
from portal.lists.facets import successors
from portal.lists.files import file_of
from portal.lists.menus import municipality_options
from portal.municipalities import municipalities_today

MOST = 4
FEWEST = 2


@dataclass(frozen=True)
class Row:
    """An indicator with the newest Value of each municipality, None where there is no figure."""

    indicator: Indicator
    year: int
    values: list[Value | None]

    @property
    def widths(self):
        """How long the bar of each value is, from 0 to 100; None without a value."""
        known = [value.value if value and value.value is not None else None for value in self.values]
        highest = max((value for value in known if value), default=None)
        return [None if value is None or not highest else round(100 * value / highest) for value in known]

    @property
    def source(self):
        """Where the figures are from."""
        return next((sources().get(value.source_id) for value in self.values if value), None)


@dataclass(frozen=True)
class Chosen:
    """The municipalities that were asked for, and what of the question was `ignored`: (value, reason) pairs."""

    municipalities: list
    ignored: list

    @property
    def query(self):
        """The choice as an address has it, without question mark."""
        return "&".join(f"gemeente={each.nis}" for each in self.municipalities)


def chosen_from(query):
    """The Chosen of a QueryDict: by NIS code, one that merged counts as that of today."""
    by_nis = {each.nis: each for each in municipalities_today().values()}
    found, ignored = {}, []
    for asked in query.getlist("gemeente"):
        nis = asked.replace("\0", "").strip()[:20]
        nis = successors().get(nis, nis)
        if nis and nis not in by_nis:
            ignored.append((nis, "deze code kennen we niet"))
        elif nis in found:
            ignored.append((by_nis[nis].name, "staat er al"))
        elif nis and len(found) == MOST:
            ignored.append((by_nis[nis].name, f"er is plaats voor {MOST}"))
        elif nis:
            found[nis] = by_nis[nis]
    return Chosen(list(found.values()), ignored)


def rows_for(chosen):
    """A Row for each official indicator of which at least one of the municipalities has a figure; a list."""
    found = []
    for indicator in indicators().values():
        year = latest_years().get(indicator.pk)
        table = tables().get((indicator.pk, year), {})
        values = [table.get(municipality.pk) for municipality in chosen]
        if any(values):
            found.append(Row(indicator, year, values))
    return found


def compare(request):
    """The choice, and the table when there are at least two municipalities."""
    chosen = chosen_from(request.GET)
    count = len(chosen.municipalities)
    context = {
        "chosen": chosen,
        "menus": [municipality_options(each.nis) for each in chosen.municipalities]
        + [municipality_options()] * (MOST - count),
        "rows": rows_for(chosen.municipalities) if count >= FEWEST else [],
        "is_enough": count >= FEWEST,
    }
    return render(request, "portal/compare.html", context)


def export(request, extension):
    """The same table as a file; a column for each municipality, and one that says why a value is not there."""
    chosen = chosen_from(request.GET)
    table = Table(
        name="vergelijking",
        title=f"Vergelijking van {', '.join(each.name for each in chosen.municipalities)}",
        columns=columns(chosen.municipalities),
        filters=[{"label": "gemeente", "text": each.name} for each in chosen.municipalities],
        address=absolute(f"{reverse('compare')}?{chosen.query}"),
        entries=lambda: rows_for(chosen.municipalities),
    )
    return file_of(table, extension, request)


def columns(chosen):
    """The columns of the file, for a list of municipalities."""
    return [
        Column("indicator", "Indicator", lambda row: row.indicator.slug, lambda row: row.indicator.title, width=44),
        Column("unit", "Eenheid", lambda row: row.indicator.unit, width=16),
        Column("year", "Jaar", lambda row: row.year, width=8),
        *(column_of(place, municipality) for place, municipality in enumerate(chosen)),
        Column("source", "Bron", lambda row: row.source.title if row.source else "", width=40),
    ]


def column_of(place, municipality):
    """The column of one municipality: its value, or in words why there is none."""

    def cell(row):
        value = row.values[place]
        return "geen cijfer" if value is None else value.reason or value.value

    return Column(municipality.nis, municipality.name, cell, width=18)
