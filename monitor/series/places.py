"""The municipalities of today, as tables and pictures of an indicator name them."""

from dataclasses import dataclass

from portal.caching.remember import remembered_by_figures
from portal.models import Municipality


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality of today; `province` is the name of its province, `province_slug` that of the filter."""

    pk: int
    nis: str
    name: str
    slug: str
    province: str
    province_slug: str
    province_id: int


@remembered_by_figures
def places():
    """Every Place by its primary key, in order of name; a dict."""
    columns = ("pk", "nis", "name", "slug", "province__name", "province__slug", "province")
    rows = Municipality.objects.today().order_by("sort_key", "nis").values_list(*columns)
    return {row[0]: Place(*row) for row in rows}
