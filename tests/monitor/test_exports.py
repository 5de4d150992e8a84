"""What machines get of figures and of the places where figures are found."""

import json
from decimal import Decimal

import pytest

from tests.factories import (
    make_figure,
    make_indicator,
    make_monitor,
    make_municipality,
    make_province,
    make_source,
    make_theme,
)


@pytest.fixture
def indicator(db):
    return make_indicator(slug="nieuwkomers", title="Nieuwkomers", unit="%", definition="Wie nieuw is.", decimals=1)


@pytest.fixture
def source(db):
    return make_source(title="Kapstokken", year=2013)


def record(**fields):
    """A figure as the file has it."""
    return {
        "indicator": "nieuwkomers",
        "title": "Nieuwkomers",
        "nis": "71016",
        "area": "Genk",
        "year": 2012,
        "period": "",
        "value": 12.5,
        "approximate": False,
        "mark": "",
        "unit": "%",
        "definition": "Wie nieuw is.",
        "source": {"title": "Kapstokken", "year": 2013, "reference": ""},
        "note": "",
        "url": "https://kapstok.example/cijfers/nieuwkomers/",
    } | fields


def test_figures_as_json(get, indicator, source):
    town = make_municipality(nis="71016", name="Genk")
    province = make_province(code="70000", name="Limburg")
    common = {"indicator": indicator, "source": source}
    make_figure(**common, municipality=town, value=Decimal("12.5"))
    make_figure(**common, municipality=town, year=2011, mark="hidden")
    make_figure(**common, province=province, year=2010, value=1200, is_approximate=True, note="Geschat.")
    make_figure(**common, region="belgie", year=2009, period="2008-2009", value=0, reference="p. 3")

    assert json.loads(b"".join(get("/cijfers/export.json"))) == [
        record(),
        record(year=2011, value=None, mark="hidden"),
        record(nis="70000", area="Limburg", year=2010, value=1200, approximate=True, note="Geschat."),
        record(
            nis="belgie",
            area="België",
            year=2009,
            period="2008-2009",
            value=0,
            source={"title": "Kapstokken", "year": 2013, "reference": "p. 3"},
        ),
    ]


def test_figures_filtered(get, indicator):
    make_figure(indicator=indicator, year=2012)
    make_figure(indicator=indicator, year=2013)
    make_figure(year=2012)

    found = json.loads(b"".join(get("/cijfers/export.json", indicator="nieuwkomers", jaar="2012")))

    assert [(figure["indicator"], figure["year"]) for figure in found] == [("nieuwkomers", 2012)]


def test_marks_and_values_in_a_spreadsheet(get, indicator):
    """A mark is never a zero, and an approximate figure says so."""
    make_figure(indicator=indicator, year=2013, mark="missing")
    make_figure(indicator=indicator, year=2012, value=Decimal("1234.5"), is_approximate=True)
    rows = b"".join(get("/cijfers/export.csv")).decode("utf-8-sig").split("\r\n")

    cells = [dict(zip(rows[0].split(";"), row.split(";"), strict=True)) for row in rows[1:-1]]
    assert [(cell["Waarde"], cell["Merkteken"], cell["Ongeveer"]) for cell in cells] == [
        ("", "ontbreekt", "nee"),
        ("1234,5", "", "ja"),
    ]


def test_monitor_as_json(get, source):
    make_monitor(
        slug="survey",
        title="Survey",
        summary="Een enquête.",
        publisher="Statistiek Vlaanderen",
        provinces=[make_province(slug="limburg")],
        frequency="jaarlijks",
        active_until=2020,
        successor_note="Werd iets anders.",
        themes=[make_theme(slug="taal")],
        website="www.survey.be",
        website_path="cijfers",
        sources=[source],
    )

    assert json.loads(b"".join(get("/cijfers/bronnen/export.json"))) == [
        {
            "slug": "survey",
            "url": "https://kapstok.example/cijfers/bronnen/#survey",
            "title": "Survey",
            "summary": "Een enquête.",
            "publisher": "Statistiek Vlaanderen",
            "provinces": ["limburg"],
            "frequency": "jaarlijks",
            "active_until": 2020,
            "successor_note": "Werd iets anders.",
            "themes": ["taal"],
            "website": "www.survey.be > cijfers",
            "sources": [{"title": "Kapstokken", "year": 2013, "reference": "Hoofdstuk 1"}],
            "checked_on": None,
        }
    ]
