"""Geometry of a chart with several lines over the years. No database, no HTML: monitor/_lines.html draws.

    chart = lines_of([("Genk", values), ("Limburg", values), ("Vlaanderen", values)], SMALL)

Values are those of monitor.series. Lines differ by dashes and markers, not by colour alone.
"""

from dataclasses import dataclass, replace
from math import ceil

from monitor.axes import axis_to
from monitor.charts import FEWEST_YEARS
from monitor.series import Value

MARKERS = ("circle", "square", "triangle", "diamond")  # as many lines as a chart can have


@dataclass(frozen=True)
class Size:
    """Of a picture, in SVG units; the page scales it. Between the margins is room for the lines.

    `left` is at least what the values there need, of which a digit takes `digit`.
    """

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    lines: int  # horizontal ones, at most, that at 0 not counted
    labels: int  # years below, at most
    digit: int

    def with_room_for(self, highest, decimals):
        """The same, with a margin in which the highest value fits."""
        return replace(self, left=max(self.left, len(f"{highest:,.{decimals}f}") * self.digit + 8))


LARGE = Size(width=480, height=260, left=56, right=20, top=14, bottom=32, lines=5, labels=6, digit=9)
SMALL = Size(width=280, height=130, left=48, right=14, top=10, bottom=26, lines=2, labels=2, digit=7)


@dataclass(frozen=True)
class Point:
    """A Value in the picture, in SVG units."""

    x: int
    y: int
    value: Value


@dataclass(frozen=True)
class Line:
    """One line: `number` (from 1) says how it looks, `marker` its sign, `points` where it is known.

    `runs` are its unbroken parts, each the `points` attribute of a polyline: an unknown year is a gap.
    """

    name: str
    number: int
    marker: str
    points: list
    runs: list

    @property
    def first(self):
        return self.points[0]

    @property
    def last(self):
        return self.points[-1]


@dataclass(frozen=True)
class Lines:
    """The chart: `ticks` are (y, value) pairs of the horizontal lines from 0 up, with `decimals`; `years` are (x, year)
    pairs below. `table` has a row for each year: the year and the Value of each line, or None."""

    size: Size
    lines: list
    ticks: list
    decimals: int
    years: list
    table: list


def lines_of(series, size=LARGE):
    """The Lines of `series`, pairs of a name and a list of Value in order of year; None when there is nothing to draw.

    A line without FEWEST_YEARS known years is left out. Heights start at 0, so that they compare honestly; values
    below 0 are not drawn: no indicator has them.
    """
    drawn = [(name, values) for name, values in series if len(known(values)) >= FEWEST_YEARS][: len(MARKERS)]
    if not drawn:
        return None
    shown = [value for _, values in drawn for value in known(values)]
    axis = axis_to(max(value.value for value in shown), size.lines)
    size = size.with_room_for(axis.top, axis.decimals)
    first, last = min(value.year for value in shown), max(value.year for value in shown)

    def x(year):
        return round(size.left + (size.width - size.left - size.right) * (year - first) / max(1, last - first))

    def y(value):
        return round(size.height - size.bottom - (size.height - size.top - size.bottom) * float(value / axis.top))

    lines = [line_of(number, name, values, x, y) for number, (name, values) in enumerate(drawn, start=1)]
    ticks = [(y(value), value) for value in axis.ticks]
    years = [(x(year), year) for year in labelled(first, last, size.labels)]
    return Lines(size, lines, ticks, axis.decimals, years, table_of(drawn))


def known(values):
    """Those of a list of Value that can be drawn."""
    return [value for value in values if value.value is not None and value.value >= 0]


def line_of(number, name, values, x, y):
    """The Line of `values`, with the functions that give places in the picture."""
    points, runs, run = [], [], []
    for value in values:
        if known([value]):
            points.append(Point(x(value.year), y(value.value), value))
            run.append(points[-1])
        else:
            run = []
        if run and (not runs or runs[-1] is not run):
            runs.append(run)
    texts = [" ".join(f"{point.x},{point.y}" for point in run) for run in runs]
    return Line(name, number, MARKERS[number - 1], points, texts)


def labelled(first, last, at_most):
    """The years to write below: evenly apart, the last one among them."""
    step = max(1, ceil((last - first) / max(1, at_most - 1)))
    return sorted(range(last, first - 1, -step))


def table_of(drawn):
    """A row for each year: the year, and the Value of each line or None; the newest first."""
    by_year = [{value.year: value for value in values} for _, values in drawn]
    years = sorted({year for values in by_year for year in values}, reverse=True)
    return [(year, [values.get(year) for values in by_year]) for year in years]
