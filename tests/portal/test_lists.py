"""Chosen filters, orders and pages of a list."""

from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from portal.lists.views import PAGE_SIZE
from portal.models import Status
from portal.search import weights
from practices.filters import PracticeFilter
from practices.models import Practice
from practices.views import PracticeList
from tests.factories import (
    make_domain,
    make_municipality,
    make_practice,
    make_province,
    make_question,
    make_resource,
    make_theme,
)
from tests.whole_site import LISTS, make_one_of_each, make_vocabulary


@pytest.fixture
def chosen(db):
    """A practice, and the (name, value) pairs of an address with all sorts of filters that it fits."""
    themes, domain, town = [make_theme() for _ in range(2)], make_domain(), make_municipality()
    make_practice(title="Taal & spel", themes=themes, domains=[domain], municipalities=[town])
    return [
        ("q", "taal & spel"),
        *(("thema", theme.slug) for theme in themes),
        ("domein", domain.slug),
        ("gemeente", town.nis),
        ("toestand", "onbekend"),
        ("sorteer", "nieuw"),
    ]


def address_of(pairs):
    return f"/praktijken/?{urlencode(pairs)}"


def test_each_chip_drops_one_choice(client, chosen):
    chips = client.get(address_of(chosen)).context["filters"].chosen()

    removable = [pair for pair in chosen if pair[0] != "sorteer"]
    assert [sorted(parse_qsl(chip["without"])) for chip in chips] == [
        sorted(pair for pair in chosen if pair != dropped) for dropped in removable
    ]


def test_chips_say_what_is_chosen(client, chosen):
    response = client.get(address_of(chosen))
    themes = response.context["facets"][0]["choices"]

    chips = [(chip["label"], chip["text"]) for chip in response.context["filters"].chosen()]
    assert chips[0] == ("woorden", "“taal & spel”")
    assert [label for label, _ in chips] == ["woorden", "thema", "thema", "beleidsdomein", "gemeente", "toestand"]
    assert chips[-1] == ("toestand", "niet nagekeken")
    assert [choice.label for choice in themes if choice.chosen] == sorted(text for _, text in chips[1:3])


def test_chips_are_links_on_the_page(client, chosen):
    response = client.get(address_of(chosen))
    page = response.content.decode()

    for chip in response.context["filters"].chosen():
        link = f"/praktijken/?{chip['without']}".replace("&", "&amp;")
        assert f'<a class="chip" href="{link}">' in page
    assert '<a href="/praktijken/">Wis alles</a>' in page


def test_filtered_address_gives_the_same_list_again(client, chosen):
    first = client.get(address_of(chosen))
    again = client.get(f"/praktijken/?{first.context['filters'].query_string}")

    assert titles_of(again) == titles_of(first) != []
    assert again.context["filters"].chosen() == first.context["filters"].chosen()


def test_words_on_the_page_are_only_text(get):
    page = get("/praktijken/", q='"><script>alert(1)</script>').content.decode()

    assert "<script>alert" not in page
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_choices_most_first(get):
    """And by name among equals, so that a page is the same each time it is asked for."""
    common, *rare = (make_theme(name=name) for name in ("Wonen", "Zorg", "Élan", "Boot", "aap"))
    make_practice(themes=[common])
    make_practice(themes=[common, *rare])

    facet = get("/praktijken/").context["facets"][0]

    assert [(choice.label, choice.count) for choice in facet["choices"]] == [
        ("Wonen", 2),
        ("aap", 1),
        ("Boot", 1),
        ("Élan", 1),
        ("Zorg", 1),
    ]


def test_menu_by_name(get):
    towns = [make_municipality(name=name) for name in ("Zele", "Éigem", "Aalst")]
    make_practice(municipalities=towns)
    make_practice(municipalities=towns[:1])

    facet = next(facet for facet in get("/praktijken/").context["facets"] if facet["name"] == "gemeente")

    assert [(choice.label, choice.count) for choice in facet["choices"]] == [
        ("Aalst", 1),
        ("Éigem", 1),
        ("Zele", 2),
    ]


def test_chosen_choice_without_entries_stays(get):
    empty = make_theme()

    facet = get("/praktijken/", thema=empty.slug).context["facets"][0]

    assert [(choice.value, choice.count) for choice in facet["choices"] if choice.chosen] == [(empty.slug, 0)]


def test_list_without_results_says_so(get):
    make_practice()
    response = get("/praktijken/", q="nergens")

    assert list(response.context["page"]) == []
    assert "Geen praktijk past bij al deze keuzes" in response.content.decode()


@pytest.fixture
def three_pages(db):
    """A theme whose practices take two pages and a half; their titles in order."""
    theme = make_theme()
    titles = [f"Praktijk {number:03}" for number in range(PAGE_SIZE * 2 + 5)]
    for title in reversed(titles):
        make_practice(title=title, themes=[theme])
    return theme, titles


def titles_of(response):
    return [practice.title for practice in response.context["page"]]


def test_pages_hold_the_whole_list_in_order(three_pages, get):
    theme, titles = three_pages

    pages = [titles_of(get("/praktijken/", thema=theme.slug, pagina=number)) for number in (1, 2, 3)]

    assert pages == [titles[:PAGE_SIZE], titles[PAGE_SIZE : 2 * PAGE_SIZE], titles[2 * PAGE_SIZE :]]


def test_pages_link_to_each_other_with_the_filters(three_pages, get):
    theme, _ = three_pages
    page = get("/praktijken/", thema=theme.slug, pagina=2).content.decode()

    for number, relation in [(1, "prev"), (3, "next")]:
        assert f'<a href="?thema={theme.slug}&amp;pagina={number}" rel="{relation}">' in page
    assert '<span aria-current="page"><span class="hidden-text">Bladzijde </span>2</span>' in page


BEYOND = ["4", "99999999999999999999", "0", "-1"]
MALFORMED = ["1.5", "twee", "1e0", "9" * 5000, "<b>", "x\0y", "😀"]


def test_page_that_is_none(three_pages, get):
    """Beyond the end one gets the last page; what is no number, the first."""
    theme, titles = three_pages
    for asked in [*BEYOND, *MALFORMED]:
        response = get("/praktijken/", thema=theme.slug, pagina=asked)

        assert response.status_code == 200
        assert titles_of(response) == (titles[-5:] if asked in BEYOND else titles[:PAGE_SIZE]), asked
        assert [label for label, _ in response.context["filters"].ignored] == ["pagina"]
        assert "Niet begrepen en dus niet gebruikt: pagina “" in response.content.decode()
        assert "\0" not in response.content.decode()


def test_first_page(three_pages, get):
    theme, titles = three_pages
    for asked in ("", "1", "\0"):
        response = get("/praktijken/", thema=theme.slug, pagina=asked)

        assert titles_of(response) == titles[:PAGE_SIZE]
        assert response.context["filters"].ignored == []


@pytest.mark.parametrize("address", LISTS)
def test_page_beyond_the_end_of_any_list(get, address):
    response = get(address, pagina="7")

    assert (response.status_code, response.context["page"].number) == (200, 1)
    assert response.context["filters"].ignored == [("pagina", "7")]


@pytest.mark.parametrize("address", LISTS)
def test_unknown_order_is_named_and_ignored(get, address):
    response = get(address, sorteer="willekeurig")

    assert response.status_code == 200
    assert response.context["filters"].ignored == [("volgorde", "willekeurig")]
    assert "volgorde “willekeurig”" in response.content.decode()


@pytest.mark.parametrize(
    ("address", "make"),
    [
        ("/praktijken/", make_practice),
        ("/hulpmiddelen/", make_resource),
        ("/hete-hangijzers/", make_question),
    ],
)
def test_orders_of_entries(get, address, make):
    for title, day in [("Zoo", 2), ("appel", 3), ("Élan", 1), ("Boot", 3)]:
        make(title=title, published_on=date(2026, 3, day))

    assert titles_of(get(address, sorteer="titel")) == ["appel", "Boot", "Élan", "Zoo"]
    assert titles_of(get(address, sorteer="nieuw")) == ["appel", "Boot", "Zoo", "Élan"]


def test_words_give_the_best_first_unless_ordered(get):
    for title, summary in [("Anders", "Een fiets."), ("Zeker een fiets", "Een fiets, en nog een fiets.")]:
        make_practice(title=title, summary=summary)

    assert titles_of(get("/praktijken/", q="fiets")) == ["Zeker een fiets", "Anders"]
    assert titles_of(get("/praktijken/", q="fiets", sorteer="titel")) == ["Anders", "Zeker een fiets"]


@pytest.mark.parametrize("order", ["", "titel", "nieuw"])
def test_pages_of_a_question_hold_its_whole_order(get, monkeypatch, order):
    """In whichever order the pages are asked, also those beyond what is ranked, and one that was asked already."""
    monkeypatch.setattr(weights, "RANKED", 8)
    monkeypatch.setattr(PracticeList, "page_size", 4)
    for number in range(14):
        told = {"summary": "fiets " * (number % 5), "published_on": date(2026, 3, 1 + number)}
        make_practice(title=f"Fiets {number:02}", **told)
    question = {"q": "fiets", "sorteer": order}
    titles = [practice.title for practice in PracticeList.exported(PracticeFilter(QueryDict(urlencode(question))))]

    for asked in ([2, 1, 3, 4, 2], [4, 3, 2, 1]):
        make_theme()  # a change: what is remembered is forgotten
        for visit, number in enumerate(asked):
            shown = titles_of(get("/praktijken/", **question, pagina=number, visit=visit))
            assert shown == titles[4 * number - 4 : 4 * number], (asked, visit)


@pytest.mark.parametrize("question", [{"q": "fiets"}, {"provincie": "west"}])
def test_next_page_of_a_question_counts_nothing_again(get, monkeypatch, question):
    monkeypatch.setattr(PracticeList, "page_size", 2)
    province = make_province(slug="west")
    for number in range(5):
        make_practice(title=f"Fiets {number}", provinces=[province])
    first = titles_of(get("/praktijken/", **question))

    with CaptureQueriesContext(connection) as captured:
        second = titles_of(get("/praktijken/", **question, pagina=2))
    assert (len(second), set(first) & set(second)) == (2, set())
    assert len(captured) == 1
    assert not [query["sql"] for query in captured if "count" in query["sql"]]


@pytest.mark.parametrize(("question", "queries"), [({"q": "fiets"}, 1), ({"provincie": "west"}, 0), ({}, 0)])
def test_page_at_another_address_counts_nothing_again(get, question, queries):
    """As when a newsletter adds its name; what changes shows at once. Of a search only the rows are asked again."""
    make_practice(title="Fiets", provinces=[make_province(slug="west")])
    first = get("/praktijken/", **question)

    with CaptureQueriesContext(connection) as captured:
        second = get("/praktijken/", **question, utm_source="nieuwsbrief")
    assert (titles_of(first), titles_of(second), len(captured)) == (["Fiets"], ["Fiets"], queries)

    Practice.objects.get().delete()
    assert titles_of(get("/praktijken/", **question, utm_source="nieuwsbrief")) == []


def test_hidden_practice_leaves_the_pages_of_a_question(get, monkeypatch):
    monkeypatch.setattr(PracticeList, "page_size", 2)
    practices = [make_practice(title=f"Fiets {number}") for number in range(4)]
    assert titles_of(get("/praktijken/", q="fiets", sorteer="titel")) == ["Fiets 0", "Fiets 1"]

    Practice.objects.filter(pk=practices[2].pk).update(status=Status.ARCHIVED)
    response = get("/praktijken/", q="fiets", sorteer="titel", pagina=2)
    assert (titles_of(response), response.context["page"].paginator.count) == (["Fiets 3"], 3)


def test_last_of_several_orders_and_words(get):
    for title in ("Boot", "Fiets"):
        make_practice(title=title, published_on=date(2026, 3, 2 if title == "Boot" else 3))

    assert titles_of(get("/praktijken/", sorteer=["titel", "nieuw"])) == ["Fiets", "Boot"]
    assert titles_of(get("/praktijken/", q=["fiets", "boot"])) == ["Boot"]


@pytest.mark.parametrize("address", LISTS)
def test_every_list_leads_to_its_other_pages(get, monkeypatch, address):
    """What does not fit on the page is a click away, never just left out."""
    for _ in range(3):
        make_one_of_each([make_vocabulary()])
    monkeypatch.setattr(resolve(address).func.view_class, "page_size", 2)

    assert 'rel="next"' in get(address).content.decode()


@pytest.mark.parametrize("words", ["", "fiets"])
def test_counts_beside_choices_say_what_was_not_counted(get, monkeypatch, words):
    """Few practices have both choices; those that have only the province are too many to count."""
    monkeypatch.setattr(weights, "COUNTED", 4)
    province, rare, frequent = make_province(), make_theme(), make_theme()
    own = {"municipalities": [make_municipality(province=province)]}
    for theme, number in ((rare, 2), (frequent, 5)):
        for _ in range(number):
            make_practice(title="Fiets", themes=[theme], **own)
    make_practice(title="Fiets", themes=[rare])
    response = get("/praktijken/", q=words, thema=rare.slug, provincie=province.slug)
    shown = {
        facet["name"]: {choice.value: choice.shown_count for choice in facet["choices"]}
        for facet in response.context["facets"]
    }

    assert response.context["page"].paginator.count == 2
    assert shown["thema"] == {rare.slug: "2+", frequent.slug: "4+"}
    assert shown["provincie"] == {province.slug: "2"}
