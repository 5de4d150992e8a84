"""Pictures of all municipalities: where each lies, and how they are spread."""

from decimal import Decimal

from monitor.plots import BARS, median, plot_of, scale_of, spread_of
from portal.models import Municipality, Province


def make_place(number, province="Limburg"):
    return Municipality(pk=number, name=f"Gemeente {number}", province=Province(name=province))


def decimals(*numbers):
    return [Decimal(number) for number in numbers]


def test_scale_begins_at_zero():
    scale = scale_of(decimals(20, 60), is_count=False)

    assert (scale.low, scale.is_log, scale.ticks[0], scale.ticks[-1]) == (0, False, 0, 60)
    assert [scale.share(value) for value in decimals(0, 30, 60)] == [0, 0.5, 1]


def test_counts_that_differ_widely_are_on_a_scale_of_tens():
    scale = scale_of(decimals(75, 562002), is_count=True)

    assert (scale.is_log, scale.ticks) == (True, decimals(10, 100, 1000, 10000, 100000, 1000000))
    assert scale.share(Decimal(1000)) == 0.4
    assert not scale_of(decimals(75, 562002), is_count=False).is_log
    assert not scale_of(decimals(0, 562002), is_count=True).is_log
    assert not scale_of(decimals(10, 1000), is_count=True).is_log


def test_scale_of_zeros():
    assert scale_of(decimals(0, 0), is_count=False).share(Decimal(0)) == 0


def test_dots_stand_by_province_the_highest_first():
    places = [make_place(1, "Limburg"), make_place(2, "Antwerpen"), make_place(3, "Limburg")]
    values = dict(zip(places, decimals(10, 20, 40), strict=True))

    plot = plot_of(scale_of(values.values(), is_count=False), values, chosen=1)

    assert [(panel.name, [dot.place.pk for dot in panel.dots]) for panel in plot.panels] == [
        ("Antwerpen", [2]),
        ("Limburg", [3, 1]),
    ]
    heights = [dot.y for panel in plot.panels for dot in panel.dots]
    assert heights == sorted(heights)
    assert plot.chosen.place == places[0]
    assert plot.middle[1] == 20
    assert plot_of(scale_of(values.values(), is_count=False), values, chosen=None).chosen is None


def test_spread_counts_every_municipality_once():
    values = decimals(*range(41), 40)
    scale = scale_of(values, is_count=False)

    spread = spread_of(scale, values, Decimal(40))

    assert len(spread.bars) <= BARS
    assert sum(bar[4] for bar in spread.bars) == spread.total == 42
    assert [bar[5] for bar in spread.bars] == [False] * (len(spread.bars) - 1) + [True]
    assert (spread.lower, spread.higher) == (40, 0)
    assert not any(bar[5] for bar in spread_of(scale, values, None).bars)


def test_median():
    assert (median(decimals(1, 2, 9)), median(decimals(1, 2, 4, 9))) == (2, 3)
