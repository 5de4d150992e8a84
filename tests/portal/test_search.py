"""The page that searches everything: the best results, more of each kind, and what was made of the words."""

from html import unescape
from itertools import chain

import pytest

from portal.caching.middleware import kept_pages
from portal.search import weights
from portal.search.question import LONGEST
from portal.views.search import BEST, MORE
from tests.factories import (
    make_checklist,
    make_figure,
    make_indicator,
    make_monitor,
    make_municipality,
    make_partner,
    make_place,
    make_policy_item,
    make_practice,
    make_question,
    make_scheme,
    make_theme,
)
from tests.whole_site import titles

KINDS = {
    "Praktijken": (make_practice, "/praktijken/"),
    "Hulpmiddelen": (make_checklist, "/hulpmiddelen/"),
    "Hete hangijzers": (make_question, "/hete-hangijzers/"),
    "Partners": (make_partner, "/partners/"),
    "Subsidies": (make_scheme, "/subsidies/"),
    "Cijfers": (make_indicator, "/cijfers/"),
    "Waar vindt u cijfers?": (make_monitor, "/cijfers/bronnen/"),
    "Beleidsplan": (make_policy_item, "/beleidsplan/"),
}


def shown(response):
    """The titles of the best results, and those of each group by its heading."""
    groups = {group.heading: titles(group.cards) for group in response.context["groups"]}
    return titles(response.context["best"]), groups


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%ED%A0%80", "q=%", "q=%u1234", "q", "q=a&q=", "&&=", "q=%00"])
def test_malformed_addresses_never_fail(db, client, query):
    for address in ("/zoeken/", "/praktijken/", "/partners/", "/gemeenten/", "/subsidies/kalender.ics"):
        response = client.get(address, QUERY_STRING=query)

        assert response.status_code == 200, address


def test_best_results_of_all_kinds_together(get):
    entries = [make(title=f"Fiets {number}") for number, (make, _) in enumerate(KINDS.values())][:BEST]
    make_practice(title="Iets heel anders")
    for make, _ in list(KINDS.values())[BEST:]:
        make(title="Een tram")
    response = get("/zoeken/", q="fietsen")
    best, groups = shown(response)
    page = response.content.decode()

    assert len(best) == BEST
    assert sorted([*best, *chain.from_iterable(groups.values())]) == [f"Fiets {number}" for number in range(len(KINDS))]
    assert "8 resultaten voor “fietsen”" in page
    for entry in entries:
        assert f'href="{entry.get_absolute_url()}"' in page


@pytest.mark.parametrize("heading", KINDS)
def test_then_groups_by_kind_that_lead_to_their_list(get, heading):
    """What is among the best is not shown again, but counts."""
    make, address = KINDS[heading]
    for number in range(BEST + MORE + 2):
        make(title=f"Fiets & tram {number:02}")
    response = get("/zoeken/", q="fiets & tram")
    best, groups = shown(response)

    assert {heading: len(cards) for heading, cards in groups.items()} == {heading: MORE}
    assert len({*best, *groups[heading]}) == BEST + MORE
    link = f'<a href="{address}?q=fiets+%26+tram">Alle 12<span class="hidden-text"> in {heading}</span></a>'
    assert link in response.content.decode()
    if heading != "Cijfers":
        assert get(address, q="fiets & tram").context["page"].paginator.count == 12


def test_few_results_are_not_grouped(get):
    make_practice(title="Fiets")
    response = get("/zoeken/", q="fiets")

    assert shown(response) == (["Fiets"], {})
    assert "1 resultaat voor “fiets”" in response.content.decode()


def test_number_beyond_what_is_counted(get, monkeypatch):
    monkeypatch.setattr(weights, "COUNTED", 6)
    for number in range(BEST + 3):
        make_practice(title=f"Fiets {number}")
    page = get("/zoeken/", q="fiets").content.decode()

    assert "6+ resultaten voor “fiets”" in page
    assert ">Alle 6+<" in page


def test_words_are_marked_and_a_passage_says_why(get):
    lesson = "Op woensdag leren moeders uit de buurt op het plein bij de school fietsen."
    make_practice(title="Fietsen & lezen", summary="Met een <b>fiets</b>.")
    make_practice(title="Buurt", summary="Samen.", approach=f"{'Eten. ' * 20}{lesson} Slapen.")
    page = get("/zoeken/", q="fiets").content.decode()

    assert "<mark>Fietsen</mark> &amp; lezen</a>" in page
    assert "Met een &lt;b&gt;<mark>fiets</mark>&lt;/b&gt;." in page
    assert f'<p class="why">{lesson.replace("fietsen", "<mark>fietsen</mark>")}</p>' in page


def make_class():
    return make_practice(title="Huiswerkklas")


def make_figure_of_class():
    return make_figure(indicator=make_indicator(title="Huiswerkklas"))


@pytest.mark.parametrize(
    ("address", "make"),
    [("/zoeken/", make_class), ("/praktijken/", make_class), ("/cijfers/", make_figure_of_class)],
)
def test_corrected_words_and_both_links(get, address, make):
    make()
    page = get(address, q="huiswrekklas").content.decode()
    corrected, literally = "?q=huiswerkklas", "?q=huiswrekklas&letterlijk=1"

    assert f'Dit zijn de resultaten voor <a href="{corrected}"><strong>huiswerkklas</strong></a>.' in page
    assert f'<a href="{literally}">Zoek toch naar “huiswrekklas”</a>' in unescape(page)
    assert "Dit zijn de resultaten voor" not in get(f"{address}{corrected}").content.decode()
    assert number_on(get, f"{address}{corrected}") == 1
    assert number_on(get, f"{address}{literally}") == 0


def number_on(get, address):
    """How many results there are on a page."""
    kept_pages.clear()
    context = get(address).context
    return context["page"].paginator.count if "page" in context else context["total"]


def test_correction_keeps_the_filters_of_a_list(get):
    theme = make_theme()
    make_practice(title="Huiswerkklas", themes=[theme])
    page = unescape(get("/praktijken/", q="huiswrekklas", thema=theme.slug, pagina="1").content.decode())

    assert f'<a href="?q=huiswerkklas&thema={theme.slug}"><strong>huiswerkklas</strong></a>' in page
    assert f'<a href="?q=huiswrekklas&thema={theme.slug}&letterlijk=1">Zoek toch naar' in page


def test_literal_words_stay_literal(get):
    """In the form, the files and the chips, until the words themselves are dropped."""
    theme = make_theme()
    make_practice(title="Huiswrekklas", themes=[theme])
    make_practice(title="Huiswerkklas", themes=[theme])
    response = get("/praktijken/", q="huiswrekklas", thema=theme.slug, letterlijk="1")
    page = unescape(response.content.decode())

    assert '<input type="hidden" name="letterlijk" value="1">' in page
    assert f"export.csv?q=huiswrekklas&thema={theme.slug}&letterlijk=1" in page
    assert [chip["without"] for chip in response.context["filters"].chosen()] == [
        f"thema={theme.slug}",
        "q=huiswrekklas&letterlijk=1",
    ]


def test_words_that_are_right_are_not_corrected(get):
    make_practice(title="Fiets")

    assert "Dit zijn de resultaten voor" not in get("/zoeken/", q="fiets").content.decode()


def test_word_that_nobody_wrote_and_nothing_is_near(get):
    make_practice(title="Fiets")
    response = get("/zoeken/", q="xqzwvk")

    assert shown(response) == ([], {})
    assert "0 resultaten voor “xqzwvk”" in response.content.decode()


@pytest.mark.parametrize("address", ["/zoeken/", "/praktijken/"])
def test_what_misses_some_words_is_said(get, address):
    make_practice(title="Moestuin voor vluchtelingen")
    make_practice(title="Iets anders", approach="Met een auto.")
    partial = get(address, q="moestuin vluchtelingen auto").content.decode()
    whole = get(address, q="moestuin vluchtelingen").content.decode()

    assert "Moestuin" in partial
    assert "Weinig of niets bevat al deze woorden." in partial
    assert "Weinig of niets bevat al deze woorden." not in whole


def test_search_page_knows_places(get):
    town = make_municipality(name="Genk")
    make_place(name="Winterslag", municipality=town)
    response = get("/zoeken/", q="winterslag")
    page = response.content.decode()

    assert list(response.context["municipalities"]) == [town]
    assert "“winterslag” hoort bij Genk." in page
    assert "0 resultaten voor “winterslag”, en 1 gemeente met die naam" in page


@pytest.mark.parametrize("words", ["nergens", "de het een", "!?", "-fiets"])
def test_search_page_without_result_offers_themes(get, words):
    """And no entries that have nothing to do with it."""
    theme = make_theme()
    make_practice(title="Fiets", themes=[theme])
    response = get("/zoeken/", q=words)
    page = response.content.decode()

    assert shown(response) == ([], {})
    assert "Niets gevonden." in page
    assert f'<a href="{theme.get_absolute_url()}">' in page


@pytest.mark.parametrize("words", ["", "   ", "\0"])
def test_search_page_without_words(get, words):
    make_practice()
    response = get("/zoeken/", q=words)

    assert shown(response) == ([], {})
    assert "Of typ de naam van een gemeente." in response.content.decode()


def test_long_question_is_cut(get):
    make_practice(title="Fiets")
    words = "fiets " * (LONGEST // 6) + "x" * 5000

    assert len(get("/zoeken/", q=words).context["words"]) == LONGEST
