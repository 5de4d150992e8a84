"""The page of one entry."""

from functools import lru_cache

from django.http import Http404
from django.utils import timezone
from django.views.generic import DetailView

from portal.lists.cards import card_of
from portal.queries import Lookup

LOOKUPS_KEPT = 64  # more than there are kinds of pages and of rows on them


class EntryDetail(DetailView):
    """A published entry, with its `card`: what the search index has of its relations, so that none is asked for.

    `rows` are relations of what belongs to the entry alone, which the card does not have; the page gets them in a dict
    of that name.
    """

    rows = ()

    def get_queryset(self):
        return self.model.objects.published().with_card()

    def get_object(self, queryset=None):
        found = entries_for(type(self), timezone.localdate())(self.kwargs["slug"])
        if not found:
            raise Http404
        return found[0]

    def get_context_data(self, **kwargs):
        rows = {name: rows_of(self.model, name)(self.object.pk) for name in self.rows}
        return super().get_context_data(card=card_of(self.object), rows=rows, **kwargs)


@lru_cache(maxsize=LOOKUPS_KEPT)
def entries_for(view, day):
    """The Lookup, by slug, of the entries that the pages of class `view` show; by day, for what they say of today."""
    return Lookup(lambda slug: view().get_queryset().filter(slug=slug), "")


@lru_cache(maxsize=LOOKUPS_KEPT)
def rows_of(model, name):
    """The Lookup, by the primary key of an entry of `model`, of what its relation `name` holds."""
    relation = model._meta.get_field(name)
    rows = relation.related_model._default_manager
    return Lookup(lambda key: rows.filter(**{relation.field.name: key}), 0)
