"""Facets, orders and words of figures."""

import pytest

from tests.factories import make_figure, make_indicator, make_municipality, make_source, make_theme


@pytest.fixture
def figures(db):
    """Two indicators over two years, each with a town, theme and source of its own; a list of (indicator, figures)."""
    made = []
    for title in ("Élan", "Bewoners"):
        indicator = make_indicator(title=title, themes=[make_theme()])
        place, source = make_municipality(), make_source()
        years = [
            make_figure(indicator=indicator, municipality=place, source=source, year=year) for year in (2012, 2013)
        ]
        made.append((indicator, years))
    return made


def shown(response):
    return list(response.context["page"])


def test_figures_in_own_order(get, figures):
    (_, [elan_12, elan_13]), (_, [people_12, people_13]) = figures

    assert shown(get("/cijfers/")) == [people_13, people_12, elan_13, elan_12]
    assert shown(get("/cijfers/", sorteer="indicator")) == [people_13, people_12, elan_13, elan_12]
    assert shown(get("/cijfers/", sorteer="jaar")) == [people_13, elan_13, people_12, elan_12]


def test_figures_by_each_facet(get, figures):
    indicator, years = figures[0]
    newest_first = years[::-1]
    for name, value in [
        ("thema", indicator.themes.get().slug),
        ("indicator", indicator.slug),
        ("gemeente", years[0].municipality.nis),
        ("bron", years[0].source.slug),
    ]:
        response = get("/cijfers/", **{name: value})

        assert shown(response) == newest_first, name
        assert response.context["filters"].ignored == []


def test_figures_by_year(get, figures):
    response = get("/cijfers/", jaar="2012")
    facet = next(facet for facet in response.context["facets"] if facet["name"] == "jaar")

    assert {figure.year for figure in shown(response)} == {2012}
    assert [(choice.value, choice.count, choice.chosen) for choice in facet["choices"]] == [
        ("2012", 2, True),
        ("2013", 2, False),
    ]


def test_figures_of_two_years_and_one_town(get, figures):
    years = figures[1][1]

    response = get("/cijfers/", jaar=["2012", "2013"], gemeente=years[0].municipality.nis)

    assert shown(response) == years[::-1]


@pytest.mark.parametrize("year", ["12", "20133", "201x", "-2012", "2012.0", "٢٠١٢", "²012"])
def test_year_that_is_none(get, figures, year):
    response = get("/cijfers/", jaar=year)

    assert len(shown(response)) == 4
    assert response.context["filters"].ignored == [("jaar", year)]


@pytest.mark.parametrize("year", ["0000", "1900", "9999"])
def test_year_without_figures(get, figures, year):
    response = get("/cijfers/", jaar=year)

    assert shown(response) == []
    assert [chip["text"] for chip in response.context["filters"].chosen()] == [year]


def test_figures_by_words_of_their_indicator(get, figures):
    """The most relevant indicator first, and within it the newest year."""
    other = make_figure(indicator=make_indicator(title="Aantal woningen", summary="Woningen van bewoners."))

    assert shown(get("/cijfers/", q="bewoner")) == [*figures[1][1][::-1], other]
    assert shown(get("/cijfers/", q="bewoner", sorteer="indicator")) == [other, *figures[1][1][::-1]]
