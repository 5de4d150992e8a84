"""The pages of figures: never a figure without source, year and definition."""

from decimal import Decimal

import pytest

from tests.factories import make_figure, make_indicator, make_monitor, make_municipality, make_province, make_source


@pytest.fixture
def indicator(db):
    return make_indicator(
        title="Nieuwkomers", slug="nieuwkomers", definition="Wie *nieuw* is.", unit="personen", decimals=1
    )


def test_indicator_page(get, indicator):
    source = make_source(title="Kapstokken", year=2013)
    figure = {"indicator": indicator, "source": source}
    make_figure(**figure, municipality=make_municipality(name="Genk"), value=Decimal("1234.56"), reference="p. 3")
    make_figure(**figure, province=make_province(name="Limburg"), mark="hidden")
    make_figure(**figure, region="belgie", value=0, is_approximate=True, period="2011-2012")
    page = get("/cijfers/nieuwkomers/").content.decode()

    row = '<tr><th scope="row">{}</th>\n<td>{}</td>\n<td class="number">{}</td>\n<td class="small">{}</td></tr>'
    assert row.format("Genk", "2012", "1.234,6 personen", "Kapstokken (2013), p. 3") in page
    assert row.format("Limburg", "2012", "verborgen (privacy)", "Kapstokken (2013)") in page
    assert row.format("België", "2011-2012", "ongeveer 0,0 personen", "Kapstokken (2013)") in page
    assert "<p>Wie <em>nieuw</em> is.</p>" in page


def test_list_of_figures(get, indicator):
    make_figure(indicator=indicator, value=57, source=make_source(title="Kapstokken", year=2013), reference="p. 3")
    page = get("/cijfers/").content.decode()

    assert "Vlaanderen, 2012: <strong>57,0 personen</strong>" in page
    assert "Kapstokken (2013), p. 3" in page


def test_monitors(get, db):
    make_monitor(title="Survey", slug="survey", active_until=2020, successor_note="Werd iets anders.")
    make_monitor(title="Limburg in cijfers", provinces=[make_province(name="Limburg")])
    page = get("/cijfers/bronnen/").content.decode()

    assert '<li id="survey">' in page
    assert "<strong>Bestond tot 2020.</strong> Werd iets anders." in page
    assert "<span>Limburg</span>" in page


def test_list_says_how_many_monitors_there_are(get, db):
    make_monitor()
    make_monitor(status="draft")

    assert "Hier vindt u ze</a>: 1 cijferbron" in get("/cijfers/").content.decode()
