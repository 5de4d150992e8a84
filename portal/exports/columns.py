"""Columns that the exports of all kinds of entry share."""

from django.utils.formats import date_format
from django.utils.timezone import localtime

from portal.exports.table import Column, absolute


def sources(entry):
    """The sources of an entry: title, year and place."""
    return [
        {"title": citation.source.title, "year": citation.source.year, "reference": citation.reference}
        | ({"note": citation.note} if citation.note else {})
        for citation in entry.citations.all()
    ]


def names(relation):
    """A column's cell: the names of related terms. `relation` is the name of the relation."""
    return lambda entry: [term.name for term in getattr(entry, relation).all()]


def slugs(relation):
    """A column's value: the slugs of related terms. `relation` is the name of the relation."""
    return lambda entry: [term.slug for term in getattr(entry, relation).all()]


def website(thing):
    """A website, with the way to walk on it behind: "www.vvsg.be > onderwijs"."""
    return " > ".join(filter(None, [thing.website, thing.website_path]))


def saved_at(entry):
    """When an entry was last saved, to the second, in words: no spreadsheet takes that for a date of its own."""
    return f"{date_format(localtime(entry.updated_at), 'j F Y')} om {localtime(entry.updated_at):%H:%M:%S}"


TITLE = Column("title", "Titel", lambda entry: entry.title, width=34)
SUMMARY = Column("summary", "Samenvatting", lambda entry: entry.summary, width=60)
THEMES = Column("themes", "Thema's", slugs("themes"), names("themes"), width=26)
ADDRESS = [
    Column("slug", "Korte naam", lambda entry: entry.slug, width=26),
    Column("url", "Adres op Kapstok", lambda entry: absolute(entry.get_absolute_url()), width=40),
]
PROVENANCE = [
    Column(
        "sources",
        "Bron",
        sources,
        lambda entry: [f"{c.source.title} ({c.source.year}), {c.reference}" for c in entry.citations.all()],
        width=40,
    ),
    Column("checked_on", "Laatst nagekeken", lambda entry: entry.checked_on, width=14),
]
DOMAINS = Column("domains", "Beleidsdomeinen", slugs("domains"), names("domains"), width=26)
TARGET_GROUPS = Column("target_groups", "Doelgroepen", slugs("target_groups"), names("target_groups"), width=26)
SAVED = Column("saved_at", "Bewaard op", saved_at, width=30, table_only=True)
