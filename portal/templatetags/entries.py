"""Small answers about entries that many templates need."""

from django import template

register = template.Library()

ACCENTS = 9  # as many as static/css/portal.css has


@register.filter
def accent(theme):
    """The CSS class with the colour of `theme`: the themes take turns, in their order."""
    return f"accent-{theme.position % ACCENTS + 1}" if theme else ""


@register.filter
def first_accent(entry):
    """The colour class of an entry: that of its first theme."""
    return accent(next(iter(entry.themes.all()), None))


@register.filter
def theme_icon(theme):
    """The symbol of a theme in static/img/icons.svg; a coat rack for themes that editors added."""
    drawn = {
        *(
            "sociale-cohesie",
            "openbare-ruimte",
            "taalpromotie",
            "participatie",
            "communicatie",
            "toegankelijkheid",
        ),
        *("toeleiding", "onthaal", "beleid-en-regie"),
    }
    return theme.slug if theme.slug in drawn else "theme"
