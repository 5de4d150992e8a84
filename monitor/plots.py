"""Geometry of pictures of all municipalities: dots by province, and how they are spread. No database, no HTML:
monitor/_plots.html draws."""

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from monitor.axes import axis_to

WIDTH = 480  # SVG units; the page scales it
LEFT, RIGHT = 12, 24
DOT, PANEL, HEAD = 2.6, 30, 18  # height of a dot's row, what a panel has above its dots, and the axis above all
BARS, BAR_HEIGHT = 24, 90
FEWEST = 20  # municipalities; fewer are a table, no picture
LABELLED = 3  # steps of ten that all have room for their value
LOG_FROM = 100  # times: counts that differ more than this are on a scale of tens


@dataclass(frozen=True)
class Scale:
    """Where values lie from left to right. On a scale of tens (`is_log`) each step is ten times as much."""

    low: float
    high: float
    is_log: bool
    ticks: list
    decimals: int

    def share(self, value):
        """How far along the axis a value lies, from 0 to 1."""
        at = log10(value) if self.is_log else float(value)
        return (at - self.low) / (self.high - self.low)

    def x(self, value):
        """Its place in SVG units."""
        return round(LEFT + (WIDTH - LEFT - RIGHT) * self.share(value), 1)


@dataclass(frozen=True)
class Dot:
    """A municipality in the picture: `place` says which one."""

    x: float
    y: float
    place: object
    value: Decimal


@dataclass(frozen=True)
class Panel:
    """The municipalities of one province, highest first; `y` is where its name stands."""

    name: str
    y: float
    dots: list


@dataclass(frozen=True)
class Plot:
    """All dots: `ticks` are (x, value) pairs, `middle` is the median and its x, `chosen` a Dot or None."""

    height: int
    scale: Scale
    ticks: list
    panels: list
    middle: tuple
    chosen: Dot | None


@dataclass(frozen=True)
class Spread:
    """How many municipalities have about the same value: bars as (x, y, width, height, number, is_chosen)."""

    scale: Scale
    ticks: list
    bars: list
    most: int
    lower: int
    higher: int
    total: int


def scale_of(values, is_count):
    """The Scale on which `values` (Decimals, none below 0) lie; counts that differ widely are on one of tens."""
    low, high = min(values), max(values)
    if is_count and low > 0 and high / low > LOG_FROM:
        first, last = floor(log10(low)), ceil(log10(high))
        return Scale(first, last, True, [Decimal(10) ** power for power in range(first, last + 1)], 0)
    axis = axis_to(high)
    return Scale(0, float(axis.top), False, axis.ticks, axis.decimals)


def plot_of(scale, values, chosen):
    """The Plot of `values`: a dict of place (with `pk`, `name` and `province`) to Decimal. `chosen` is a pk or None."""
    by_province = {}
    for place, value in sorted(values.items(), key=lambda pair: (-pair[1], pair[0].name)):
        by_province.setdefault(place.province.name, []).append((place, value))
    y, panels = float(HEAD), []
    for name, members in sorted(by_province.items()):
        top = y + PANEL
        dots = [Dot(scale.x(value), round(top + n * DOT, 1), place, value) for n, (place, value) in enumerate(members)]
        panels.append(Panel(name, y + PANEL - 10, dots))
        y = top + len(members) * DOT
    found = [dot for panel in panels for dot in panel.dots if dot.place.pk == chosen]
    middle = median(sorted(values.values()))
    return Plot(round(y) + 8, scale, ticks_of(scale), panels, (scale.x(middle), middle), *(found or [None]))


def spread_of(scale, values, chosen):
    """The Spread of a list of Decimals; `chosen` is the value to mark, or None."""
    numbers = Counter(bar_of(scale, value) for value in values)
    most = max(numbers.values())
    width = (WIDTH - LEFT - RIGHT) / BARS
    bars = []
    for bar, number in sorted(numbers.items()):
        height = max(2, round(BAR_HEIGHT * number / most))
        mark = chosen is not None and bar == bar_of(scale, chosen)
        bars.append((round(LEFT + bar * width, 1), BAR_HEIGHT + 24 - height, round(width - 1, 1), height, number, mark))
    ordered = sorted(values)
    lower = 0 if chosen is None else bisect_left(ordered, chosen)
    higher = 0 if chosen is None else len(ordered) - bisect_right(ordered, chosen)
    return Spread(scale, ticks_of(scale), bars, most, lower, higher, len(ordered))


def ticks_of(scale):
    """Pairs of x and value; on a long scale of tens every other value is None, for want of room."""
    last = len(scale.ticks) - 1
    is_long = scale.is_log and last > LABELLED
    return [
        (scale.x(value), None if is_long and (last - number) % 2 else value) for number, value in enumerate(scale.ticks)
    ]


def bar_of(scale, value):
    """The number of the bar that a value is in."""
    return min(BARS - 1, int(BARS * scale.share(value)))


def median(ordered):
    """The middle of an ordered list, or the mean of the two in the middle."""
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
