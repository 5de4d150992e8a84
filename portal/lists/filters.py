"""What visitors chose in a list: read from the address, never failing, and written back as chips and addresses.

On top of django-filter: a list's FilterSet declares facets, words and an order under their Dutch name in the address.
Values that a facet does not know are collected in `ignored`, named on the page, and left out.
"""

from urllib.parse import urlencode

import django_filters
from django.http import QueryDict
from django.utils.functional import cached_property

from portal.lists.drawing import drawn, facet_of
from portal.lists.facets import Facet
from portal.search.question import LONGEST


class WordsFilter(django_filters.CharFilter):
    """Entries in which the words occur."""


class SortFilter(django_filters.ChoiceFilter):
    """The order of the list: `orders` maps a value in the address to its label and what the list calls that order.

    Without a choice the list keeps its own order: relevance when there are words.
    """

    def __init__(self, orders, **kwargs):
        self.orders = orders
        super().__init__(choices=[(value, label) for value, (label, _) in orders.items()], **kwargs)

    def known(self, values):
        """Which of `values` exist; a dict of value to label."""
        return {value: self.orders[value][0] for value in values if value in self.orders}


ORDERS = {
    "titel": ("Titel A–Z", "title"),
    "nieuw": ("Laatst toegevoegd", "newest"),
}


class ListFilter(django_filters.FilterSet):
    """Base of the filters of a list."""

    q = WordsFilter(label="woorden")
    sorteer = SortFilter(ORDERS, label="volgorde")
    # What was made of the words, a Result of portal.search.engine; None where words are no search.
    result = None

    def __init__(self, data=None):
        # Not FilterSet's own: that copies every filter and builds a form, which costs more than the list.
        self.filters = self.base_filters
        self.ignored, self.chosen_labels = [], {}
        self.data = self.understood(data or QueryDict())

    def understood(self, data):
        """`data` without values that no filter knows; those land in `ignored` as (label, value)."""
        kept = QueryDict(mutable=True)
        for name, candidate in self.filters.items():
            values = [value.replace("\0", "") for value in data.getlist(name) if value.strip("\0 ")]
            if isinstance(candidate, Facet):
                values = candidate.translated(values)
            values = list(dict.fromkeys(values))
            if values and hasattr(candidate, "known"):
                known = candidate.known(values)
                self.ignored += [(candidate.label, value) for value in values if value not in known]
                self.chosen_labels[name] = known
                values = [value for value in values if value in known]
            if values:
                is_facet = isinstance(candidate, Facet)
                kept.setlist(name, values if is_facet else [value[:LONGEST] for value in values[-1:]])
        if kept.get("q") and data.get("letterlijk") == "1":
            kept["letterlijk"] = "1"
        return kept

    @property
    def literally(self):
        """Whether to search for exactly what was typed, typing errors and all."""
        return "letterlijk" in self.data

    @property
    def words(self):
        """The words searched for; empty when none."""
        return self.data.get("q") or ""

    @property
    def order(self):
        """The chosen order as the address has it; empty when none."""
        return self.data.get("sorteer") or ""

    def facets(self):
        """The facets with their choices, for the page; a list of dicts `name`, `label`, `show_as`, `choices`, `open`.

        A choice's count is what the list would hold with it, the other facets as they are: so choosing two values of
        a facet widens, and choosing in two facets narrows.
        """
        return [
            facet_of(name, facet, self.choices(name, facet), bool(self.chosen_labels.get(name)))
            for name, facet in self.filters.items()
            if isinstance(facet, Facet)
        ]

    def draw(self, facet, is_open):
        """One of facets() as HTML; `is_open` when it is unfolded though nothing in it is chosen."""
        return drawn(facet, is_open)

    def choices(self, name, facet):
        """The choices of one facet; a list of Choice."""
        raise NotImplementedError

    def chosen(self):
        """What is chosen now, each with the query string that drops it; a list of dicts `label`, `text`, `without`."""
        return self.chips

    @cached_property
    def chips(self):
        """The same, worked out once: three parts of the page ask."""
        chips = [
            self.chip(name, self.filters[name].label, value, label)
            for name, labels in self.chosen_labels.items()
            if name != "sorteer"
            for value, label in labels.items()
        ]
        words = [self.chip("q", "woorden", self.words, f"“{self.words}”")] if self.words else []
        return words + chips

    def chip(self, name, label, value, text):
        """One chosen filter and the query string of the list without it."""
        dropped = ("q", "letterlijk") if name == "q" else ()
        pairs = [(key, each) for key, each in self.pairs() if key not in dropped and (key, each) != (name, value)]
        return {"label": label, "text": text, "without": urlencode(pairs)}

    def pairs(self):
        """What is chosen as the address has it; a list of (name, value)."""
        return [(name, value) for name, values in self.data.lists() for value in values]

    @property
    def query_string(self):
        """The filters as they stand, without the page, for links that keep them."""
        return self.data.urlencode()
