"""The page of an indicator with figures of all municipalities."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from monitor.models import FigureImport
from monitor.plots import FEWEST
from portal.caching.middleware import kept_pages
from tests.exported import column, csv_rows, ods_sheets, records, xlsx_sheets
from tests.factories import (
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_province,
    make_source,
)

YEARS = (2023, 2024, 2025)


@pytest.fixture
def limburg(db):
    return make_province(name="Limburg", slug="limburg")


@pytest.fixture
def indicator(limburg):
    """A count in 20 municipalities and three years; of "Nieuw" in 2025, and of its two parts before."""
    indicator = make_indicator(
        slug="groep", title="Groep", is_additive=True, hides_small_groups=True, unit="personen", decimals=0
    )
    source = make_source(title="Herkomst", publisher="Statbel")
    file = FigureImport.objects.create(
        name="a.csv", digest="0" * 64, format="x", source=source, licence="Open data", exported_on=date(2025, 6, 12)
    )
    made = {"indicator": indicator, "source": source, "imported_by": file}
    other = make_province(name="Antwerpen", slug="antwerpen")
    towns = [make_municipality(name=f"Dorp {n:02}", nis=f"{n:05}", province=other) for n in range(FEWEST)]
    merged = make_municipality(name="Nieuw", nis="71099", province=limburg, valid_from=date(2025, 1, 1))
    parts = [make_merged_municipality(merged, name=name) for name in ("Oud A", "Oud B")]
    for year in YEARS:
        for n, town in enumerate(towns):
            make_figure(**made, municipality=town, year=year, value=n * 100 + year - 2020)
        for town in [merged] if year == 2025 else parts:
            make_figure(**made, municipality=town, year=year, value=1000)
    return indicator


def names(page):
    """The municipalities of the table, in its order."""
    return re.findall(r'<th scope="row"><a href="/gemeenten/[^"]*">([^<]+)</a>', page)


def test_page_shows_all_municipalities_in_the_latest_year(get, indicator):
    page = get("/cijfers/groep/").content.decode()

    assert "Alle gemeenten in 2025" in page
    assert len(names(page)) == 21
    # One of 5 persons is hidden, everywhere.
    assert page.count("verborgen (kleine groep)") == 1
    assert page.count("<circle") == 20
    assert "Dorp 00: 5" not in page
    assert 'class="number">1.905</td>' in page
    assert "<cite>Herkomst</cite> (Statbel), bestand van 12 juni 2025" in page
    assert "Licentie: Open data" in page


def test_chosen_municipality_is_marked_and_says_what_was_added_up(get, indicator):
    page = get("/cijfers/groep/", gemeente="71099", jaar="2024").content.decode()

    assert '<strong class="amount-big">2.000&nbsp;personen</strong> in 2024' in page
    assert "Opgeteld over de vroegere gemeenten Oud A en Oud B." in page
    assert "Nieuw (Oud A, Oud B)." in page
    assert page.count('<tr class="chosen-row">') == 1
    assert page.count('class="bar bar-chosen"') == 1
    assert "liggen er 0 hoger en 19 lager" in page
    assert "Groep: Nieuw gaat van 2.000&nbsp;personen in 2023 naar 1.000&nbsp;personen in 2025." in page


def test_former_municipality_leads_to_that_of_today(get, indicator):
    former = indicator.figures.get(municipality__name="Oud A", year=2023).municipality

    assert "<h2>Nieuw</h2>" in get("/cijfers/groep/", gemeente=former.nis).content.decode()


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("", "Dorp 00", "Nieuw"),
        ("naam", "Dorp 00", "Nieuw"),
        ("hoog", "Dorp 19", "Dorp 00"),
        ("laag", "Dorp 01", "Dorp 00"),
        ("provincie", "Dorp 00", "Nieuw"),
    ],
)
def test_order_of_the_table(get, indicator, order, first, last):
    """What is hidden comes last, and so tells nothing by its place."""
    found = names(get("/cijfers/groep/", sorteer=order).content.decode())

    assert (found[0], found[-1]) == (first, last)


def test_province_narrows_the_table(get, indicator):
    assert names(get("/cijfers/groep/", provincie="limburg").content.decode()) == ["Nieuw"]


def test_unknown_choices_are_named_and_ignored(get, indicator):
    response = get("/cijfers/groep/", gemeente="99999", jaar=["1850", "x"], provincie="<b>", sorteer="q")
    page = response.content.decode()

    assert response.status_code == 200
    assert "Niet begrepen en dus niet gebruikt" in page
    for named in ("gemeente “99999”", "jaar “1850”", "jaar “x”", "provincie “&lt;b&gt;”", "volgorde “q”"):
        assert named in page
    assert len(names(page)) == 21


def test_share_is_compared_with_province_and_flanders(get, indicator):
    everyone = make_indicator(is_additive=True)
    for figure in indicator.figures.all():
        area = {"municipality": figure.municipality, "year": figure.year}
        make_figure(indicator=everyone, value=10_000, **area)
    make_indicator(slug="deel", title="Deel", unit="%", decimals=1, numerator=indicator, denominator=everyone)

    page = get("/cijfers/deel/", gemeente="71099").content.decode()

    assert '<strong class="amount-big">10,0&nbsp;%</strong> in 2025' in page
    assert page.count('<polyline class="line ') == 3
    for name in ("Nieuw", "provincie Limburg", "Vlaanderen"):
        assert f"</svg>{name}</li>" in page
    assert page.count("verborgen (kleine groep)") == 1
    assert "Dorp 00: 0,1" not in page


def test_files_hold_the_table_as_chosen(get, indicator):
    query = {"jaar": "2024", "sorteer": "hoog", "gemeente": "71099"}
    found = records(get("/cijfers/groep/gemeenten.json", **query))
    tables = [
        csv_rows(get("/cijfers/groep/gemeenten.csv", **query)),
        [[cell.value for cell in row] for row in xlsx_sheets(get("/cijfers/groep/gemeenten.xlsx", **query))["Lijst"]],
        ods_sheets(get("/cijfers/groep/gemeenten.ods", **query))["Lijst"],
    ]

    assert [record["area"] for record in found] == names(get("/cijfers/groep/", **query).content.decode())
    assert {name: found[0][name] for name in ("nis", "area", "province", "year", "value", "mark", "parts", "unit")} == {
        "nis": "71099",
        "area": "Nieuw",
        "province": "limburg",
        "year": 2024,
        "value": 2000,
        "mark": "",
        "parts": ["Oud A", "Oud B"],
        "unit": "personen",
    }
    assert (found[-1]["area"], found[-1]["value"], found[-1]["mark"]) == ("Dorp 00", None, "small")
    for rows in tables:
        assert [Decimal(value) for value in column(rows, "Waarde")[:2]] == [2000, 1904]
        assert column(rows, "Waarde")[-1] in (None, "")
        assert column(rows, "Merkteken")[-1] == "verborgen (kleine groep)"
        assert column(rows, "Opgeteld over")[0] == "Oud A; Oud B"


def test_file_of_nothing(get, indicator):
    make_indicator(slug="leeg")
    make_indicator(slug="ontwerp", status="draft")

    assert records(get("/cijfers/leeg/gemeenten.json")) == []
    assert get("/cijfers/groep/gemeenten.pdf").status_code == 404
    assert get("/cijfers/ontwerp/gemeenten.csv").status_code == 404


def test_indicator_without_figures_says_how_they_come(get, db):
    make_indicator(slug="leeg", is_additive=True)
    page = get("/cijfers/leeg/", gemeente="71099").content.decode()

    assert "Er zijn nog geen cijfers." in page
    assert "<svg" not in page.split("<main")[1].split('class="take"')[0].replace('<svg class="icon"', "")
    assert "Neem deze cijfers mee" not in page


def test_indicator_with_few_figures_has_no_picture_of_all(get, db):
    indicator = make_indicator(slug="weinig")
    for _ in range(3):
        make_figure(indicator=indicator, municipality=make_municipality())
    page = get("/cijfers/weinig/").content.decode()

    assert "<circle" not in page
    assert page.count('<tr><th scope="row">Gemeente') == 3


def test_page_asks_little(get, client, indicator):
    address = "/cijfers/groep/?gemeente=71099"
    counts = []
    for _ in range(2):
        kept_pages.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured) + 1)  # the version is asked past Django's cursors

    # The first makes what every page of figures then has at hand.
    assert counts[1] <= 4, [query["sql"][:80] for query in captured]


def test_menu_begins_with_official_figures(get, indicator):
    make_indicator(title="Los cijfer")
    make_indicator(title="Ontwerp", status="draft")
    page = get("/cijfers/").content.decode()

    assert page.index("Van elke gemeente") < page.index(">Groep</a>") < page.index("Andere cijfers, per thema")
    assert page.index("Andere cijfers, per thema") < page.index(">Los cijfer</a>")
    assert "nog geen cijfers" in page
    assert "Ontwerp" not in page
    assert "Van elke gemeente" not in get("/cijfers/", jaar="2025").content.decode()


def test_year_with_few_figures_has_a_table_without_pictures(get, indicator):
    make_figure(indicator=indicator, municipality=indicator.figures.last().municipality, year=2026, value=1100)
    page = get("/cijfers/groep/", jaar="2026", gemeente="71099").content.decode()

    assert "<circle" not in page.split('class="chart lines"')[0]
    assert "Alle gemeenten in 2026" in page
    assert names(page) == ["Nieuw"]
