"""The line chart of an indicator: honest heights, gaps in years, and no chart where there is no line."""

from decimal import Decimal

import pytest

from monitor.axes import step_for
from monitor.charts import Chart, Point, charts_of
from monitor.models import Figure
from tests.factories import make_figure, make_indicator, make_municipality

FLANDERS = Figure.Region.FLANDERS


def figures(values, **fields):
    """Figures that are in no database, of a dict of year to value; None has the mark "missing"."""
    area = fields or {"region": FLANDERS}
    return [
        Figure(year=year, value=None, mark="missing", **area)
        if value is None
        else Figure(year=year, value=Decimal(value), **area)
        for year, value in values.items()
    ]


def test_chart_of_one_area():
    """The axis starts at 0; a gap in the years is a gap in the picture."""
    assert charts_of(figures({2010: 10, 2011: 20, 2013: 40})) == [
        Chart(
            area="Vlaanderen",
            points=[
                Point(64, 188, "2010", Decimal(10)),
                Point(248, 132, "2011", Decimal(20)),
                Point(616, 20, "2013", Decimal(40)),
            ],
            ticks=[(244, 0), (188, 10), (132, 20), (76, 30), (20, 40)],
            decimals=0,
        )
    ]


def test_chart_is_in_order_of_years():
    [chart] = charts_of(figures({2013: 40, 2010: 10, 2011: 20}))

    assert chart.path == "64,188 248,132 616,20"
    assert (chart.first.label, chart.last.label) == ("2010", "2013")


def test_chart_of_each_area_with_enough_years():
    belgium = figures({2010: 1, 2011: 2}, region="belgie")
    brussels = figures({2010: 1, 2011: 2, 2012: 3}, region="belgie")

    assert charts_of(figures({2010: 1, 2011: 2}) + belgium) == []
    assert [chart.area for chart in charts_of(figures({2010: 1, 2011: 2}) + brussels)] == ["België"]


def test_chart_leaves_marks_out():
    """A value that is hidden is no zero, and does not count as a year."""
    [chart] = charts_of(figures({2010: 10, 2011: None, 2012: 20, 2013: 40}))

    assert [(point.label, point.value) for point in chart.points] == [("2010", 10), ("2012", 20), ("2013", 40)]
    assert charts_of(figures({2010: 10, 2011: None, 2012: 20})) == []


def test_chart_draws_zeros():
    """A zero is a value as any other; a line of zeros lies on the axis."""
    [chart] = charts_of(figures({2010: 0, 2011: 4, 2012: 0}))
    [flat] = charts_of(figures({2010: 0, 2011: 0, 2012: 0}))

    assert [point.y for point in chart.points] == [244, 20, 244]
    assert [point.y for point in flat.points] == [244, 244, 244]
    assert flat.ticks == [(244, 0), (20, 1)]


def test_chart_without_negative_values():
    assert charts_of(figures({2010: 1, 2011: -2, 2012: 3})) == []


def test_chart_says_the_period():
    period = Figure(region=FLANDERS, year=2012, period="2011-2012", value=Decimal(3))
    [chart] = charts_of([*figures({2009: 1, 2010: 2}), period])

    assert chart.last.label == "2011-2012"


@pytest.mark.parametrize(
    ("highest", "step"),
    [
        *(("0", "1"), ("1", "0.2"), ("2", "0.4"), ("3", "1"), ("9.99", "2"), ("10", "2"), ("11", "4"), ("57", "20")),
        *(("100", "20"), ("101", "40"), ("482", "100"), ("1000", "200"), ("20184", "10000"), ("0.05", "0.01")),
    ],
)
def test_step(highest, step):
    assert step_for(Decimal(highest)) == Decimal(step)


@pytest.mark.parametrize("highest", ["0.001", "0.7", "1", "1.01", "2.5", "5", "7.3", "99", "100", "101", "999999.5"])
def test_lines_are_few_and_reach_the_highest(highest):
    [chart] = charts_of(figures({2010: 0, 2011: 0, 2012: highest}))
    values = [value for _, value in chart.ticks]

    assert 4 <= len(values) <= 6
    assert values[0] == 0
    assert values[-2] < Decimal(highest) <= values[-1]
    assert [round(value, chart.decimals) for value in values] == values
    assert chart.ticks[-1][0] == 20 <= chart.last.y


def test_indicator_page_draws_its_figures(get, db):
    indicator = make_indicator(slug="trajecten", unit="personen", decimals=0)
    for year, value in [(2010, 1000), (2011, 2), (2012, 2000)]:
        make_figure(indicator=indicator, year=year, value=value)
        make_figure(indicator=indicator, year=year, mark="hidden", municipality=make_municipality())
    page = get("/cijfers/trajecten/").content.decode()

    assert page.count("<figure") == page.count("<polyline") == 1
    assert "<figcaption>Vlaanderen, 2010 tot 2012 (personen)</figcaption>" in page
    assert 'aria-label="Lijn: Vlaanderen gaat van 1.000 personen in 2010 naar 2.000 personen in 2012."' in page
    assert '<polyline class="series" points="64,132 340,244 616,20"/>' in page
    assert '<text class="axis" x="56" y="132" dy="4" text-anchor="end">1.000</text>' not in page  # lines of 400
    assert '<text class="axis" x="56" y="20" dy="4" text-anchor="end">2.000</text>' in page
    assert page.count('<tr><th scope="row">') == 6


def test_axis_shows_the_decimals_it_needs(get, db):
    indicator = make_indicator(slug="kans", decimals=0)
    for year in (2010, 2011, 2012):
        make_figure(indicator=indicator, year=year, value=2)
    page = get("/cijfers/kans/").content.decode()

    for tick in ("0,0", "0,4", "0,8", "1,2", "1,6", "2,0"):
        assert f'text-anchor="end">{tick}</text>' in page


def test_indicator_of_two_years_has_no_chart(get, db):
    indicator = make_indicator(slug="trajecten")
    for year in (2010, 2011):
        make_figure(indicator=indicator, year=year)

    assert "<figure" not in get("/cijfers/trajecten/").content.decode()
