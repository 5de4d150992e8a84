"""Values on today's boundaries: what adds up, what never does, and what is hidden."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor import series
from monitor.series import BEFORE_MERGER, FLANDERS, PART_UNKNOWN
from tests.factories import (
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_province,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pajottegem():
    """A municipality made by a merger in 2025, and its three parts."""
    today = make_municipality(name="Pajottegem", valid_from=date(2025, 1, 1))
    return today, [make_merged_municipality(today, name=name) for name in ("Galmaarden", "Gooik", "Herne")]


@pytest.fixture
def antwerp():
    """A municipality that took in another in 2025 and kept its code."""
    today = make_municipality(name="Antwerpen")
    return today, make_merged_municipality(today, name="Borsbeek")


def make_count(**fields):
    return make_indicator(**{"is_additive": True} | fields)


def make_figures(indicator, values, year=2020, **fields):
    """A figure for each municipality of the dict `values`; text is a mark."""
    for municipality, value in values.items():
        shown = {"mark": value} if isinstance(value, str) else {"value": value}
        make_figure(indicator=indicator, municipality=municipality, year=year, **shown, **fields)


def told(indicator, municipality, year=2020):
    """What is told of a municipality in a year: the value or the mark, and the parts."""
    value = series.values_of(indicator, year)[municipality.pk]
    return value.mark or value.value, value.parts


def test_count_without_merger_is_as_it_is():
    indicator, town = make_count(), make_municipality()
    make_figures(indicator, {town: 0}, flag="provisional")

    [value] = series.values_of(indicator, 2020).values()

    assert (value.value, value.mark, value.parts, value.flag) == (0, "", (), "provisional")


def test_count_is_added_up_when_every_part_is_known(pajottegem):
    today, parts = pajottegem
    indicator = make_count()
    make_figures(indicator, dict(zip(parts, (10, 20, 30), strict=True)))

    assert told(indicator, today) == (60, ("Galmaarden", "Gooik", "Herne"))
    assert list(series.values_of(indicator, 2020)) == [today.pk]


@pytest.mark.parametrize("mark", ["hidden", "missing", "none", "not_applicable"])
def test_count_with_a_mark_in_a_part_is_unknown(pajottegem, mark):
    today, parts = pajottegem
    indicator = make_count()
    make_figures(indicator, dict(zip(parts, (10, mark, 30), strict=True)))

    assert told(indicator, today) == (PART_UNKNOWN, ())


def test_count_with_a_part_that_is_missing_is_unknown(pajottegem):
    today, parts = pajottegem
    indicator = make_count()
    make_figures(indicator, {parts[0]: 10, parts[2]: 30})

    assert told(indicator, today) == (PART_UNKNOWN, ())


def test_median_is_never_made_of_parts(pajottegem, antwerp):
    today, parts = pajottegem
    indicator = make_indicator(unit="euro")
    make_figures(indicator, {**dict.fromkeys(parts, 50), antwerp[0]: 40})

    assert told(indicator, today) == (BEFORE_MERGER, ())
    assert told(indicator, antwerp[0]) == (BEFORE_MERGER, ())
    assert series.values_of(indicator, 2020)[today.pk].reason == "voor de fusie, niet op te tellen"


def test_code_that_was_kept_is_another_municipality_before_the_merger(antwerp):
    today, borsbeek = antwerp
    indicator = make_count()
    make_figures(indicator, {today: 500, borsbeek: 11}, year=2024)
    make_figures(indicator, {today: 515}, year=2025)
    make_figures(indicator, {today: 400}, year=2023)
    make_figures(indicator, {today: 480, borsbeek: 10}, year=2022, boundaries=2025)

    assert told(indicator, today, 2024) == (511, ("Antwerpen", "Borsbeek"))
    assert told(indicator, today, 2025) == (515, ())
    assert told(indicator, today, 2023) == (PART_UNKNOWN, ())
    # On the boundaries of 2025: nothing is counted twice.
    assert told(indicator, today, 2022) == (480, ())


def test_figure_on_todays_boundaries_counts_as_it_is(pajottegem):
    today, _ = pajottegem
    median = make_indicator(unit="euro")
    make_figures(median, {today: 50}, boundaries=2025)

    assert told(median, today) == (50, ())


def test_chain_of_mergers():
    """Each year is added up over the municipalities that there were."""
    today = make_municipality(valid_from=date(2025, 1, 1))
    middle = make_merged_municipality(today, name="Midden", valid_from=date(2019, 1, 1))
    other = make_merged_municipality(today, name="Ander")
    oldest = [
        make_merged_municipality(middle, name=name, valid_until=date(2018, 12, 31)) for name in ("Oud A", "Oud B")
    ]
    indicator = make_count()
    make_figures(indicator, {middle: 100, other: 7}, year=2020)
    make_figures(indicator, {oldest[0]: 40, oldest[1]: 50, other: 6}, year=2018)
    make_figures(indicator, {middle: 95, other: 6}, year=2017, boundaries=2019)

    assert told(indicator, today, 2020) == (107, ("Ander", "Midden"))
    assert told(indicator, today, 2018) == (96, ("Ander", "Oud A", "Oud B"))
    assert told(indicator, today, 2017) == (101, ("Ander", "Midden"))


@pytest.fixture
def share():
    """A percentage of persons with its two counts; a dict."""
    counts = {"numerator": make_count(hides_small_groups=True), "denominator": make_count()}
    return counts | {"share": make_indicator(unit="%", decimals=1, **counts)}


def test_share_after_a_merger_is_the_ratio_of_sums(share, pajottegem):
    today, parts = pajottegem
    make_figures(share["numerator"], dict(zip(parts, (1, 50, 20), strict=True)))
    make_figures(share["denominator"], dict(zip(parts, (100, 100, 100), strict=True)))
    make_figures(share["share"], dict(zip(parts, (1, 50, 20), strict=True)))

    assert told(share["share"], today) == (Decimal("23.6667"), ("Galmaarden", "Gooik", "Herne"))


def test_share_of_its_own_goes_before_the_ratio(share):
    town = make_municipality()
    make_figures(share["numerator"], {town: 50})
    make_figures(share["denominator"], {town: 100})
    make_figures(share["share"], {town: Decimal("50.1")})

    assert told(share["share"], town) == (Decimal("50.1"), ())


def test_share_without_a_part_is_unknown(share, pajottegem):
    today, parts = pajottegem
    make_figures(share["numerator"], dict(zip(parts, (20, "hidden", 20), strict=True)))
    make_figures(share["denominator"], dict.fromkeys(parts, 100))

    assert told(share["share"], today) == (PART_UNKNOWN, ())


def test_share_of_nobody_is_no_value(share):
    town = make_municipality()
    make_figures(share["numerator"], {town: 12})
    make_figures(share["denominator"], {town: 0})

    assert told(share["share"], town) == ("none", ())


@pytest.mark.parametrize(("number", "expected"), [(0, "small"), (1, "small"), (9, "small"), (10, 10), (11, 11)])
def test_small_group_is_hidden(number, expected):
    town = make_municipality()
    group, people = make_count(hides_small_groups=True), make_count()
    make_figures(group, {town: number})
    make_figures(people, {town: number})

    assert told(group, town) == (expected, ())
    assert told(people, town) == (number, ())
    assert series.over_years([group], town)[group.pk] == [series.values_of(group, 2020)[town.pk]]


def test_share_of_a_small_group_is_hidden(share):
    small, fine, unknown = (make_municipality() for _ in range(3))
    make_figures(share["numerator"], {small: 9, fine: 10, unknown: "hidden"})
    make_figures(share["denominator"], {small: 76, fine: 76, unknown: 76})
    make_figures(share["share"], {small: Decimal("11.8"), fine: Decimal("13.2"), unknown: Decimal("5.3")})

    assert [told(share["share"], town)[0] for town in (small, fine, unknown)] == ["small", Decimal("13.2"), "small"]


def test_small_parts_that_make_a_large_whole_are_told(pajottegem):
    today, parts = pajottegem
    indicator = make_count(hides_small_groups=True)
    make_figures(indicator, dict(zip(parts, (4, 4, 4), strict=True)))

    assert told(indicator, today)[0] == 12


def test_years_and_the_latest_are_without_forecasts(share):
    town = make_municipality()
    for year in (2019, 2021):
        make_figures(share["denominator"], {town: 100}, year=year)
    make_figures(share["numerator"], {town: 50}, year=2019)
    make_figures(share["denominator"], {town: 100}, year=2030, flag="forecast")
    make_figures(share["denominator"], {town: "missing"}, year=2022)

    assert series.years_of(share["denominator"]) == [2019, 2021, 2030]
    assert series.latest_year(share["denominator"]) == 2021
    assert series.latest_year(share["share"]) == 2019
    assert series.latest_values(share["share"])[town.pk].value == 50
    assert series.latest_year(make_indicator()) is None
    assert series.latest_values(make_indicator()) == {}


def test_whole_year_goes_before_a_period():
    town, indicator = make_municipality(), make_count()
    for period, number in (("2020-Q1", 20), ("", 30), ("2020-Q2", 40)):
        make_figures(indicator, {town: number}, period=period)

    assert told(indicator, town)[0] == 30


def test_area_is_added_up_when_all_are_known(share, pajottegem):
    today, parts = pajottegem
    brussels = make_municipality(type="brussel")
    town = make_municipality(province=today.province)
    make_figures(share["numerator"], {**dict.fromkeys(parts, 4), town: 38, brussels: 60})
    make_figures(share["denominator"], {**dict.fromkeys(parts, 50), town: 50, brussels: 70})
    make_figures(share["denominator"], {town: 60}, year=2021)
    asked = [share["share"], share["denominator"]]

    for area in (today.province, FLANDERS):
        found = series.of_area(asked, area)
        assert [(value.year, value.value) for value in found[share["share"].pk]] == [(2020, 25)]
        assert [(value.year, value.value) for value in found[share["denominator"].pk]] == [(2020, 200)]
    assert [value.value for value in series.of_area(asked, brussels.province)[share["denominator"].pk]] == [70]


def test_own_figure_of_an_area_goes_before_the_sum():
    town, indicator = make_municipality(), make_count()
    make_figures(indicator, {town: 100})
    make_figures(indicator, {town: 110}, year=2021)
    make_figure(indicator=indicator, province=town.province, year=2020, value=101)
    make_figure(indicator=indicator, region="vlaanderen", year=2020, value=102)

    for area, own in ((town.province, 101), (FLANDERS, 102)):
        assert [value.value for value in series.of_area([indicator], area)[indicator.pk]] == [own, 110]


def test_median_of_an_area_is_only_its_own():
    town, indicator = make_municipality(), make_indicator(unit="euro")
    make_figures(indicator, {town: 100})

    assert series.of_area([indicator], FLANDERS)[indicator.pk] == []


def test_sums_of_areas_are_those_of_the_values(antwerp, pajottegem):
    """Two ways to add up, one answer: also with a part too many, a part too few, and boundaries of today."""
    indicator, province = make_count(), make_province()
    today, borsbeek = antwerp
    for town in (today, pajottegem[0]):
        town.province = province
        town.save()
    for year, figures in {
        2020: {today: 500, borsbeek: 11},
        2021: {today: 500},
        2022: {today: 500, borsbeek: "missing"},
    }.items():
        make_figures(indicator, {**figures, **dict.fromkeys(pajottegem[1], 10)}, year=year)
    make_figures(indicator, {today: 520, borsbeek: 12, pajottegem[0]: 31}, year=2023, boundaries=2025)

    found = {value.year: value.value for value in series.of_area([indicator], province)[indicator.pk]}

    assert found == {2020: 541, 2023: 551}
    for year in (2020, 2021, 2022, 2023):
        values = [value.value for value in series.values_of(indicator, year).values()]
        assert found.get(year) == (None if None in values else sum(values))


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(share, number):
    towns = [make_municipality() for _ in range(number)]
    indicators = [*share.values(), *(make_count() for _ in range(number))]
    for indicator in indicators:
        make_figures(indicator, dict.fromkeys(towns, 20))

    with CaptureQueriesContext(connection) as captured:
        series.over_years(indicators, towns[0])
        series.of_area(indicators, FLANDERS)
        series.of_area(indicators, towns[0].province)
        series.values_of(indicators[0], 2020)

    assert len([query for query in captured if "monitor_figure" in query["sql"]]) == 4


def test_a_few_early_figures_are_not_the_latest_year():
    towns = [make_municipality() for _ in range(3)]
    indicator = make_count()
    make_figures(indicator, dict.fromkeys(towns, 1))
    make_figures(indicator, {towns[0]: 2}, year=2021)

    assert series.years_of(indicator) == [2020, 2021]
    assert (series.latest_year(indicator), series.fullest(indicator)) == (2020, 3)
