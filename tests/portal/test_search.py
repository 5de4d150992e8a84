"""Finding by words: Dutch as people type it, and whatever else they type."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.lists.filters import WORDS_AT_MOST
from portal.search import index
from portal.search.analysis import lexemes, lexemes_of
from practices.models import Practice, PracticeMunicipality
from tests.factories import (
    make_argument,
    make_call,
    make_checklist,
    make_checklist_item,
    make_contact_point,
    make_indicator,
    make_monitor,
    make_municipality,
    make_partner,
    make_place,
    make_policy_item,
    make_practice,
    make_question,
    make_scheme,
    make_source,
    make_target_group,
    make_theme,
)

HOSTILE = [
    *("\0", "\0kind\0", "kind\0eren", "'", '"', "\\", "%", "_", "%s", "{}", "{{ 7*7 }}", "$1", ";", "--", "/*"),
    *("'; DROP TABLE portal_theme; --", "kind & huis", "kind | huis", "!kind", "kind <-> huis", "kind:*", "(", ")"),
    *("((kind", '"kind', "kind'", "a:b:c", "<script>alert(1)</script>", "&amp;", "&#0;"),
    *("😀", "👩‍👩‍👧", "😀" * 300, "a" * 10_000, "kind " * 2_000, "é" * 5_000, "\u202e", "\ufeff", "\u0301", "\uffff"),
    *("½", "Ⅷ", "ﷺ" * 200, "𝔎𝔦𝔫𝔡", "１２３", "ẞ", "İ", "ﬁets", "مرحبا", "日本語", "1e400", "-1", "0x00", "\r\n\t"),
]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("kinderen", "Elk kind telt"),
        ("kind", "Spelen met kinderen"),
        ("KIND", "Spelen met kinderen"),
        ("huizen", "Een open huis"),
        ("subsidies", "Subsidie voor buurten"),
        ("vrijwilliger", "Oproep aan vrijwilligers"),
        ("praatcafe", "Praatcafé in de wijk"),
        ("praatcafé", "PRAATCAFE"),
        ("cafe\u0301", "Een café"),
        ("coördinator", "De coordinator"),
        ("coo\u0308rdinator", "De coördinator"),
        ("ouder", "Steun voor ouders"),
        ("ouders", "Een ouder helpt"),
        ("fiets", "Vijf fietsen"),
        ("wat is een fiets", "Fietsen leren"),
        ("fietsen leren", "Leren fietsen"),
        ("Élan", "elan"),
        ("huiswerk-begeleiding", "Begeleiding bij huiswerk"),
    ],
)
def test_words_find(db, words, title):
    practice = make_practice(title=title)
    make_practice(title="Iets heel anders")

    assert list(Practice.objects.matching(words)) == [practice]


@pytest.mark.parametrize("words", ["fiets tram", "de het een", "wat is het", "", "   ", "!?", "…", "auto"])
def test_words_find_nothing(db, words):
    make_practice(title="De fiets")

    assert list(Practice.objects.matching(words)) == []


def test_lexemes_fold_and_leave_out_stop_words():
    assert lexemes("De Kinderen van het café") == [("kind", "kinder"), ("cafe",)]
    assert lexemes("de van het") == []


def test_lexemes_in_several_threads(monkeypatch):
    """Threads of one process stem at the same time; each gets the lexemes of its own words."""
    words = [f"{start}{end}" for start in ("kinder", "huiz", "ver", "boek", "nieuw") for end in ("en", "ingen", "heid")]
    expected = {word: lexemes(word) for word in words}
    lexemes_of.cache_clear()
    monkeypatch.setattr("portal.search.analysis.lexemes_of", lexemes_of.__wrapped__)
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lexemes, words * 100))
    finally:
        sys.setswitchinterval(interval)

    assert found == [expected[word] for word in words] * 100


def test_title_goes_before_summary_before_text_before_source(db):
    title = make_practice(title="Over fietsen", summary="Anders.")
    summary = make_practice(summary="Over fietsen.")
    text = make_practice(approach="Over fietsen.")
    source = make_practice(sources=[make_source(title="Fietsen")])

    assert list(Practice.objects.matching("fiets")) == [title, summary, text, source]


def test_equally_relevant_by_title(db):
    last, first = make_practice(title="Fiets en zee"), make_practice(title="Fiets en bos")

    assert list(Practice.objects.matching("fiets")) == [first, last]


def test_practice_is_found_by_all_it_says(db):
    town = make_municipality(name="Genk")
    partner = make_partner(title="Kruispunt")
    practice = make_practice(
        themes=[make_theme(name="Wonen")],
        target_groups=[make_target_group(name="Ouders")],
        supported_by=[partner],
        partners=["Bibliotheek"],
        lead="Jeugddienst",
        results="Tachtig gezinnen.",
    )
    PracticeMunicipality.objects.create(practice=practice, municipality=town, name_in_source="Winterslag")
    index.refresh(practice)

    for words in ("wonen", "ouder", "kruispunt", "bibliotheken", "jeugddienst", "gezin", "genk", "winterslag"):
        assert list(Practice.objects.matching(words)) == [practice], words


def test_every_kind_is_found_by_its_parts(db):
    """What belongs to an entry is searched with it, once the entry is indexed anew."""
    question, checklist = make_question(), make_checklist()
    make_argument(question=question, title="Zeldzaam")
    make_checklist_item(checklist=checklist, text="Zeldzaam")
    partner = make_contact_point(area="Zeldzaam").partner
    scheme = make_call(title="Zeldzaam").scheme
    monitor, indicator = make_monitor(frequency="zeldzaam"), make_indicator(definition="Zeldzaam")
    item = make_policy_item(lead=["Zeldzaam"])

    for entry in (question, checklist, partner, scheme, monitor, indicator, item):
        index.refresh(entry)
        assert list(type(entry).objects.matching("zeldzaam")) == [entry]


def test_refresh_is_no_edit(db):
    practice = make_practice()
    before = Practice.objects.get().updated_at

    index.refresh(practice)

    assert Practice.objects.get().updated_at == before


# Each searches in a way of its own.
@pytest.mark.parametrize(
    "address", ["/zoeken/", "/praktijken/", "/partners/", "/subsidies/", "/cijfers/", "/gemeenten/"]
)
def test_hostile_words_never_fail(get, address):
    make_practice(title="Elk kind telt")
    for words in HOSTILE:
        response = get(address, q=words)
        page = response.content.decode()

        assert response.status_code == 200, words[:20]
        assert "\0" not in page
        assert "<script>alert" not in page


@pytest.mark.parametrize("query", ["q=%ff%fe", "q=%ED%A0%80", "q=%", "q=%u1234", "q", "q=a&q=", "&&=", "q=%00"])
def test_malformed_addresses_never_fail(db, client, query):
    for address in ("/zoeken/", "/praktijken/", "/partners/", "/gemeenten/", "/subsidies/kalender.ics"):
        response = client.get(address, QUERY_STRING=query)

        assert response.status_code == 200, address


def test_search_page_groups_by_kind(get):
    found = [
        make_practice(title="Fiets 1"),
        make_checklist(title="Fiets 2"),
        make_question(title="Fiets 3"),
        make_partner(title="Fiets 4"),
        make_scheme(title="Fiets 5"),
        make_indicator(title="Fiets 6"),
        make_monitor(title="Fiets 7"),
        make_policy_item(title="Fiets 8"),
    ]
    response = get("/zoeken/", q="fietsen")

    groups = response.context["groups"]
    assert [(group["heading"], list(group["entries"]), group["count"]) for group in groups] == [
        ("Praktijken", [found[0]], 1),
        ("Hulpmiddelen", [found[1]], 1),
        ("Hete hangijzers", [found[2]], 1),
        ("Partners", [found[3]], 1),
        ("Subsidies", [found[4]], 1),
        ("Cijfers", [found[5]], 1),
        ("Waar vindt u cijfers?", [found[6]], 1),
        ("Beleidsplan", [found[7]], 1),
    ]
    assert "8 resultaten voor “fietsen”" in response.content.decode()
    for entry in found:
        assert f'href="{entry.get_absolute_url()}"' in response.content.decode()


def test_search_page_leads_to_all_of_a_kind(get):
    for _ in range(7):
        make_practice(title="Fiets & tram")
    response = get("/zoeken/", q="fiets & tram")

    assert len(response.context["groups"][0]["entries"]) == 5
    assert '<a href="/praktijken/?q=fiets+%26+tram">Alle 7</a>' in response.content.decode()
    assert len(get("/praktijken/", q="fiets & tram").context["page"]) == 7


def test_search_page_knows_places(get):
    town = make_municipality(name="Genk")
    make_place(name="Winterslag", municipality=town)
    response = get("/zoeken/", q="winterslag")
    page = response.content.decode()

    assert list(response.context["municipalities"]) == [town]
    assert "“winterslag” hoort bij Genk." in page
    assert "0 resultaten voor “winterslag”, en 1 gemeente met die naam" in page


def test_search_page_without_result_offers_themes(get):
    theme = make_theme()
    page = get("/zoeken/", q="nergens").content.decode()

    assert "Niets gevonden." in page
    assert f'<a href="{theme.get_absolute_url()}">' in page


@pytest.mark.parametrize("words", ["", "   ", "\0"])
def test_search_page_without_words(get, words):
    make_practice()
    response = get("/zoeken/", q=words)

    assert response.context["groups"] == []
    assert "Of typ de naam van een gemeente." in response.content.decode()


def test_long_question_is_cut(get):
    make_practice(title="Fiets")
    words = "fiets " * (WORDS_AT_MOST // 6) + "x" * 5000

    assert len(get("/zoeken/", q=words).context["words"]) == WORDS_AT_MOST
