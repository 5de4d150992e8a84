"""Small answers about entries that many templates need."""

from itertools import groupby
from operator import attrgetter

ACCENTS = 9  # as many as static/css/portal.css has
# Themes with a symbol of their own in static/img/icons.svg.
DRAWN = {
    "beleid-en-regie",
    "communicatie",
    "onthaal",
    "openbare-ruimte",
    "participatie",
    "sociale-cohesie",
    "taalpromotie",
    "toegankelijkheid",
    "toeleiding",
}


def accent(theme):
    """The CSS class with the colour of `theme`: the themes take turns, in their order."""
    return f"accent-{theme.position % ACCENTS + 1}" if theme else ""


def first_accent(themes):
    """The colour class of an entry with these `themes`: that of the first."""
    return accent(next(iter(themes), None))


def capitalised(text):
    """`text` with a capital; Django's own also takes lazy texts, and costs ten times as much."""
    return text[:1].upper() + text[1:]


def names(terms):
    """The names of `terms`, in one text: "Taal, Wonen"."""
    return ", ".join(term.name for term in terms)


def theme_icon(theme):
    """The symbol of a theme in static/img/icons.svg; a coat rack for themes that editors added."""
    return theme.slug if theme.slug in DRAWN else "theme"


def in_groups(items, path):
    """`items`, already in order, in lists that share the value of the attribute `path` ("provider.level").

    Jinja's own groupby would sort them anew.
    """
    return [list(group) for _, group in groupby(items, key=attrgetter(path))]
