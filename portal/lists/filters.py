"""Filters with counts beside each choice, on top of django-filter.

A list's FilterSet declares facets (choices that entries share), words and an order. Values that a facet does not know
never fail: they are collected in `ignored`, named on the page, and left out.
"""

from collections import Counter
from dataclasses import dataclass

import django_filters
from django import forms
from django.db.models import Q
from django.http import QueryDict

from portal.models import Municipality, Source
from portal.text import fold

WORDS_AT_MOST = 200  # characters; a longer question is cut, so that hostile addresses stay cheap


@dataclass(frozen=True)
class Choice:
    """One choice of a facet as the page shows it: `count` entries of the list would be left."""

    value: str
    label: str
    count: int
    chosen: bool


class ValuesField(forms.MultipleChoiceField):
    """Takes any values: the facet has left out what it does not know before the form sees them."""

    def validate(self, value):
        """Accepts all."""


class Facet(django_filters.Filter):
    """Entries that share at least one of the chosen values.

    `paths` are the relations over which a value is reached; an entry has the values of all of them together.
    `key` and `label_field` are the related object's fields for the address and the page.
    """

    field_class = ValuesField

    def __init__(self, *paths, key="slug", label_field="name", model=None, show_as="checks", **kwargs):
        super().__init__(**kwargs)
        self.paths, self.key, self.label_field = paths, key, label_field
        self.model, self.show_as = model, show_as

    def filter(self, queryset, values):
        if not values:
            return queryset
        wanted = Q()
        for path in self.paths:
            wanted |= Q(**{f"{path}__{self.key}__in": values})
        # A subquery, not a join: an entry with two of the values stays one row.
        return queryset.filter(pk__in=queryset.model._base_manager.filter(wanted).values("pk"))

    def known(self, values):
        """Which of `values` exist; a dict of value to label."""
        rows = self.model._base_manager.filter(**{f"{self.key}__in": values})
        return dict(rows.values_list(self.key, self.label_field))

    def translated(self, values):
        """`values` as the facet means them today; the same unless a subclass knows better."""
        return values

    def counted(self, queryset):
        """How many entries of `queryset` have each value; a dict of (value, label) to int."""
        pairs = set()
        for path in self.paths:
            rows = queryset.order_by().values_list("pk", f"{path}__{self.key}", f"{path}__{self.label_field}")
            pairs.update(row for row in rows if row[1] is not None)
        return Counter((value, label) for _, value, label in pairs)


class ChoiceFacet(Facet):
    """A facet of a column with fixed choices, or of an annotation with them."""

    def __init__(self, column, choices, **kwargs):
        super().__init__(column, **kwargs)
        self.column, self.labels = column, dict(choices.choices)

    def filter(self, queryset, values):
        return queryset.filter(**{f"{self.column}__in": values}) if values else queryset

    def known(self, values):
        return {value: self.labels[value] for value in values if value in self.labels}

    def counted(self, queryset):
        values = queryset.order_by().values_list(self.column, flat=True)
        return Counter((value, self.labels[value]) for value in values)


class WordsFilter(django_filters.CharFilter):
    """Entries in which all the words occur."""

    def filter(self, queryset, value):
        return queryset.matching(value[:WORDS_AT_MOST]) if value else queryset


class SortFilter(django_filters.ChoiceFilter):
    """The order of the list: `orders` maps a value to a label and the fields to order by.

    `ties` settle what is equal. Without a choice the list keeps its own order: relevance when there are words.
    """

    def __init__(self, orders, ties=("sort_key", "pk"), **kwargs):
        self.orders, self.ties = orders, ties
        super().__init__(choices=[(value, label) for value, (label, _) in orders.items()], **kwargs)

    def filter(self, queryset, value):
        return queryset.order_by(*self.orders[value][1], *self.ties) if value else queryset

    def known(self, values):
        """Which of `values` exist; a dict of value to label."""
        return {value: self.orders[value][0] for value in values if value in self.orders}


ORDERS = {
    "titel": ("Titel A–Z", ["sort_key"]),
    "nieuw": ("Laatst toegevoegd", ["-published_on"]),
}


class MunicipalityFacet(Facet):
    """By NIS code; a municipality that merged leads to the entries of its successor."""

    def __init__(self, *paths, **kwargs):
        super().__init__(*paths, key="nis", model=Municipality, show_as="select", label="gemeente", **kwargs)

    def translated(self, values):
        merged = Municipality.objects.filter(nis__in=values, successor__isnull=False)
        successors = dict(merged.values_list("nis", "successor__nis")) if values else {}
        return [successors.get(value, value) for value in values]


class SourceFacet(Facet):
    def __init__(self, **kwargs):
        super().__init__("sources", label_field="title", model=Source, label="bron", **kwargs)


class ListFilter(django_filters.FilterSet):
    """Base of the filters of a list. Subclasses declare facets under their Dutch name in the address."""

    q = WordsFilter(label="woorden")
    sorteer = SortFilter(ORDERS, label="volgorde")

    def __init__(self, data=None, *args, **kwargs):
        self.ignored = []
        super().__init__(self.understood(data or QueryDict()), *args, **kwargs)
        self.form.full_clean()

    def understood(self, data):
        """`data` without values that no filter knows; those land in `ignored` as (label, value)."""
        kept = QueryDict(mutable=True)
        self.chosen_labels = {}
        for name, candidate in self.base_filters.items():
            values = [value.replace("\0", "") for value in data.getlist(name) if value.strip("\0 ")]
            if isinstance(candidate, Facet):
                values = candidate.translated(values)
            values = list(dict.fromkeys(values))
            if hasattr(candidate, "known"):
                known = candidate.known(values) if values else {}
                self.ignored += [(candidate.label, value) for value in values if value not in known]
                self.chosen_labels[name] = known
                values = [value for value in values if value in known]
            kept.setlist(name, values[-1:] if isinstance(candidate, (WordsFilter, SortFilter)) else values)
        return kept

    @property
    def words(self):
        """The words searched for; empty when none."""
        return self.form.cleaned_data.get("q", "")

    @property
    def qs(self):
        """The filtered list, in order."""
        if not hasattr(self, "_qs"):
            self._qs = self.narrowed()
        return self._qs

    def narrowed(self, without=None):
        """The list filtered by everything, or by everything but the facet named `without`."""
        queryset = self.queryset.all()
        for name, value in self.form.cleaned_data.items():
            if name != without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset

    def facets(self):
        """The facets with their choices, for the page; a list of dicts `name`, `label`, `show_as`, `choices`.

        A choice's count is what the list would hold with it, the other facets as they are. Choices without entries
        are left out, unless chosen.
        """
        return [
            {
                "name": name,
                "label": facet.label,
                "show_as": facet.show_as,
                "choices": self.choices(name, facet),
                "open": bool(self.chosen_labels.get(name)),
            }
            for name, facet in self.filters.items()
            if isinstance(facet, Facet)
        ]

    def choices(self, name, facet):
        """The choices of one facet, most entries first, in a menu by name; a list of Choice."""
        chosen = self.chosen_labels.get(name, {})
        counts = facet.counted(self.narrowed(without=name))
        for value, label in chosen.items():
            counts.setdefault((value, label), 0)
        choices = [Choice(value, label, count, value in chosen) for (value, label), count in counts.items()]
        by_label = sorted(choices, key=lambda choice: (fold(choice.label), choice.value))
        return by_label if facet.show_as == "select" else sorted(by_label, key=lambda choice: -choice.count)

    def chosen(self):
        """What is chosen now, each with the query string that drops it; a list of dicts `label`, `value`, `without`."""
        chips = []
        for name, labels in self.chosen_labels.items():
            if name != "sorteer":
                chips += [self.chip(name, self.filters[name].label, value, label) for value, label in labels.items()]
        if self.words:
            chips.insert(0, self.chip("q", "woorden", self.words, f"“{self.words}”"))
        return chips

    def chip(self, name, label, value, text):
        """One chosen filter and the query string of the list without it."""
        rest = self.data.copy()
        rest.setlist(name, [other for other in rest.getlist(name) if name != "q" and other != value])
        return {"label": label, "text": text, "without": rest.urlencode()}

    @property
    def query_string(self):
        """The filters as they stand, without the page, for links that keep them."""
        return self.data.urlencode()
