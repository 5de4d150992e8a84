"""Many changes at once, and two who change at once."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import IndexedEntry
from portal.search import changes, index
from practices.models import Practice
from tests import factories
from tests.search.indexed import rebuild, rows, words, words_in_rows


def saves(captured):
    """How many times rows were written to the index."""
    return sum("INSERT INTO portal_indexedentry" in query["sql"] for query in captured)


def test_together_indexes_once(db):
    practice, theme = factories.make_practice(), factories.make_theme()
    with CaptureQueriesContext(connection) as apart:
        practice.save()
        practice.themes.add(theme)

    with CaptureQueriesContext(connection) as captured, changes.together():
        for summary in ("Eerst.", "Dan.", "Een kersenbloesem."):
            practice.summary = summary
            practice.save()
        practice.themes.clear()
        with changes.together():
            factories.make_municipality()
        before = saves(captured)

    assert (saves(apart), before, saves(captured)) == (2, 0, 1)
    assert words()["kersenbloesem"] == 1


def test_together_is_all_or_nothing(db):
    practice = factories.make_practice(title="Eerst")
    before = rows()

    practice.title = "Dan"

    with pytest.raises(TypeError), changes.together():
        int(practice.save())

    assert (Practice.objects.get().title, rows()) == ("Eerst", before)
    practice.save()
    assert IndexedEntry.objects.get().sort_key == "dan"


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Practices that other connections see too, until the test is over."""
    with django_db_blocker.unblock():
        source = factories.make_source()
        practices = [
            factories.make_practice(summary=f"Samen lezen en fietsen {number}.", sources=[source])
            for number in range(6)
        ]
        yield practices
        Practice.objects.all().delete()
        source.delete()
        connection.close()


def test_two_that_index_at_once(committed):
    """They share words and entries; neither waits for ever, and the words are counted right."""
    start, failures = Barrier(2), []

    def work(order, text):
        try:
            start.wait()
            for _ in range(4):
                for practice in order:
                    Practice.objects.filter(pk=practice.pk).update(approach=f"{text} eten en slapen")
                    index.refresh(Practice, [practice.pk for practice in order])
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=args) for args in ((committed, "Vroeg"), (committed[::-1], "Laat"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failures == []
    kept, listed = rows(), words()
    rebuild()
    assert kept == rows()
    assert listed == words() == words_in_rows()
