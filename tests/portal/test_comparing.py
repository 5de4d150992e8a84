"""Two to four municipalities side by side."""

import pytest
from django.urls import resolve

from tests.factories import make_figure, make_indicator, make_merged_municipality, make_municipality

ADDRESS = "/gemeenten/vergelijken/"


@pytest.fixture
def towns(db):
    return [make_municipality(name=f"Stad {number}", nis=f"1000{number}") for number in range(5)]


@pytest.fixture
def indicator(towns):
    """Of 2025, with a value for the first two, a hidden one for the third, and nothing for the fourth."""
    found = make_indicator(
        title="Groep",
        slug="groep",
        position=1,
        sentence="{waarde} mensen.",
        is_additive=True,
        hides_small_groups=True,
    )
    for town, value in zip(towns, (1_200, 300, 6), strict=False):
        make_figure(indicator=found, municipality=town, year=2025, value=value)
    return found


def test_table_has_the_newest_values(get, towns, indicator):
    make_figure(indicator=indicator, municipality=towns[0], year=2020, value=999)

    response = get(ADDRESS, gemeente=["10000", "10001", "10002", "10003"])

    (row,) = response.context["rows"]
    page = response.content.decode()
    assert (row.indicator, row.year, row.widths) == (indicator, 2025, [100, 25, None, None])
    assert [value and value.value for value in row.values] == [1_200, 300, None, None]
    assert "<h1>Stad 0, Stad 1, Stad 2 en Stad 3 vergeleken</h1>" in page
    assert ("1.200" in page, "verborgen (kleine groep)" in page, "geen cijfer" in page) == (True, True, True)
    assert "999" not in page


@pytest.mark.parametrize(
    ("asked", "used", "said"),
    [
        (["10000", "10001", "99999"], ["10000", "10001"], "“99999” (deze code kennen we niet)"),
        (["10000", "10001", "10000"], ["10000", "10001"], "“Stad 0” (staat er al)"),
        (["10000", "10001", "10002", "10003", "10004"], ["10000", "10001", "10002", "10003"], "“Stad 4” (er is plaats"),
        (["10000", "", "10001", " "], ["10000", "10001"], None),
        (["10000", "<b>\0"], ["10000"], "“&lt;b&gt;” (deze code"),
        (["10000"], ["10000"], "Kies ten minste twee gemeenten."),
        ([], [], "Kies ten minste twee gemeenten."),
    ],
)
def test_what_cannot_be_used_is_named(get, towns, indicator, asked, used, said):
    response = get(ADDRESS, gemeente=asked)

    assert response.status_code == 200
    assert [each.nis for each in response.context["chosen"].municipalities] == used
    assert said is None or said in response.content.decode()


def test_merged_municipality_counts_as_that_of_today(get, towns):
    make_merged_municipality(towns[0], nis="20000")

    chosen = get(ADDRESS, gemeente=["20000", "10001"]).context["chosen"]

    assert chosen.municipalities == towns[:2]


def test_without_figures_it_says_so(get, towns):
    assert "heeft Kapstok nog geen cijfers" in get(ADDRESS, gemeente=["10000", "10001"]).content.decode()


def test_export_has_the_same_table(get, towns, indicator):
    response = get(f"{ADDRESS}export.csv", gemeente=["10000", "10002", "10003"])

    source = indicator.figures.first().source.title
    assert b"".join(response).decode("utf-8-sig").splitlines() == [
        "Indicator;Eenheid;Jaar;Stad 0;Stad 2;Stad 3;Bron",
        f"Groep;personen;2025;1200;verborgen (kleine groep);geen cijfer;{source}",
    ]
    assert get(f"{ADDRESS}export.exe").status_code == 404


def test_address_is_not_that_of_a_municipality(db):
    make_municipality(slug="vergelijken")

    assert resolve(ADDRESS).url_name == "compare"
