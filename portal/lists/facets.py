"""Facets: what a list is narrowed by, and the choices that each offers."""

from dataclasses import dataclass

import django_filters

from portal.caching.remember import remembered, remembered_by_figures
from portal.models import Municipality, Source
from portal.search import weights
from portal.search.kinds import Axis
from portal.text import fold


@dataclass(frozen=True)
class Choice:
    """One choice of a facet as the page shows it: `count` entries of the list would be left, or more when
    `is_least`; None when nobody counted."""

    value: str
    label: str
    count: int | None
    chosen: bool
    is_least: bool = False

    @property
    def shown_count(self):
        """The count in words: "1.234", or "10.000+" for more than is counted."""
        return shown_number(self.count, self.is_least)


def shown_number(number, is_least=False):
    """A count as Belgians write it; what goes beyond weights.COUNTED is not told exactly."""
    if number is None:
        return ""
    # A page shows some two hundred; Django's number_format would take a seventh of its time.
    text = f"{min(number, weights.COUNTED):,}".replace(",", ".")
    return f"{text}+" if is_least or number > weights.COUNTED else text


@dataclass(frozen=True)
class Term:
    """A value of a facet: `value` in the address, `number` in the index, `label` on the page."""

    value: str
    number: int
    label: str


class Facet(django_filters.Filter):
    """Entries with at least one of the chosen values on `axis` (None for a list that is not indexed).

    A subclass says in all_terms() which values there are. `show_as` is "checks", or "select" for a long menu;
    `is_counted` whether its choices have counts.
    """

    is_counted = True

    def __init__(self, axis=None, show_as="checks", **kwargs):
        super().__init__(**kwargs)
        self.axis, self.show_as = axis, show_as

    def all_terms(self):
        """A tuple of Term."""
        raise NotImplementedError

    def by_value(self):
        """All terms by their value in the address."""
        return {term.value: term for term in self.all_terms()}

    def known(self, values):
        """Which of `values` exist; a dict of value to label."""
        terms = self.by_value()
        return {value: terms[value].label for value in values if value in terms}

    def translated(self, values):
        """`values` as the facet means them today; the same unless a subclass knows better."""
        return values

    def codes(self, values):
        """What the index has for `values`, which are known; a list of int."""
        terms = self.by_value()
        return [self.axis.code(terms[value].number) for value in values]

    def choices(self, counts, chosen, is_least=False):
        """Choices for the page, most entries first, in a menu by name; a list of Choice.

        `counts` is a dict of number to int. What has no entries is left out, unless chosen.
        """
        offered = [term for term in self.all_terms() if counts.get(term.number) or term.value in chosen]
        found = [
            Choice(term.value, term.label, counts.get(term.number, 0), term.value in chosen, is_least)
            for term in offered
        ]
        return found if self.show_as == "select" else sorted(found, key=lambda choice: -choice.count)


def in_order(terms):
    """Terms by their label, as a tuple."""
    return tuple(sorted(terms, key=lambda term: (fold(term.label), term.value)))


@remembered
def terms_in(model, key, label_field):
    """All rows of a vocabulary as terms."""
    return in_order(
        Term(str(value), pk, label) for pk, value, label in model.objects.values_list("pk", key, label_field)
    )


class TermFacet(Facet):
    """By the terms of a vocabulary: `key` and `label_field` are its fields for the address and the page."""

    def __init__(self, axis=None, *, model, key="slug", label_field="name", **kwargs):
        super().__init__(axis, **kwargs)
        self.model, self.key, self.label_field = model, key, label_field

    def all_terms(self):
        return terms_in(self.model, self.key, self.label_field)


class ChoiceFacet(Facet):
    """By a column with fixed choices, of a TextChoices class."""

    def __init__(self, axis=None, choices=None, **kwargs):
        super().__init__(axis, **kwargs)
        numbered = enumerate(choices.choices, start=1)
        self.terms = in_order(Term(value, number, label) for number, (value, label) in numbered)

    def all_terms(self):
        return self.terms


@remembered_by_figures
def municipalities():
    """Today's municipalities as terms, by NIS code."""
    return in_order(
        Term(nis, pk, name) for pk, nis, name in Municipality.objects.today().values_list("pk", "nis", "name")
    )


@remembered_by_figures
def successors():
    """NIS code of each municipality that merged to that of the one it is in today; a dict."""
    merged = Municipality.objects.filter(successor__isnull=False)
    return dict(merged.values_list("nis", "successor__nis"))


class MunicipalityFacet(Facet):
    """By NIS code; a municipality that merged leads to the entries of its successor."""

    def __init__(self, axis=Axis.MUNICIPALITY, **kwargs):
        super().__init__(axis, show_as="select", label="gemeente", **kwargs)

    def all_terms(self):
        return municipalities()

    def translated(self, values):
        return [successors().get(value, value) for value in values]


class AnyMunicipalityFacet(MunicipalityFacet):
    """The same, where every municipality has something: all are offered, and none is counted."""

    is_counted = False

    def choices(self, counts, chosen, is_least=False):
        return [Choice(term.value, term.label, None, term.value in chosen) for term in self.all_terms()]


class SourceFacet(TermFacet):
    def __init__(self, axis=Axis.SOURCE, **kwargs):
        super().__init__(axis, model=Source, label_field="title", label="bron", **kwargs)
