"""Editors see what is sought and not found, and nobody can see who sought it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError
from django.http import HttpResponse

from portal import searches
from portal.models import SearchCount
from tests.factories import make_practice, make_theme

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)


def counted():
    """What waits to be written: words to (times, results)."""
    return {words: found for (_, words), found in searches.counts.found.items()}


def written():
    return list(SearchCount.objects.order_by("day", "words").values_list("day", "words", "times", "results"))


def noted(words, results=1):
    """What is noted of a page with these words."""
    response = HttpResponse()
    searches.note(response, words, results)
    return searches.noted(response)


def test_visits_are_counted_also_of_a_kept_page(client, db):
    make_practice(title="Huiswerk maken")
    etag = client.get("/zoeken/?q=Huiswerk").headers["ETag"]
    client.get("/zoeken/?q=Huiswerk")
    client.get("/zoeken/?q=huiswerk")
    client.get("/zoeken/?q=huiswerk", headers={"If-None-Match": etag.replace("W/", "")})
    client.head("/zoeken/?q=huiswerk")
    client.get("/zoeken/?q=Huiswerk", headers={"If-None-Match": etag})
    client.get("/zoeken/?q=yoga")
    client.get("/zoeken/")

    assert counted() == {"huiswerk": (4, 1), "yoga": (1, 0)}
    assert written() == []


def test_search_in_a_list_is_counted_once(client, db):
    practices = [make_practice(title=f"Sport {number}") for number in range(21)]
    for address in [
        "/praktijken/?q=sport",
        "/praktijken/?q=sport&pagina=2",
        f"/praktijken/?q=sport&thema={practices[0].slug}",
        "/praktijken/",
        "/praktijken/atom.xml?q=sport",
    ]:
        client.get(address)

    # The third: a theme that nobody knows is left out.
    assert counted() == {"sport": (2, 21)}


def test_search_that_is_narrowed_is_not_counted_again(client, db):
    theme = make_theme()
    make_practice(title="Sport", themes=[theme])

    client.get("/praktijken/", {"q": "sport", "thema": theme.slug})

    assert counted() == {}


def test_editor_is_not_counted(client, db):
    client.cookies["sessionid"] = "whatever"
    client.get("/zoeken/?q=huiswerk")

    assert counted() == {}


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("  Élan   Sint-Truiden ", "elan sint-truiden"),
        ("NT2 in 2024", "nt2 in 2024"),
        ("x" * 100, "x" * 80),
        ("a\0b", "a b"),
        ("jan@gemeente.be", None),
        ("jan＠gemeente.be", None),
        ("04 70 1", None),
        ("85.07.30-033.61", None),
        ("１２３４５", None),
        ("", None),
        (" \0 ", None),
    ],
)
def test_words_are_folded_and_sorted_out(words, kept):
    assert noted(words, 3) == (kept and (kept, 3))


def test_memory_is_bounded():
    for number in range(600):
        searches.count((f"woord {number}", 1))
    searches.count(("woord 7", 2))

    assert len(counted()) == 500
    assert counted()["woord 7"] == (2, 2)


def test_writing_adds_up(db):
    for results in (0, 4):
        searches.count(("taal", results))
        searches.count(("taal", results))
        searches.count(("sport", 9))
        searches.write()

    assert written() == [(TODAY, "sport", 2, 9), (TODAY, "taal", 4, 4)]
    assert counted() == {}


def test_each_day_has_its_own_count(db, time_machine):
    searches.count(("taal", 1))
    time_machine.move_to("2026-06-16T00:00:30+02:00", tick=False)
    searches.count(("taal", 1))
    searches.write()

    assert [row[:3] for row in written()] == [(TODAY, "taal", 1), (date(2026, 6, 16), "taal", 1)]


def test_old_days_are_removed(db):
    for days in (399, 400, 401):
        SearchCount.objects.create(day=TODAY - timedelta(days=days), words="oud", times=1, results=1)
    searches.count(("taal", 1))
    searches.write()

    assert [(TODAY - row[0]).days for row in written()] == [400, 399, 0]


def test_day_is_bounded(db, monkeypatch):
    monkeypatch.setattr(searches, "MOST_A_DAY", 3)
    SearchCount.objects.create(day=TODAY, words="oud", times=1, results=1)
    for words in ("a", "b", "c", "oud"):
        searches.count((words, 0))
    searches.write()

    assert [row[1:3] for row in written()] == [("a", 1), ("b", 1), ("oud", 2)]


def test_what_cannot_be_written_is_given_up(db, monkeypatch, caplog):
    def unreachable(_):
        raise DatabaseError("nobody there")

    monkeypatch.setattr(searches, "_write", unreachable)
    searches.count(("taal", 1))
    searches.write()

    assert counted() == {}
    assert caplog.messages == ["1 searches are not counted: nobody there"]
