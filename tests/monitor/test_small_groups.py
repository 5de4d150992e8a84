"""A group of fewer than 10 persons shows nowhere: not on a page, not in a file, not behind a percentage."""

import pytest

from monitor import series
from monitor.models import Figure
from tests.exported import column, csv_rows, ods_sheets, records, xlsx_sheets
from tests.factories import make_figure, make_indicator, make_municipality

LABEL = "verborgen (kleine groep)"
SECRET = 7
SECRET_SHARE = 87


@pytest.fixture
def groups(db):
    """Two groups and their shares of 8 persons in one town, the last two only known as a share; a list of figures."""
    town = make_municipality(name="Klein")
    people = make_indicator(is_additive=True)
    group = make_indicator(is_additive=True, hides_small_groups=True)
    unknown = make_indicator(is_additive=True, hides_small_groups=True)
    share = make_indicator(unit="%", numerator=group, denominator=people)
    other = make_indicator(unit="%", numerator=unknown, denominator=people, hides_small_groups=True)
    make_figure(indicator=people, municipality=town, value=8)
    return [
        make_figure(indicator=indicator, municipality=town, value=value)
        for indicator, value in ((group, SECRET), (share, SECRET_SHARE), (other, SECRET_SHARE))
    ]


def test_figure_of_a_small_group_shows_no_value(groups):
    for figure in [*Figure.objects.filter(pk__in=[each.pk for each in groups]).for_rows(), *groups]:
        assert (figure.is_small, figure.shown_value, figure.shown_mark, figure.reason) == (True, None, "small", LABEL)


def test_other_figures_show_their_value(db):
    group = make_indicator(hides_small_groups=True)
    shown = [
        make_figure(value=SECRET),
        make_figure(indicator=group, value=10),
        make_figure(indicator=make_indicator(unit="%", hides_small_groups=True), value=SECRET),
    ]

    assert [figure.shown_value for figure in Figure.objects.for_rows().order_by("pk")] == [SECRET, 10, SECRET]
    assert [figure.reason for figure in shown] == ["", "", ""]


def test_mark_stays_a_mark(db):
    figure = make_figure(indicator=make_indicator(hides_small_groups=True), mark="missing")

    assert (figure.shown_mark, figure.reason) == ("missing", "ontbreekt")


def test_json_hides_small_groups(get, groups):
    found = [(record["value"], record["mark"]) for record in records(get("/cijfers/export.json"))]

    assert sorted(found, key=str) == [(8, ""), (None, "small"), (None, "small"), (None, "small")]


def test_tables_hide_small_groups(get, groups):
    xlsx = [[cell.value for cell in row] for row in xlsx_sheets(get("/cijfers/export.xlsx"))["Lijst"]]
    tables = [csv_rows(get("/cijfers/export.csv")), xlsx, ods_sheets(get("/cijfers/export.ods"))["Lijst"]]
    for rows in tables:
        assert sorted(column(rows, "Merkteken"), key=str)[-3:] == [LABEL] * 3
        assert [float(value) for value in column(rows, "Waarde") if value] == [8]


def test_pages_hide_small_groups(get, groups):
    addresses = ["/cijfers/", *(figure.indicator.get_absolute_url() for figure in groups)]
    for address in addresses:
        page = get(address).content.decode()

        assert LABEL in page
        assert f"{SECRET} personen" not in page
        assert f"{SECRET_SHARE} %" not in page


@pytest.fixture
def village(db):
    """Inhabitants of a village and a town, and a percentage of people in each; the indicator and its two figures."""
    people = make_indicator(slug="inwoners", is_additive=True)
    rate = make_indicator(unit="%", decimals=1, hides_small_groups=True)
    village, town = make_municipality(name="Dorp"), make_municipality(name="Stad")
    found = []
    for municipality, number in ((village, 75), (town, 5_000)):
        make_figure(indicator=people, municipality=municipality, value=number)
        found.append(make_figure(indicator=rate, municipality=municipality, value=6))
    return rate, found


def test_percentage_of_fewer_than_ten_inhabitants_is_hidden(village):
    rate, (small, large) = village
    shown = {figure.pk: figure.shown_value for figure in Figure.objects.filter(indicator=rate).for_rows()}
    values = series.values_of(rate, large.year)

    assert shown == {small.pk: None, large.pk: 6}
    assert {key: (value.value, value.mark) for key, value in values.items()} == {
        small.municipality_id: (None, "small"),
        large.municipality_id: (6, ""),
    }


def test_zero_percent_of_few_inhabitants_is_hidden_as_well(village):
    rate, (small, _) = village
    Figure.objects.filter(pk=small.pk).update(value=0)

    assert series.values_of(rate, small.year)[small.municipality_id].is_small
    assert Figure.objects.for_rows().get(pk=small.pk).is_small


def test_percentage_without_known_inhabitants_is_shown(village):
    rate, (small, _) = village
    Figure.objects.filter(indicator__slug="inwoners").delete()

    assert series.values_of(rate, small.year)[small.municipality_id].value == 6
    assert Figure.objects.for_rows().get(pk=small.pk).shown_value == 6
