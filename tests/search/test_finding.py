"""Finding entries by words: Dutch as people type it, and what comes first."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from portal.search import weights
from portal.search.analysis import lexemes, lexemes_of
from practices.models import PracticeMunicipality
from tests.factories import (
    make_argument,
    make_call,
    make_checklist,
    make_checklist_item,
    make_contact_point,
    make_figure,
    make_indicator,
    make_monitor,
    make_municipality,
    make_partner,
    make_policy_item,
    make_practice,
    make_question,
    make_scheme,
    make_source,
    make_synonyms,
    make_target_group,
    make_theme,
)
from tests.whole_site import titles


@pytest.fixture
def found(get):
    """The titles that a list has for `words`, in order."""

    def found(words, address="/praktijken/", **query):
        return titles(get(address, q=words, **query).context["page"])

    return found


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
        ("maarsport", "Sport"),  # put together with a stop word
    ],
)
def test_words_find(found, words, title):
    make_practice(title=title)
    make_practice(title="Iets heel anders")

    assert found(words) == [title]


@pytest.mark.parametrize(
    "words",
    [
        "ik heb een tolk nodig",  # somebody tells something
        "tolk nodig",  # a word of any question
        "praktijk tolk",  # a kind of entry
    ],
)
def test_words_that_tell_little_need_not_be_found(found, words):
    """Though many have them too."""
    for number in range(weights.FEW):
        make_practice(title=f"Iets anders {number}", summary="Wat nodig is in de praktijk voor wie een tolk zoekt.")
    make_practice(title="Tolk")

    assert found(words)[0] == "Tolk"


def test_hyphen_with_a_small_word_makes_a_name(found):
    for title in ("IN-Gent", "Wonen in Gent"):
        make_practice(title=title)

    assert found("in-gent") == ["IN-Gent"]
    assert sorted(found("gent")) == ["IN-Gent", "Wonen in Gent"]


@pytest.mark.parametrize("words", ["niet-begeleide minderjarigen", '"niet-begeleide minderjarigen"'])
def test_hyphen_with_a_small_word_is_found_with_and_without_quotes(found, words):
    make_practice(title="Opvang van niet-begeleide minderjarigen")
    make_practice(title="Minderjarigen")

    assert found(words)[0] == "Opvang van niet-begeleide minderjarigen"


def test_part_of_an_expression_will_do_when_few_have_it_whole(found):
    make_synonyms(words=["leren fietsen", "fietsles"])
    for title in ("Buurman fietst", "Vrouwen zwemmen", "Fietsles"):
        make_practice(title=title)
    for number in range(9):
        make_practice(title=f"Leren {number}")

    assert found("leren fietsen") == ["Fietsles", "Buurman fietst"]


@pytest.mark.parametrize("words", ["de het een", "wat is het", "!?", "…", "auto"])
def test_words_find_nothing(found, words):
    make_practice(title="De fiets")

    assert found(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ('"open huis"', ["Een open huis"]),
        ('"huis open"', ["Een huis open voor de buurt"]),
        ("“open huis”", ["Een open huis"]),
        ("huis -open", ["Het huis van de buurt"]),
        ('huis -"open huis"', ["Een huis open voor de buurt", "Het huis van de buurt"]),
        ('"open huizen"', []),
    ],
)
def test_quotes_keep_words_together_and_a_minus_leaves_out(found, words, expected):
    for title in ("Een open huis", "Een huis open voor de buurt", "Het huis van de buurt"):
        make_practice(title=title)

    assert sorted(found(words)) == expected


def test_lexemes_fold_and_leave_out_stop_words():
    assert lexemes("De Kinderen van het café") == [("kinderen", "kind"), ("cafe",)]
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


def test_title_goes_before_summary_before_text_before_source(found):
    make_practice(title="In een bron", sources=[make_source(title="Fietsen")])
    make_practice(title="In een tekst", approach="Over fietsen.")
    make_practice(title="In de samenvatting", summary="Over fietsen.")
    make_practice(title="Over fietsen", summary="Anders.")

    assert found("fiets") == ["Over fietsen", "In de samenvatting", "In een tekst", "In een bron"]


def test_of_equally_relevant_the_fuller_then_the_newer(found):
    make_practice(title="Fiets oud", published_on=date(2026, 1, 1))
    make_practice(title="Fiets nieuw", published_on=date(2026, 2, 1))
    make_practice(title="Fiets vol", published_on=date(2025, 1, 1), budget="Niets.", period="Altijd.")

    assert found("fiets") == ["Fiets vol", "Fiets nieuw", "Fiets oud"]


@pytest.mark.parametrize(
    "words", ["wonen", "ouder", "kruispunt", "bibliotheken", "jeugddienst", "gezin", "genk", "winterslag", "gents"]
)
def test_practice_is_found_by_all_it_says(found, words):
    practice = make_practice(
        title="Alles",
        themes=[make_theme(name="Wonen")],
        target_groups=[make_target_group(name="Ouders")],
        supported_by=[make_partner(title="Kruispunt")],
        partners=["Bibliotheek"],
        lead="Jeugddienst",
        results="Tachtig gezinnen.",
    )
    for name, part in [("Genk", "Winterslag"), ("Gent", "")]:
        PracticeMunicipality.objects.create(
            practice=practice, municipality=make_municipality(name=name), name_in_source=part
        )

    assert found(words) == ["Alles"]


PARTS = {
    "/hete-hangijzers/": lambda: make_argument(question=make_question(), title="Zeldzaam").question,
    "/hulpmiddelen/": lambda: make_checklist_item(checklist=make_checklist(), text="Zeldzaam").checklist,
    "/partners/": lambda: make_contact_point(area="Zeldzaam").partner,
    "/subsidies/": lambda: make_call(title="Zeldzaam").scheme,
    "/cijfers/bronnen/": lambda: make_monitor(frequency="zeldzaam"),
    "/beleidsplan/": lambda: make_policy_item(lead=["Zeldzaam"]),
}


@pytest.mark.parametrize("address", PARTS)
def test_every_kind_is_found_by_its_parts(found, address):
    """What belongs to an entry is searched with it."""
    entry = PARTS[address]()

    assert found("zeldzaam", address) == [entry.title]


def test_figures_are_found_by_their_indicator(get):
    figure = make_figure(indicator=make_indicator(definition="Zeldzaam"))
    make_figure()

    assert list(get("/cijfers/", q="zeldzaam").context["page"]) == [figure]


def test_refresh_is_no_edit(db):
    """Whoever indexes an entry does not touch it: the content loader looks at when it was saved."""
    scheme = make_scheme()
    before = scheme.updated_at

    make_call(scheme=scheme)

    scheme.refresh_from_db()
    assert scheme.updated_at == before


@pytest.mark.parametrize(
    ("whole", "expected"),
    [
        (0, ["Moestuin en zwembad", "Zwembad, moestuin"]),
        (2, ["Auto 1", "Auto 2", "Moestuin en zwembad", "Zwembad, moestuin"]),
        (5, ["Auto 1", "Auto 2", "Auto 3", "Auto 4", "Auto 5"]),
    ],
)
def test_entries_with_some_words_when_few_have_all(get, whole, expected):
    """With filters too, which leave few."""
    theme = make_theme(slug="ruimte")
    for number in range(1, whole + 1):
        make_practice(title=f"Auto {number}", summary="Met moestuin en zwembad.", themes=[theme])
    make_practice(title="Moestuin en zwembad", themes=[theme])
    make_practice(title="Zwembad, moestuin", themes=[theme])
    for number in range(6):
        make_practice(title=f"Auto elders {number}", summary="Met moestuin en zwembad.", themes=[make_theme()])

    context = get("/praktijken/", q="auto moestuin zwembad", thema="ruimte").context
    themes = next(facet["choices"] for facet in context["facets"] if facet["name"] == "thema")
    assert sorted(titles(context["page"])) == expected
    assert next(choice.count for choice in themes if choice.value == "ruimte") == len(expected)
