"""The list of municipalities: its filters and the columns of its export."""

from django.db.models import Count, OuterRef, Q, Subquery

from portal.exports.table import Column, absolute
from portal.lists.filters import SortFilter
from portal.lists.rows import RowChoiceFacet, RowFilter, RowTermFacet
from portal.models import Municipality, Province

# A subquery, because Django orders by no aggregate that it does not fetch.
PRACTICES = Subquery(
    Municipality.objects.filter(pk=OuterRef("pk"))
    .values(number=Count("practices", filter=Q(practices__status="published"), distinct=True))
    .order_by()
)
ORDERS = {
    "naam": ("Naam A–Z", ["sort_key"]),
    "praktijken": ("Meeste praktijken", [PRACTICES.desc()]),
}


class MunicipalityFilter(RowFilter):
    ties = ("sort_key", "nis")

    sorteer = SortFilter(ORDERS, label="volgorde")
    provincie = RowTermFacet("province", model=Province, label="provincie")
    type = RowChoiceFacet("type", choices=Municipality.Type, label="type")

    @classmethod
    def rows(cls):
        return Municipality.objects.today()

    @staticmethod
    def for_page(queryset):
        return queryset.select_related("province").prefetch_related("predecessors")


def former_names(municipality):
    """Names of the municipalities that merged into it."""
    return sorted({former.name for former in municipality.predecessors.all()} - {municipality.name})


MUNICIPALITY_COLUMNS = [
    Column("nis", "NIS-code", lambda municipality: municipality.nis, width=10),
    Column("title", "Gemeente", lambda municipality: municipality.name, width=26),
    Column("province", "Provincie", lambda m: m.province.slug, lambda m: m.province.name, width=22),
    Column("type", "Type", lambda m: m.type, lambda m: m.get_type_display(), width=18),
    Column(
        "language_facilities",
        "Taalfaciliteiten",
        lambda municipality: municipality.has_language_facilities,
        width=14,
    ),
    Column("former_names", "Samengevoegd uit", former_names, width=34),
    Column("practice_count", "Praktijken", lambda municipality: municipality.practice_count, width=12),
    Column("slug", "Korte naam", lambda municipality: municipality.slug, width=26),
    Column("url", "Adres op Kapstok", lambda municipality: absolute(municipality.get_absolute_url()), width=40),
]
