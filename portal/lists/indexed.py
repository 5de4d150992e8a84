"""Filters of the lists of entries, which the search index answers."""

from dataclasses import replace

from django.db import connection

from portal.caching.remember import remembered
from portal.lists.drawing import drawn, facet_of
from portal.lists.facets import Facet
from portal.lists.filters import ListFilter
from portal.search.engine import Result, search
from portal.search.kinds import split
from portal.search.sql import RELEVANCE
from portal.search.statement import PLAIN, Found, Wish, ask, ask_rows, identifiers


@remembered
def counts_of_all(kind):
    """How many entries of `kind` have each value: a dict of axis to dict of number to int, and the total under None."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code, count(*) FROM portal_indexedentry, unnest(facets) AS code WHERE kind = %s GROUP BY code "
            "UNION ALL SELECT NULL, count(*) FROM portal_indexedentry WHERE kind = %s",
            [kind, kind],
        )
        for code, number in cursor.fetchall():
            if code is None:
                found[None] = number
            else:
                axis, value = split(code)
                found.setdefault(axis, {})[value] = number
    return found


@remembered
def choices_of_all(filter_class, name):
    """The choices of a facet when nothing is chosen."""
    return filter_class.base_filters[name].choices(
        counts_of_all(filter_class.kind).get(filter_class.base_filters[name].axis, {}), {}
    )


@remembered
def drawn_of_all(filter_class, name, is_open):
    """A facet of which nothing is chosen, as HTML: the same on most pages of a list, and a third of their time."""
    return drawn(facet_of(name, filter_class.base_filters[name], choices_of_all(filter_class, name)), is_open)


class IndexedFilter(ListFilter):
    """Base of the filters of a list of entries; `kind` says which."""

    kind = None
    own_order = "own"

    def addition(self):
        """What the list adds to the rows for a day: see portal.search.statement.Addition."""
        return PLAIN

    @property
    def facets_by_axis(self):
        """The chosen codes by axis; an axis without a choice is not there."""
        chosen = {name: self.data.getlist(name) for name, facet in self.filters.items() if isinstance(facet, Facet)}
        return {self.filters[name].axis: self.filters[name].codes(values) for name, values in chosen.items() if values}

    def wish(self, **more):
        """What the list asks of the index."""
        order = (
            self.filters["sorteer"].orders[self.order][1] if self.order else RELEVANCE if self.words else self.own_order
        )
        return Wish((self.kind,), facets=self.facets_by_axis, order=order, addition=self.addition(), **more)

    def find(self, wish):
        """The Result of a wish about the words that were typed, if any."""
        return search(wish, self.words, self.literally) if self.words else Result(ask(wish), None, wish)

    def page(self, offset, limit):
        """The Result for one page, counts included; choices() needs it."""
        wish = self.wish(offset=offset, limit=limit, count_on=self.axes_to_count())
        if self.words or wish.facets or wish.addition is not PLAIN:
            self.result = self.find(wish)
        else:  # the numbers of the whole list are at hand
            self.result = Result(Found(counts_of_all(self.kind).get(None, 0), ask_rows(wish), {}))
        return self.result

    def axes_to_count(self):
        """The axes of which the whole list's counts, which are at hand, will not do."""
        chosen = self.facets_by_axis
        axes = [facet.axis for facet in self.filters.values() if isinstance(facet, Facet) and facet.is_counted]
        return tuple(axis for axis in axes if self.words or chosen.keys() - {axis} or self.is_added(axis))

    def is_added(self, axis):
        """Whether the values on `axis` come from the addition, not from the index."""
        return False

    def draw(self, facet, is_open):
        name = facet["name"]
        if not facet["open"] and facet["choices"] is choices_of_all(type(self), name):
            return drawn_of_all(type(self), name, is_open)
        return super().draw(facet, is_open)

    def choices(self, name, facet):
        chosen = self.chosen_labels.get(name, {})
        if self.words and not self.result.understood:
            return facet.choices({}, chosen)
        if facet.axis in self.result.found.counts:
            counts = {split(code)[1]: number for code, number in self.result.found.counts[facet.axis].items()}
            return facet.choices(counts, chosen, is_least=facet.axis in self.result.found.beyond)
        if chosen:
            return facet.choices(counts_of_all(self.kind).get(facet.axis, {}), chosen)
        return choices_of_all(type(self), name)

    def newest(self, number):
        """The primary keys of the `number` newest entries of the filtered list."""
        wish = replace(self.wish(limit=number), order="newest")
        return [row["entry_id"] for row in self.find(wish).found.rows]

    def identifiers(self):
        """The primary keys of all entries of the filtered list, in its order."""
        wish = self.wish()
        if self.words:
            result = self.find(replace(wish, limit=1))
            if result.wish is None:
                return []
            wish = result.wish
        return identifiers(wish)
