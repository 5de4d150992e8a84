"""Keeping an entry findable: its lexemes, weighted, in its own row."""

from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchVector
from django.db.models import Value

from portal.search.analysis import lexemes


def refresh(entry):
    """Index `entry` anew. Call it after its relations are saved too: their names are searched as well.

    Writes with update(): being indexed is not being edited, so `updated_at` stays.
    """
    vectors = [
        SearchVector(Value(indexed(texts)), config="simple", weight=weight)
        for weight, texts in entry.search_texts().items()
    ]
    type(entry)._base_manager.filter(pk=entry.pk).update(search_vector=reduce(add, vectors))


def indexed(texts):
    """What of `texts` goes into the index: every lexeme of every word, as one text."""
    return " ".join(lexeme for word in lexemes(" ".join(filter(None, texts))) for lexeme in word)
