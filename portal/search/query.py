"""Finding entries by words."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from portal.search.analysis import lexemes


def matching(queryset, words, vector="search_vector", ties=("sort_key", "pk")):
    """The rows of `queryset` in which all of `words` occur, most relevant first; `ties` settle what is equal.

    `vector` is the field that is searched. Annotates `relevance` (PostgreSQL's ts_rank, higher is better). A question
    in plain words works: its stop words are left out. Words that hold nothing to search for match nothing.
    """
    wanted = lexemes(words)
    if not wanted:
        return queryset.none()
    query = SearchQuery(" & ".join(map(any_of, wanted)), config="simple", search_type="raw")
    return (
        queryset.filter(**{vector: query})
        .annotate(relevance=SearchRank(F(vector), query))
        .order_by("-relevance", *ties)
    )


def any_of(word):
    """The part of a PostgreSQL query that finds a word by any of its lexemes, quoted."""
    quoted = ("'{}'".format(lexeme.replace("\\", "\\\\").replace("'", "''")) for lexeme in word)
    return f"({' | '.join(quoted)})"
