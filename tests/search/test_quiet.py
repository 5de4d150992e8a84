"""Words that tell little of what is asked: they are not looked for, and some say which kind of entry is meant."""

import pytest

from tests.factories import make_indicator, make_monitor, make_municipality, make_practice
from tests.whole_site import titles


def found_everywhere(get, words):
    """The titles of what the search over everything has, the best first."""
    context = get("/zoeken/", q=words).context
    return [card.title for cards in [context["best"], *(group.cards for group in context["groups"])] for card in cards]


@pytest.mark.parametrize(
    "words", ["wat levert een moestuin ons op?", "levert moestuin", "kunnen wij een moestuin krijgen"]
)
def test_word_of_any_question_is_not_enough(get, words):
    """However rare it is in the entries, and few as there are with the others."""
    make_practice(title="Moestuin")
    make_practice(title="Wat een levert en wat een krijgt")

    assert titles(get("/praktijken/", q=words).context["page"]) == ["Moestuin"]


def test_only_words_of_any_question_are_looked_for(get):
    make_practice(title="Wat levert dat op?")
    make_practice(title="Iets anders")

    assert titles(get("/praktijken/", q="levert").context["page"]) == ["Wat levert dat op?"]


@pytest.fixture
def newcomers(db):
    """A figure, and practices about the same in two municipalities."""
    make_indicator(title="Nieuwkomers")
    for name in ("Genk", "Aalst"):
        make_practice(title=f"Nieuwkomers van {name}", municipalities=[make_municipality(name=name)])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("hoeveel nieuwkomers in Genk?", ["Nieuwkomers", "Nieuwkomers van Aalst", "Nieuwkomers van Genk"]),
        ("nieuwkomers in Genk", ["Nieuwkomers van Genk"]),
    ],
)
def test_question_for_figures_finds_those_of_all_municipalities(get, newcomers, words, expected):
    assert sorted(found_everywhere(get, words)) == expected


def test_list_without_figures_keeps_to_the_municipality(get, newcomers):
    found = titles(get("/praktijken/", q="hoeveel nieuwkomers in Genk?").context["page"])

    assert found == ["Nieuwkomers van Genk"]


def test_question_for_figures_leads_to_figures_and_to_where_they_are(get):
    for make in (make_practice, make_indicator, make_monitor):
        make(title=f"Asiel {make.__name__}")

    assert found_everywhere(get, "asiel")[0] == "Asiel make_practice"
    assert found_everywhere(get, "cijfers over asiel")[-1] == "Asiel make_practice"
