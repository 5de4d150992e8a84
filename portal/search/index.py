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
        SearchVector(Value(" ".join(lexemes(" ".join(filter(None, texts))))), config="simple", weight=weight)
        for weight, texts in entry.search_texts().items()
    ]
    type(entry)._base_manager.filter(pk=entry.pk).update(search_vector=reduce(add, vectors))
