"""The main figures of a municipality beside those of its peers: in the newest year, and over time."""

from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from monitor import series
from monitor.lines import SMALL, Lines, lines_of
from monitor.models import Indicator
from monitor.peers.tables import indicators, latest_years, tables, years_of_chart
from monitor.peers.weights import FEWEST_WITH_VALUE
from monitor.series import Value
from portal.caching.remember import remembered, remembered_by_figures
from portal.models import Source


@dataclass(frozen=True, slots=True)
class MainFigure:
    """The newest value of a main indicator. `middle` is the median of the `number` peers with a value, None when
    they are too few."""

    indicator: Indicator
    value: Value
    middle: Decimal | None
    number: int

    @property
    def sentence(self):
        """What stands before and after the value; a list of two."""
        return self.indicator.sentence.split("{waarde}", 1)

    @property
    def source(self):
        """Where the value is from."""
        return sources().get(self.value.source_id)


@dataclass(frozen=True, slots=True)
class Course:
    """A main indicator over time: its chart."""

    indicator: Indicator
    chart: Lines


@remembered
def sources():
    """All sources by primary key."""
    return Source.objects.in_bulk()


def middle_of(table, keys):
    """The median of the values of peers in a table of Values, None when too few are known; and how many are."""
    found = [table[pk].value for pk in keys if pk in table and table[pk].value is not None]
    return (median(found) if len(found) >= FEWEST_WITH_VALUE else None), len(found)


def main_figures(municipality, peers):
    """The MainFigures of a municipality, in their order; one that is hidden or missing says why."""
    found = []
    for indicator in indicators().values():
        table = tables().get((indicator.pk, latest_years().get(indicator.pk)), {})
        if indicator.position is not None and municipality.pk in table:
            found.append(MainFigure(indicator, table[municipality.pk], *middle_of(table, peers.keys)))
    return found


def courses(municipality, peers, at_most):
    """The first `at_most` main shares over time for a municipality, the median of its peers, its province, and
    Flanders if it is Flemish; a list of Course."""
    found = []
    for indicator in indicators().values():
        if len(found) < at_most and indicator.is_charted and (latest := latest_years().get(indicator.pk)):
            chart = lines_of(lines(indicator, years_of_chart(latest), municipality, peers), SMALL)
            if chart and chart.lines[0].name == municipality.name:
                found.append(Course(indicator, chart))
    return found


def lines(indicator, years, municipality, peers):
    """Pairs of a name and the Values of `years`, for the chart of one indicator."""
    by_year = {year: tables().get((indicator.pk, year), {}) for year in years}
    own = [table[municipality.pk] for table in by_year.values() if municipality.pk in table]
    middles = {year: middle_of(table, peers.keys)[0] for year, table in by_year.items()}
    return [
        (municipality.name, own),
        (peers.name, [Value(year, "", middle) for year, middle in middles.items() if middle is not None]),
        *(
            (name, in_years(over_time(area), indicator, years))
            for name, area in series.areas_around(municipality).items()
        ),
    ]


def in_years(found, indicator, years):
    """Of the values of an area, those of `years`."""
    return [value for value in found.get(indicator.pk, []) if value.year in years]


@remembered_by_figures
def over_time(area):
    """The values of the main shares of a Province or FLANDERS in all years: see monitor.series.of_area."""
    return series.of_area([each for each in indicators().values() if each.is_charted], area)
