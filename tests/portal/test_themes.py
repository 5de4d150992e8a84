"""The home page and the pages of themes: everything joined, in order."""

from datetime import date

import pytest

from tests.factories import (
    make_call,
    make_checklist,
    make_figure,
    make_indicator,
    make_monitor,
    make_municipality,
    make_partner,
    make_practice,
    make_question,
    make_resource,
    make_scheme,
    make_sector,
    make_theme,
)


@pytest.fixture
def theme(db):
    return make_theme(name="Taal", slug="taal", question="Hoe leren mensen Nederlands?", position=1)


def test_theme_joins_all_about_it(get, theme):
    practice = make_practice(themes=[theme])
    checklist, explainer = make_checklist(themes=[theme]), make_resource(kind="uitleg", themes=[theme])
    resource = make_resource(themes=[theme])
    question = make_question(themes=[theme])
    partner = make_partner(themes=[theme])
    make_partner(themes=[theme], active_until=2015)
    scheme = make_scheme(themes=[theme])
    indicator, monitor = make_indicator(themes=[theme]), make_monitor(themes=[theme])
    make_figure(indicator=indicator)
    for make in (make_practice, make_resource, make_question, make_partner, make_scheme, make_indicator):
        make(themes=[make_theme()])

    context = get("/themas/taal/").context

    assert list(context["practices"]) == [practice]
    assert context["explainers"] == [explainer, checklist]
    assert context["resources"] == [resource]
    assert list(context["questions"]) == [question]
    assert (list(context["partners"]), context["former_partner_count"]) == ([partner], 1)
    assert list(context["schemes"]) == [scheme]
    assert (list(context["indicators"]), list(context["monitors"])) == ([indicator], [monitor])
    assert (context["practice_count"], context["figure_count"]) == (1, 1)


def test_theme_shows_some_practices_and_leads_to_all(get, theme):
    for _ in range(10):
        make_practice(themes=[theme])
    response = get("/themas/taal/")

    assert (len(response.context["practices"]), response.context["practice_count"]) == (9, 10)
    assert '<a href="/praktijken/?thema=taal">Alle 10, met filters</a>' in response.content.decode()


def test_theme_in_useful_order(get, theme, time_machine):
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    closed = make_call(scheme=make_scheme(themes=[theme]), closes_on=date(2026, 6, 14)).scheme
    open_ = make_call(scheme=make_scheme(themes=[theme]), closes_on=date(2026, 6, 15)).scheme
    second, first = (make_partner(themes=[theme], sector=make_sector(position=position)) for position in (2, 1))

    context = get("/themas/taal/").context

    assert list(context["schemes"]) == [open_, closed]
    assert list(context["partners"]) == [first, second]


def test_theme_without_anything(get, theme):
    page = get("/themas/taal/").content.decode()

    assert "Hoe leren mensen Nederlands?" in page
    assert "Dit thema heeft nog geen praktijken." in page


@pytest.fixture
def three_themes(theme):
    """Themes made in another order than their own."""
    last, first = make_theme(name="Aap", position=2), make_theme(name="Zorg", position=0)
    return [first, theme, last]


@pytest.mark.parametrize("address", ["/", "/themas/"])
def test_themes_in_their_own_order_with_counts(get, three_themes, address):
    for themes in (three_themes[2:], three_themes[1:]):
        make_practice(themes=themes)
    make_practice(themes=three_themes, status="draft")

    themes = get(address).context["themes"]

    assert [(theme.name, theme.practice_count) for theme in themes] == [("Zorg", 0), ("Taal", 1), ("Aap", 2)]


def test_home_counts_what_is_published(get):
    town = make_municipality()
    for status in ("published", "published", "draft"):
        make_practice(municipalities=[town], status=status)
    make_practice(municipalities=[make_municipality()], status="review")
    make_scheme()

    context = get("/").context

    assert (context["practice_count"], context["municipality_count"], context["scheme_count"]) == (2, 1, 1)


def test_home_shows_newest_practices(get):
    practices = [make_practice(published_on=date(2026, 3, day)) for day in (2, 4, 1, 3)]

    assert list(get("/").context["new_practices"]) == [practices[1], practices[3], practices[0]]


def test_home_shows_nearest_deadlines(get, time_machine):
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    calls = [make_call(closes_on=date(2026, 6, day)) for day in (20, 14, 15, 30)]
    make_call()

    response = get("/")

    assert list(response.context["deadlines"]) == [calls[2], calls[0], calls[3]]
    assert "tot en met 15 juni 2026" in response.content.decode()


def test_home_without_anything(get):
    assert "Er is nu geen oproep met een einddatum bekend." in get("/").content.decode()


def test_home_offers_municipalities_of_today(get):
    make_municipality(name="Genk")

    assert '<option value="Genk">' in get("/").content.decode()
