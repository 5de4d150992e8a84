"""Making the index anew, while the portal stays up."""

import pytest
from django.core.management import call_command
from django.db.models import F, Value
from django.db.models.functions import Concat

from partners.models import Partner
from portal.models import IndexedEntry, IndexedWord
from portal.search import index
from practices.models import Practice
from tests.search.indexed import execute, rebuild, rows, words, words_in_rows
from tests.whole_site import titles


def test_rebuilding_leaves_all_as_it_was(site):
    before, listed = rows(), words()

    rebuild()

    assert (rows(), words()) == (before, listed)


def test_rebuilding_tells_how_far_it_is(site, monkeypatch, capsys):
    monkeypatch.setattr(index, "BATCH", 2)

    call_command("rebuild_search")

    told = capsys.readouterr().out
    assert "hulpmiddelen: 2 van 2\n" in told
    assert "doelen en acties: 2 van 3\r" in told
    assert "doelen en acties: 3 van 3\n" in told
    assert told.endswith("De zoekindex is opnieuw gemaakt.\n")


def test_rebuilding_repairs(site):
    before, listed = rows(), words()
    practice = IndexedEntry.objects.filter(kind=Practice.search_kind)
    practice.update(sort_key="stuk", vector=Value("'=stuk':1"), facets=[], passage="stuk")
    IndexedEntry.objects.filter(kind=Partner.search_kind).delete()
    execute(
        "INSERT INTO portal_indexedentry SELECT kind, entry_id + 1000, day, completeness, own_order, sort_key, facets,"
        " vector, card, relations, passage FROM portal_indexedentry"
    )
    IndexedWord.objects.update(entries=F("entries") + 5, word=Concat("word", Value("x")))

    rebuild()

    assert (rows(), words()) == (before, listed)


def test_rebuilding_finds_what_signals_missed(site, get):
    Practice.objects.update(title="Kersenbloesem", sort_key="kersenbloesem")

    rebuild()

    assert titles(get("/praktijken/", q="kersenbloesem").context["page"]) == ["Kersenbloesem"]
    assert words() == words_in_rows()


def test_crash_while_rebuilding_leaves_every_entry_findable(site, monkeypatch):
    before = rows()
    batches = []

    def crash(model, keys, count_words=True):
        batches.append(model)
        if len(batches) == 3:
            raise ConnectionError
        refresh(model, keys, count_words)

    refresh = index.refresh
    monkeypatch.setattr(index, "BATCH", 1)
    with monkeypatch.context() as patch:
        patch.setattr(index, "refresh", crash)
        with pytest.raises(ConnectionError):
            rebuild()

    assert rows() == before
    rebuild()
    assert (rows(), words()) == (before, words_in_rows())
