"""Finding entries by words."""

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from portal.search.analysis import lexemes


def matching(queryset, words):
    """The entries of `queryset` in which all of `words` occur, most relevant first.

    Annotates `relevance` (PostgreSQL's ts_rank, higher is better). A question in plain words works: its stop words
    are left out. Words that hold nothing to search for match nothing.
    """
    wanted = lexemes(words)
    if not wanted:
        return queryset.none()
    query = SearchQuery(" ".join(wanted), config="simple", search_type="plain")
    return (
        queryset.filter(search_vector=query)
        .annotate(relevance=SearchRank(F("search_vector"), query))
        .order_by("-relevance", "sort_key", "pk")
    )
