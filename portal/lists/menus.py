"""Menus of municipalities, drawn once: 304 choices take longer than the rest of a page."""

from portal.caching.remember import remembered_by_figures
from portal.municipalities import municipalities_today
from portal.rendering.macros import macro

MENUS_KEPT = 50  # each takes some 12 kB


@remembered_by_figures(at_most=MENUS_KEPT)
def municipality_options(nis=""):
    """The options of a menu of today's municipalities, as HTML; that with NIS code `nis` is chosen."""
    return macro("includes/_menu.html", "options")(municipalities_today().values(), nis)
