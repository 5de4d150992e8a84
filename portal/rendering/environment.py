"""The Jinja environment of the public pages: settings.TEMPLATES names it, and all that templates can use is here."""

from django.template.defaultfilters import floatformat, linebreaksbr, truncatechars
from django.utils.formats import date_format, time_format
from jinja2 import Environment, StrictUndefined

from portal.addresses import address_of
from portal.rendering.contact import phone, phone_address, web_address
from portal.rendering.entries import accent, capitalised, first_accent, in_groups, names, theme_icon
from portal.rendering.links import querystring, static
from portal.rendering.numbers import figure, plural
from portal.rendering.prose import markdown

GLOBALS = {
    "querystring": querystring,
    "static": static,
    "url": address_of,
}

FILTERS = {
    "accent": accent,
    "capfirst": capitalised,
    "date": date_format,
    "figure": figure,
    "first_accent": first_accent,
    "floatformat": floatformat,
    "in_groups": in_groups,
    "linebreaksbr": linebreaksbr,
    "markdown": markdown,
    "names": names,
    "phone": phone,
    "phone_address": phone_address,
    "plural": plural,
    "theme_icon": theme_icon,
    "time": time_format,
    "truncatechars": truncatechars,
    "web_address": web_address,
}


def environment(**options):
    """A Jinja environment with Django's `options` (loader, autoescape, reloading) and ours.

    A name or attribute that does not exist is an error, also in production: a page without its facts is worse.
    """
    ours = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    made = Environment(**options | ours)  # noqa: S701 autoescape is among Django's options, and on
    made.globals.update(GLOBALS)
    made.filters.update(FILTERS)
    return made
