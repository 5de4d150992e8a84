"""Macros of the public templates, for code that draws a part of a page."""

from django.template import engines


def macro(template, name):
    """The macro `name` of a template; what it returns is HTML, escaped."""
    return getattr(engines["jinja2"].env.get_template(template).module, name)
