"""The chart of several lines: one scale, gaps where nothing is known, no line without enough years."""

from decimal import Decimal

from monitor.lines import SMALL, lines_of
from monitor.series import Value


def values(by_year):
    """Values of a dict of year to number; None is a mark."""
    return [
        Value(year, "", None if number is None else Decimal(number), "" if number is not None else "missing")
        for year, number in by_year.items()
    ]


def test_lines_share_one_scale_from_zero():
    chart = lines_of(
        [("Genk", values({2010: 10, 2011: 20, 2013: 40})), ("Vlaanderen", values(dict.fromkeys(range(2010, 2014), 20)))]
    )

    assert [(line.name, line.number, line.marker) for line in chart.lines] == [
        ("Genk", 1, "circle"),
        ("Vlaanderen", 2, "square"),
    ]
    assert chart.ticks[0] == (228, 0)
    assert chart.ticks[-1] == (14, 40)
    assert chart.lines[0].last.y == 14
    assert {point.y for point in chart.lines[1].points} == {121}
    assert [point.x for point in chart.lines[0].points] == [56, 191, 460]
    assert [year for _, year in chart.years] == [2010, 2011, 2012, 2013]


def test_unknown_year_is_a_gap():
    [line] = lines_of([("Genk", values({2010: 10, 2011: None, 2012: 20, 2013: 40}))]).lines

    assert [len(run.split(" ")) for run in line.runs] == [1, 2]
    assert [point.value.year for point in line.points] == [2010, 2012, 2013]


def test_line_of_two_years_is_left_out():
    series = [("Genk", values({2010: 1, 2011: 2, 2012: 3})), ("Limburg", values({2010: 1, 2011: None, 2012: 3}))]

    assert [line.name for line in lines_of(series).lines] == ["Genk"]
    assert lines_of(series[1:]) is None
    assert lines_of([]) is None


def test_table_has_every_year_of_every_line():
    genk = values({2010: 1, 2011: None, 2012: 3, 2013: 4})
    limburg = values({2012: 5, 2013: 6, 2014: 7})

    assert lines_of([("Genk", genk), ("Limburg", limburg)]).table == [
        (2014, [None, limburg[2]]),
        (2013, [genk[3], limburg[1]]),
        (2012, [genk[2], limburg[0]]),
        (2011, [genk[1], None]),
        (2010, [genk[0], None]),
    ]


def test_small_chart_has_few_lines_and_years():
    chart = lines_of([("Genk", values({year: year for year in range(2000, 2026)}))], SMALL)

    assert len(chart.ticks) <= 3
    assert [year for _, year in chart.years] == [2000, 2025]


def test_margin_has_room_for_large_values():
    chart = lines_of([("Antwerpen", values(dict.fromkeys(range(2010, 2014), 10_000_000_000)))])

    assert chart.size.left == len("10.000.000.000") * 9 + 8
    assert chart.lines[0].first.x == chart.size.left
