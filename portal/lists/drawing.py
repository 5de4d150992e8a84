"""Facets as HTML.

A page of a list has some hundred choices, which differ from page to page in their counts alone: what stands around a
count is drawn once, by the macros of the template.
"""

from types import SimpleNamespace
from typing import NamedTuple

from markupsafe import Markup

from portal.caching.remember import remembered
from portal.rendering.macros import macro

TEMPLATE = "includes/_filters.html"


class Macros(NamedTuple):
    """The macros of the template that draw a facet and one of its choices."""

    box: str
    choice: str


MACROS = {"checks": Macros("facet_checks", "checkbox"), "select": Macros("facet_menu", "option")}
AT_FIRST = 8  # choices that are shown before one asks for the rest
COUNT = "\x02"  # stands where the count will; no text has it


def facet_of(name, facet, choices, is_open=False):
    """A facet as the page draws it; `is_open` when something in it is chosen."""
    return {"name": name, "label": facet.label, "show_as": facet.show_as, "choices": choices, "open": is_open}


def drawn(facet, is_open):
    """What facet_of() made, as HTML; empty without choices."""
    if not facet["choices"]:
        return ""
    around = drawn_around(facet["show_as"], facet["name"])
    boxes = [choice_as_html(around, facet, choice) for choice in facet["choices"]]
    first, rest = Markup("".join(boxes[:AT_FIRST])), Markup("".join(boxes[AT_FIRST:]))  # noqa: S704 they are HTML
    return macro(TEMPLATE, MACROS[facet["show_as"]].box)(facet, first, rest, len(boxes) - AT_FIRST, is_open)


@remembered
def drawn_around(show_as, name):
    """The HTML before and after the count of choices of a facet, by what else a choice shows; filled on the way."""
    return {}


def choice_as_html(around, facet, choice):
    """One choice of a facet; `around` is what drawn_around() keeps for it."""
    if choice.count is None:
        return draw(facet, choice)
    shown = choice.value, choice.label, choice.chosen
    if shown not in around:
        without_count = SimpleNamespace(**vars(choice), shown_count=COUNT)
        around[shown] = draw(facet, without_count).rsplit(COUNT, 1)
    before, after = around[shown]
    return f"{before}{choice.shown_count}{after}"


def draw(facet, choice):
    return macro(TEMPLATE, MACROS[facet["show_as"]].choice)(facet["name"], choice)
