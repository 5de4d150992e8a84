"""Peers of a municipality, and where it stands out from them."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.models import IndicatorName
from monitor.peers import courses, main_figures, peers_of, standing_out
from portal.caching.version import Version, request_of
from tests.factories import make_figure, make_indicator, make_municipality, make_province, make_theme

NUMBERS = range(1, 12)


@pytest.fixture
def inhabitants(db):
    return make_indicator(
        slug="inwoners", is_additive=True, position=1, sentence="Er wonen {waarde} mensen.", unit="personen"
    )


@pytest.fixture
def towns(inhabitants):
    """Eleven towns of one province, with 1.000, 2.000 … 11.000 inhabitants in 2025."""
    province = make_province()
    found = [make_municipality(name=f"Stad {number:02}", province=province) for number in NUMBERS]
    for number, town in zip(NUMBERS, found, strict=True):
        make_figure(indicator=inhabitants, municipality=town, year=2025, value=1_000 * number)
    return found


def names(peers):
    return [member.municipality.name for member in peers.members]


def share(towns, values, **fields):
    """A main share with `values` for `towns`; None is missing."""
    indicator = make_indicator(unit="%", decimals=1, position=2, sentence="{waarde} is het.", **fields)
    for town, value in zip(towns, values, strict=True):
        if value is not None:
            make_figure(indicator=indicator, municipality=town, year=2024, value=value)
    return indicator


def test_peers_are_the_nearest_in_ratio(towns):
    peers = peers_of(towns[4])

    assert names(peers) == [f"Stad {number:02}" for number in (6, 4, 7, 8, 3, 9, 10, 11)]
    assert [peers.by, peers.years, peers.is_fallback] == ["lijkt", "2025", False]
    distances = [member.distance for member in peers.members]
    assert distances == sorted(distances)
    assert peers.members[0].mainly == "population"


def test_brussels_is_compared_with_brussels(towns, inhabitants):
    region = make_province(name="Brussels Gewest")
    brussels = [make_municipality(province=region, type="brussel") for _ in range(3)]
    for town in brussels:
        make_figure(indicator=inhabitants, municipality=town, year=2025, value=5_000)

    assert [member.municipality for member in peers_of(brussels[0]).members] == brussels[1:]
    assert not {town.name for town in brussels} & set(names(peers_of(towns[4])))


def test_peers_of_the_province_and_of_the_type(towns, inhabitants):
    elsewhere = make_municipality(name="Elders", type="centrumstad")
    other = make_municipality(name="Ginder", type="centrumstad")

    assert names(peers_of(towns[0], "provincie")) == [town.name for town in towns[1:]]
    assert names(peers_of(elsewhere, "provincie")) == []
    assert names(peers_of(elsewhere, "type")) == [other.name]


def test_metropolis_is_compared_with_cities(towns):
    metropolis = make_municipality(type="grootstad")
    other = make_municipality(name="A", type="grootstad")
    city = make_municipality(name="B", type="centrumstad")

    assert [member.municipality for member in peers_of(metropolis, "type").members] == [other, city]


def test_without_figures_peers_are_of_the_type_and_the_province(db):
    province = make_province()
    here = [make_municipality(name=f"Hier {number}", province=province) for number in range(6)]
    make_municipality(name="Elders")
    make_municipality(name="Stad", province=province, type="centrumstad")

    peers = peers_of(here[0])

    assert names(peers) == [town.name for town in here[1:]]
    assert [peers.asked, peers.by, peers.is_fallback, peers.dimensions] == ["lijkt", "type", True, ()]


def test_standing_out_tells_the_direction_and_the_median(towns):
    low = share(towns, [10, 10, 11, 11, 1, 12, 12, 13, 13, 14, 14])
    share(towns, [10] * 4 + [10.1] + [9, 10, 11, 10, 9, 10])

    found = standing_out(towns[4], peers_of(towns[4]))

    assert [(each.indicator, each.direction, each.middle, each.number) for each in found] == [
        (low, "lager", Decimal("12.5"), 8)
    ]
    assert found[0].score < -2
    assert found[0].difference == Decimal("11.5")


def test_few_or_hidden_values_do_not_stand_out(towns):
    share(towns, [None, None, None, None, 90, 10, 11, 12, 13, None, None])
    small = make_indicator(unit="personen", is_additive=True, hides_small_groups=True)
    hidden = make_indicator(
        unit="%", numerator=small, denominator=make_indicator(is_additive=True), position=3, sentence="{waarde}"
    )
    for town in towns:
        make_figure(indicator=small, municipality=town, year=2025, value=3 if town == towns[4] else 500)
        make_figure(indicator=hidden.denominator, municipality=town, year=2025, value=1_000)

    assert standing_out(towns[4], peers_of(towns[4])) == []


def test_peers_that_are_all_equal_do_not_make_a_trifle_stand_out(towns):
    share(towns, [5, 7, 9, 10, 10.1, 10, 10, 10, 10, 10, 10])

    assert standing_out(towns[4], peers_of(towns[4])) == []


def test_numbers_of_persons_do_not_stand_out(towns, inhabitants):
    assert standing_out(towns[10], peers_of(towns[10])) == []


def test_main_figures_beside_the_median(towns, inhabitants):
    indicator = share(towns, range(1, 12))

    found = main_figures(towns[4], peers_of(towns[4]))

    assert [(each.indicator, each.value.value, each.middle, each.number) for each in found] == [
        (inhabitants, 5_000, 7_500, 8),
        (indicator, 5, Decimal("7.5"), 8),
    ]
    assert found[1].sentence == ["", " is het."]


def test_course_compares_round_years(towns):
    indicator = share(towns, range(1, 12))
    for year in (2010, 2012, 2015, 2020):
        for number, town in zip(NUMBERS, towns, strict=True):
            make_figure(indicator=indicator, municipality=town, year=year, value=number)

    (course,) = courses(towns[4], peers_of(towns[4]), 4)

    assert [(line.name, len(line.points)) for line in course.chart.lines[:2]] == [
        ("Stad 05", 4),
        ("gemeenten die erop lijken", 4),
    ]
    assert [year for year, _ in course.chart.table] == [2024, 2020, 2015, 2010]


def test_peers_of_another_cost_no_query_more(towns):
    with request_of(Version("one", "one")):
        standing_out(towns[0], peers_of(towns[0]))
        with CaptureQueriesContext(connection) as captured:
            standing_out(towns[4], peers_of(towns[4]))
            main_figures(towns[4], peers_of(towns[4], "type"))

    assert len(captured) <= 1


def outlier(towns, value, **fields):
    """An indicator on which the fifth town differs by `value` from the others, which differ a little."""
    indicator = make_indicator(**{"unit": "%"} | fields)
    for number, town in enumerate(towns):
        own = value if number == 4 else number % 3
        make_figure(indicator=indicator, municipality=town, year=2024, value=10 + own)
    return indicator


def test_same_news_is_told_once(towns):
    theme = make_theme()
    rate = outlier(towns, 20, title="Zonder werk", position=2, sentence="{waarde}", themes=[theme])
    for number, group in enumerate(("mannen", "vrouwen", "18 tot 24 jaar")):
        part = outlier(towns, 30 + number, title=f"Zonder werk, {group}", themes=[theme])
        IndicatorName.objects.create(indicator=part, name=part.title)
    second = outlier(towns, 19, title="Zoekt werk", position=3, sentence="{waarde}", themes=[theme])
    outlier(towns, 18, title="Vond werk", position=4, sentence="{waarde}", themes=[theme])
    other = outlier(towns, 17, title="Nieuw", position=5, sentence="{waarde}", themes=[make_theme()])

    found = standing_out(towns[4], peers_of(towns[4]))

    assert [each.indicator for each in found] == [rate, second, other]


def test_part_of_a_family_speaks_when_the_whole_does_not_stand_out(towns):
    outlier(towns, 3, title="Zonder werk", position=2, sentence="{waarde}")
    women = outlier(towns, 30, title="Zonder werk, vrouwen")
    IndicatorName.objects.create(indicator=women, name="zonder werk (vrouwen)")

    found = standing_out(towns[4], peers_of(towns[4]))

    assert [each.indicator for each in found] == [women]


def test_numbers_that_do_not_add_up_do_not_stand_out_either(towns):
    outlier(towns, 500, unit="personen", position=2, sentence="{waarde}")

    assert standing_out(towns[4], peers_of(towns[4])) == []


def test_few_outliers_are_filled_up_with_smaller_differences(towns):
    great = outlier(towns, 20, position=2, sentence="{waarde}")
    small = [outlier(towns, 2.5 - number / 10, position=3, sentence="{waarde}") for number in range(3)]

    found = standing_out(towns[4], peers_of(towns[4]))

    assert [(each.indicator, each.is_outlier) for each in found] == [
        (great, True),
        (small[0], False),
        (small[1], False),
    ]
