"""The menu of indicators: those with figures of every municipality first, then all others by theme."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef

from monitor.models import Figure, Indicator
from portal.caching.remember import remembered_by_figures
from portal.models import Theme


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator in the menu."""

    title: str
    summary: str
    url: str
    unit: str
    has_figures: bool


@dataclass(frozen=True)
class Menu:
    """`official` are those of which files with official figures were read; `by_theme` pairs of a Theme (None: in no
    theme) and the others, each under its first theme."""

    official: list
    by_theme: list


@remembered_by_figures
def menu():
    """The Menu of all indicators that visitors may see."""
    rows = list(indicators())
    themes = dict(first_themes())
    official = [item_of(row) for row in rows if row.is_official]
    found = {theme: [] for theme in [*Theme.objects.all(), None]}
    by_key = {theme.pk: theme for theme in found if theme}
    for row in rows:
        if not row.is_official:
            found[by_key.get(themes.get(row.pk))].append(item_of(row))
    return Menu(official, [(theme, items) for theme, items in found.items() if items])


def indicators():
    """Published indicators, main ones first, with what the menu asks of their figures."""
    own = Figure.objects.filter(indicator=OuterRef("pk"))
    counted = Figure.objects.filter(indicator=OuterRef("numerator"), imported_by__isnull=False)
    return (
        Indicator.objects.published()
        .annotate(has_own=Exists(own))
        .annotate(is_official=Exists(own.filter(imported_by__isnull=False)) | Exists(counted))
        .order_by(F("position").asc(nulls_last=True), "sort_key", "pk")
    )


def first_themes():
    """Pairs of the primary keys of an indicator and of its first theme."""
    through = Indicator.themes.through.objects
    pairs = through.order_by("indicator", "theme__position", "theme__name").distinct("indicator")
    return pairs.values_list("indicator", "theme")


def item_of(row):
    return Item(row.title, row.summary, row.get_absolute_url(), row.unit, row.has_own or row.is_official)
