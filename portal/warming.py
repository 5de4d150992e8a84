"""What a process loads at its first pages, loaded before: workers that are forked afterwards share the memory."""

from contextlib import suppress
from pathlib import Path

from django.db import Error, connections
from django.template import engines
from django.urls import get_resolver
from django.utils import translation

from portal import pdf
from portal.search.analysis import lexemes_of
from portal.search.gazetteer import names


def warm():
    """Loads addresses, translations, templates and the dictionary; leaves no connection open."""
    get_resolver().reverse_dict  # noqa: B018 it is made when it is first read
    translation.gettext("")
    for engine in engines.all():
        for folder in map(Path, engine.dirs):
            for path in folder.rglob("*.*"):
                engine.get_template(str(path.relative_to(folder)))
    lexemes_of("praktijken")
    pdf.is_available()
    # The forms of all names of places, which take a second to make; without a database they wait for a visitor.
    with suppress(Error):
        names()
    connections.close_all()
