"""The judged queries: the file is sound, and the search answers them well."""

from collections import Counter

import pytest
from django.conf import settings

from portal.content.check import Checked
from portal.content.files import read as read_content
from portal.content.load import load
from tests.search.answers import Answer, Asker, Entries, Score
from tests.search.bench import misses
from tests.search.judged import DIFFICULTIES, KINDS, NOTHING, Query, read

RECALL, MRR = 0.95, 0.75
QUERIES_AT_LEAST = 120


def checked_content():
    return Checked(read_content(settings.CONTENT_DIR))


def test_judged_queries_name_entries_of_the_content():
    """Nobody can find a misspelt slug, or one that left the content."""
    records = checked_content().records
    unknown = [
        (query.kind, slug)
        for query in read()
        for slug in query.expected + query.any_of + query.never
        if slug not in records["policy_item" if query.kind == "policy" else query.kind]
    ]

    assert unknown == []


def test_judged_queries_are_many_different_and_of_every_sort():
    queries = read()
    asked = Counter((query.kind, query.q.casefold()) for query in queries)

    assert len(queries) >= QUERIES_AT_LEAST
    assert [words for words, times in asked.items() if times > 1] == []
    assert {query.kind for query in queries} == {*KINDS, NOTHING}
    assert {query.difficulty for query in queries} == DIFFICULTIES


def test_judged_queries_expect_what_can_be_found_in_the_first_five():
    """All of at most five, or one of more; only what must find nothing expects nothing."""
    for query in read():
        assert len(query.expected) <= 5, query
        assert bool(query.expected) + bool(query.any_of) == (query.kind != NOTHING), query
        assert (query.kind == NOTHING) == (query.difficulty == NOTHING), query
        assert not query.good.intersection(query.never), query


@pytest.mark.parametrize(
    ("query", "slugs", "recall", "reciprocal_rank"),
    [
        (Query("scheme", "x", "exact", expected=("a", "b")), ["c", "a"], 0.5, 0.5),
        (Query("scheme", "x", "exact", expected=("a", "b")), ["b", "a"], 1, 1),
        (Query("scheme", "x", "exact", expected=("a",)), ["c", "d", "e", "f", "g", "a"], 0, 1 / 6),
        (Query("scheme", "x", "exact", any_of=("a", "b")), ["c", "d", "b"], 1, 1 / 3),
        (Query("scheme", "x", "exact", any_of=("a", "b")), [], 0, 0),
        (Query("scheme", "x", "minus", expected=("a",), never=("b",)), ["a", "b"], 0, 0),
        (Query("nothing", "x", "nothing"), [], 1, 1),
        (Query("nothing", "x", "nothing"), ["a"], 0, 0),
    ],
)
def test_answers_are_measured(query, slugs, recall, reciprocal_rank):
    answer = Answer(query, "/", tuple((query.kind, slug) for slug in slugs))

    assert (answer.recall(5), answer.reciprocal_rank) == (recall, reciprocal_rank)


def test_entries_of_another_kind_are_no_right_answer():
    query = Query("scheme", "x", "exact", expected=("a",))

    assert Answer(query, "/", (("practice", "a"), ("scheme", "a"))).reciprocal_rank == 0.5


def test_page_is_read_in_order_without_running_text_and_menus():
    page = Entries("/cijfers/bronnen/")
    page.feed(
        '<a href="/menu/">x</a><main><h3><a href="/partners/b/">B</a></h3><p>Vandaag: <a href="/partners/c/">C</a></p>'
        '<li id="d"></li><a href="../a/">A</a></main><a href="/voet/">x</a>'
    )

    assert page.found == ["/partners/b/", "/cijfers/bronnen/#d", "/cijfers/a/"]


def test_misses_say_what_is_missing_and_what_came_first():
    right = Answer(Query("scheme", "geld", "exact", expected=("a",)), "/", (("scheme", "a"),))
    wrong = Answer(
        Query("scheme", "geld -b", "minus", expected=("a", "c"), never=("b",)),
        "/",
        (("practice", "d"), ("scheme", "b"), ("scheme", "a")),
    )

    assert list(misses([right, wrong])) == [
        "  scheme, minus: geld -b  (recall 0.00)",
        "      niet bij de eerste vijf: c",
        "      mocht er niet staan: b",
        "      eerst: practice/d, b, a",
    ]


@pytest.fixture(scope="module")
def content(module_db):
    """The content of the project, in the database."""
    return load(checked_content())


# One test, so that of several processes only one loads the content.
def test_search_answers_the_judged_queries(db, content, client):
    asker, queries = Asker(client), read()
    everywhere = [asker.everywhere(query) for query in queries]
    in_lists = [asker.in_list(query) for query in queries]

    for answers in (everywhere, in_lists):
        score = Score.of(answers)
        assert score.recall_5 >= RECALL, "\n".join([str(score), *misses(answers)])
        assert score.mrr >= MRR, score
