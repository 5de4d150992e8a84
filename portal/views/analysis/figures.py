"""The figures of an analysis: main figures beside peers, province and Flanders, over time, and what stands out."""

from dataclasses import dataclass

from django.utils.text import capfirst

from monitor import series
from monitor.peers import MainFigure, courses, main_figures, standing_out
from monitor.series import Value
from monitor.sourcing import uses_of

CHARTS_SHOWN = 4


@dataclass(frozen=True)
class Row:
    """A main figure of a municipality, with the Value of each of the areas around it (None when unknown)."""

    main: MainFigure
    around: list


@dataclass(frozen=True)
class Figures:
    """All figures of an analysis. `areas` are the names of the areas around; `uses` say where figures are from."""

    areas: list
    rows: list
    courses: list
    standing_out: list
    uses: list

    @property
    def last_year(self):
        """The year of the newest figure; None without figures."""
        return max((row.main.value.year for row in self.rows), default=None)

    @property
    def themes(self):
        """The themes of what stands out, each once, what stands out most first; a list."""
        found = (theme for standing in self.standing_out for theme in standing.indicator.themes.all())
        return list(dict.fromkeys(found))

    @property
    def parts(self):
        """Former municipalities whose figures were added up for these; a list of names."""
        return list(dict.fromkeys(name for use in self.uses for name in use.parts))


def figures_of(municipality, peers, with_courses):
    """The Figures of a municipality beside its Peers; `with_courses` says whether those over time are shown."""
    mains = main_figures(municipality, peers)
    areas = series.areas_around(municipality)
    values = [values_of_area([main.indicator for main in mains], area) if mains else {} for area in areas.values()]
    rows = [Row(main, [by_year.get((main.indicator.pk, main.value.year)) for by_year in values]) for main in mains]
    out = standing_out(municipality, peers)
    drawn = courses(municipality, peers, CHARTS_SHOWN) if with_courses else []
    return Figures(
        [capfirst(name) for name in areas], rows, drawn, out, uses_of([*pairs_of(rows, out), *drawn_pairs(drawn)])
    )


def values_of_area(indicators, area):
    """The values of an area: a dict of (primary key of an indicator, year) to Value."""
    found = series.of_area(indicators, area)
    return {(pk, value.year): value for pk, values in found.items() for value in values}


def pairs_of(rows, out):
    """Every Value of the table and of what stands out, each with its indicator; a list of pairs."""
    shown = [(row.main.indicator, value) for row in rows for value in (row.main.value, *row.around) if value]
    return [*shown, *((standing.indicator, standing.value) for standing in out)]


def drawn_pairs(drawn):
    """Every Value of the charts that is of the municipality itself, with its indicator; a list of pairs."""
    return [(course.indicator, value) for course in drawn for value in own_values(course.chart)]


def own_values(chart) -> list[Value]:
    """The values of the first line of a chart, which is that of the municipality."""
    return [point.value for point in chart.lines[0].points]
