"""Filters of the lists that are not of entries: figures and municipalities. Their own tables answer, by the ORM."""

from django.db.models import CharField, Count, Value
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import Cast
from django.utils.functional import cached_property

from portal.caching.remember import remembered
from portal.lists.facets import Choice, ChoiceFacet, Facet, MunicipalityFacet, SourceFacet, Term, TermFacet
from portal.lists.filters import ListFilter


class RowFacet:
    """Mixin for a Facet: rows that share one of the chosen values, which stands in the column or relation `path`."""

    def __init__(self, path, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.path = path

    def narrow(self, queryset, values):
        """`queryset` with only the rows that have one of `values`, each once."""
        stored = self.all_stored(values)
        if LOOKUP_SEP not in self.path:
            return queryset.filter(**{f"{self.path}__in": stored})
        # A subquery, not a join: a row with two of the values stays one row. Asked of what the row points to, which
        # are far fewer.
        relation, rest = self.path.split(LOOKUP_SEP, 1)
        related = queryset.model._meta.get_field(relation).related_model._base_manager
        having = related.filter(**{f"{rest}__in": stored})
        return queryset.filter(**{f"{relation}__in": having.values("pk")})

    def all_stored(self, values):
        """What the column or relation holds for each of `values`."""
        terms = self.by_value()
        return [self.stored(terms[value]) for value in values]

    def stored(self, term):
        """What the column or relation holds for a term."""
        return term.number

    def number_of(self, stored):
        """The number of the term for which the column or relation holds this, given as text."""
        return int(stored)


class RowTermFacet(RowFacet, TermFacet):
    """By a relation to a vocabulary."""


class RowSourceFacet(RowFacet, SourceFacet):
    """By source."""


class RowMunicipalityFacet(RowFacet, MunicipalityFacet):
    """By municipality."""


class RowChoiceFacet(RowFacet, ChoiceFacet):
    """By a column with fixed choices."""

    def stored(self, term):
        return term.value

    def number_of(self, stored):
        return self.by_value()[stored].number


class RowYearFacet(RowFacet, Facet):
    """By a year in a column: any four digits, so that no table needs to be asked which years there are."""

    def by_value(self):
        return Years()

    def choices(self, counts, chosen, is_least=False):
        years = sorted({*counts, *map(int, chosen)})
        found = [Choice(str(year), str(year), counts.get(year, 0), str(year) in chosen, is_least) for year in years]
        return sorted(found, key=lambda choice: -choice.count)


class Years(dict):
    """A Term for every year of four digits."""

    def __contains__(self, value):
        return value.isascii() and value.isdecimal() and len(value) == 4

    def __missing__(self, value):
        return Term(value, int(value), value)


@remembered
def counts_of_all_rows(filter_class):
    """The counts of a list without filters."""
    filters = filter_class()
    return filters.counted(list(filters.row_facets))


class RowFilter(ListFilter):
    """Base of the filters of a list of rows. Orders name the fields to order by; `ties` settle what is equal."""

    ties = ("sort_key", "pk")

    @classmethod
    def rows(cls):
        """What the list holds without filters, in its own order."""
        raise NotImplementedError

    @staticmethod
    def for_page(queryset):
        """Rows with what the page and the files show of them; to find and to count them takes less."""
        return queryset

    @property
    def qs(self):
        """The filtered list, in order."""
        if not hasattr(self, "_qs"):
            queryset = self.narrowed()
            order = self.filters["sorteer"].orders[self.order][1] if self.order else None
            self._qs = queryset.order_by(*order, *self.ties) if order else queryset
        return self._qs

    @cached_property
    def found(self):
        """The rows that the words find; all without words."""
        return self.rows().matching(self.words) if self.words else self.rows()

    def narrowed(self, without=None):
        """The list filtered by everything, or by everything but the facet named `without`."""
        queryset = self.found
        for name, facet in self.row_facets.items():
            if name != without and (values := self.data.getlist(name)):
                queryset = facet.narrow(queryset, values)
        return queryset

    @property
    def row_facets(self):
        return {name: facet for name, facet in self.filters.items() if isinstance(facet, RowFacet)}

    @cached_property
    def counts(self):
        """How many rows there would be with each value; a dict of name to dict of number to int.

        A facet that is chosen alone, or not at all in a list without filters, has the counts of the whole list.
        """
        chosen = {name for name in self.row_facets if self.data.getlist(name)}
        alone = [name for name in self.row_facets if not self.words and not chosen - {name}]
        counted = self.counted([name for name in self.row_facets if name not in alone])
        return counted | {name: counts_of_all_rows(type(self)).get(name, {}) for name in alone}

    def counted(self, names):
        """The same for the facets with these names, by one query."""
        if not names:
            return {}
        rows = [self.counted_by(name) for name in names]
        found = {}
        for name, value, number in rows[0].union(*rows[1:], all=True):
            found.setdefault(name, {})[self.row_facets[name].number_of(value)] = number
        return found

    def counted_by(self, name):
        """A queryset of (name, value as text, number of rows)."""
        path = self.row_facets[name].path
        # Counted by what is stored, and only then made text: a row is passed once, a text made once a value.
        found = self.narrowed(without=name).order_by().filter(**{f"{path}__isnull": False})
        counts = found.values(path).annotate(number=Count("pk"))
        return counts.values_list(Value(name, CharField()), Cast(path, CharField()), "number")

    def choices(self, name, facet):
        return facet.choices(self.counts.get(name, {}), self.chosen_labels.get(name, {}))
