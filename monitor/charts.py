"""Geometry of the line chart of an indicator over the years. No database, no HTML: monitor/_chart.html draws."""

from dataclasses import dataclass
from decimal import Decimal

from monitor.axes import axis_to

WIDTH, HEIGHT = 640, 280  # SVG units; the page scales it
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 20, 36
FEWEST_YEARS = 3  # two points are a sentence, not a chart


@dataclass(frozen=True)
class Point:
    """One value in the picture: `x` and `y` in SVG units, with the year and value they stand for."""

    x: int
    y: int
    label: str
    value: Decimal


@dataclass(frozen=True)
class Chart:
    """A line over the years for one area.

    `ticks` are (y, value) pairs of the horizontal lines, from 0 up; `decimals` is how many their values need.
    """

    area: str
    points: list
    ticks: list
    decimals: int

    @property
    def path(self):
        """The `points` attribute of an SVG polyline."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def first(self):
        return self.points[0]

    @property
    def last(self):
        return self.points[-1]


def charts_of(figures):
    """A Chart for each area of `figures` (of one indicator) with values for at least FEWEST_YEARS years.

    The vertical axis starts at 0, so that heights compare honestly; the horizontal one is in years, so that a gap
    shows. Negative values are not drawn: no indicator has them.
    """
    areas = {}
    for figure in figures:
        if figure.shown_value is not None:
            areas.setdefault(figure.area_name, {})[figure.year] = figure
    return [
        chart_of(area, [by_year[year] for year in sorted(by_year)])
        for area, by_year in areas.items()
        if len(by_year) >= FEWEST_YEARS and all(figure.value >= 0 for figure in by_year.values())
    ]


def chart_of(area, figures):
    """The Chart of one area; `figures` in order of year."""
    axis = axis_to(max(figure.value for figure in figures))
    years = [figure.year for figure in figures]

    def x(year):
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (year - years[0]) / (years[-1] - years[0]))

    def y(value):
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * float(value / axis.top))

    labels = [figure.period or str(figure.year) for figure in figures]
    points = [
        Point(x(figure.year), y(figure.value), label, figure.value)
        for figure, label in zip(figures, labels, strict=True)
    ]
    return Chart(area, points, [(y(value), value) for value in axis.ticks], axis.decimals)
