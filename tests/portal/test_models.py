"""Places, names that lead to them, and what every entry has."""

from datetime import date

import pytest

from portal.models import Municipality, Status
from portal.text import fold
from practices.models import Practice
from tests.factories import (
    make_merged_municipality,
    make_municipality,
    make_place,
    make_practice,
    make_province,
    make_source,
    make_theme,
)


@pytest.fixture
def towns(db):
    """Municipalities by name: of today, merged into one of them, and with parts."""
    towns = {name: make_municipality(name=name) for name in ("Beveren-Kruibeke", "Waregem", "Genk", "Élzele")}
    towns["Beveren"] = make_merged_municipality(towns["Beveren-Kruibeke"], name="Beveren")
    make_place(name="Beveren", municipality=towns["Waregem"])
    make_place(name="Kruibekestraat", municipality=make_municipality(name="Aalter"))
    make_place(name="Winterslag", municipality=towns["Genk"])
    make_place(name="Genk", municipality=towns["Waregem"])
    for town in ("Genk", "Waregem"):
        make_place(name="Ruisbroek", municipality=towns[town])
    return towns


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Genk", ["Genk"]),  # its own name goes before a part of another
        ("Beveren", ["Beveren-Kruibeke"]),  # a former name goes before a part
        ("Winterslag", ["Genk"]),
        ("Ruisbroek", ["Genk", "Waregem"]),
        ("elzele", ["Élzele"]),
        ("ÉLZELE", ["Élzele"]),
        ("  gENK ", ["Genk"]),
        ("E\u0301lzele", ["Élzele"]),  # the accent as a character of its own
        ("Atlantis", []),
        ("", []),
        ("  ", []),
    ],
)
def test_known_as(towns, name, expected):
    assert [town.name for town in Municipality.objects.known_as(name)] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("bever", ["Beveren-Kruibeke", "Waregem"]),
        ("kruibeke", ["Beveren-Kruibeke", "Aalter"]),  # an own name goes before a part
        ("WINTER", ["Genk"]),
        ("el", ["Élzele"]),
        ("genk", ["Genk", "Waregem"]),
        ("atlantis", []),
    ],
)
def test_municipality_matching(towns, words, expected):
    assert [town.name for town in Municipality.objects.matching(words)] == expected


def test_municipalities_today(towns):
    names = ["Aalter", "Beveren-Kruibeke", "Élzele", "Genk", "Waregem"]

    assert [town.name for town in Municipality.objects.today()] == names


def test_municipality_in_words(db):
    today = make_municipality(name="Deinze")
    former = make_merged_municipality(today, name="Deinze", valid_until=date(2018, 12, 31))

    assert [str(today), str(former)] == ["Deinze", "Deinze (tot 2018)"]


@pytest.mark.parametrize(("type_", "expected"), [("brussel", True), ("gemeente", False)])
def test_municipality_in_brussels(db, type_, expected):
    assert make_municipality(type=type_).in_brussels is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Élan Sint-Truiden", "elan sint-truiden"),
        ("ZOÉ", "zoe"),
        ("Straße", "strasse"),
        ("ĳs", "ijs"),
        ("l’été", "l’ete"),
        ("", ""),
    ],
)
def test_fold(text, expected):
    assert fold(text) == expected


def test_sort_key_orders_accents_and_capitals(db):
    titles = ["zoo", "Élan", "école", "Appel", "éclair"]
    for title in titles:
        make_practice(title=title)

    assert [practice.title for practice in Practice.objects.all()] == [
        "Appel",
        "éclair",
        "école",
        "Élan",
        "zoo",
    ]


def test_sort_key_follows_title(db):
    practice = make_practice(title="Zoo")
    practice.title = "Élan"
    practice.save()

    assert Practice.objects.get().sort_key == "elan"


@pytest.mark.parametrize("status", Status)
def test_published_entries(db, status):
    practice = make_practice(status=status)

    shown = status == Status.PUBLISHED
    assert list(Practice.objects.published()) == ([practice] if shown else [])
    assert practice.is_public is shown


@pytest.mark.parametrize(("years", "expected"), [([2013, 2018, 2016], 2018), ([2013], 2013), ([], None)])
def test_facts_year(db, years, expected):
    practice = make_practice(sources=[make_source(year=year) for year in years])

    assert practice.facts_year == expected


def test_citation_in_words(db):
    practice = make_practice(sources=[make_source(title="Kapstokken", year=2013)])

    assert [str(citation) for citation in practice.citations.all()] == ["Kapstokken (2013), Hoofdstuk 1"]


def test_themes_in_their_order(db):
    last, first = make_theme(position=2), make_theme(position=1)

    assert list(make_practice(themes=[last, first]).themes.all()) == [first, last]


def test_names_of_vocabulary(db):
    named = [make_theme(name="Taal"), make_province(name="Limburg"), make_source(title="Boek", year=2013)]

    assert [str(thing) for thing in named] == ["Taal", "Limburg", "Boek (2013)"]
