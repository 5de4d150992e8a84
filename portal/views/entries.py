"""The page of one entry."""

from django.views.generic import DetailView

from portal.lists.cards import card_of


class EntryDetail(DetailView):
    """A published entry, with its `card`: what the search index has of its relations, so that none is asked for.

    `rows` are relations that its page shows and the card does not have.
    """

    rows = ()

    def get_queryset(self):
        return self.model.objects.published().with_card().prefetch_related(*self.rows)

    def get_context_data(self, **kwargs):
        return super().get_context_data(card=card_of(self.object), **kwargs)
