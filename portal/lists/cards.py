"""Entries as lists show them: cards, straight from the search index, so that a page of them costs one query."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

from portal.models import IndexedEntry
from portal.search.kinds import Kind
from portal.search.marking import Marker
from portal.search.statement import ask_all


class Card:
    """What a list shows of an entry: what the model's card() made, as attributes; and with words, why it matched."""

    def __init__(self, kind, entry_id, card):
        self.__dict__.update({name: with_attributes(value) for name, value in card.items()})
        self.kind, self.pk = kind, entry_id
        self.checked_on = self.checked_on and date.fromisoformat(self.checked_on)
        self.marked_title, self.marked_summary, self.passage = self.title, self.summary, ""

    @property
    def kind_label(self):
        """What it is, in one word."""
        return Kind(self.kind).singular

    def mark(self, marker, text):
        """Mark the words that are sought, and take a passage of `text` that has them when the summary has none."""
        self.marked_title = marker.mark(self.title)
        self.marked_summary = marker.mark(self.summary)
        self.passage = "" if "<mark>" in self.marked_summary else marker.passage(text)


def with_attributes(value):
    """A value of a card; a list of dicts becomes one of objects, for templates."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [SimpleNamespace(**each) for each in value]
    return value


def cards_from(rows):
    """The cards of rows of the index, as portal.search.statement gives them; a list."""
    return [Card(row["kind"], row["entry_id"], row["card"]) for row in rows]


def cards_of(result):
    """The cards of a Result (portal.search.engine), marked when there were words; a list."""
    cards = cards_from(result.found.rows)
    if result.understood:
        marker = Marker(result.understood.terms)
        for card, row in zip(cards, result.found.rows, strict=True):
            card.mark(marker, row["passage"])
    return cards


@dataclass(frozen=True)
class Section:
    """A part of a page: its cards, and how many entries there are in all."""

    cards: list
    count: int


def sections(wishes):
    """The Section of each of several wishes without words, by one query; a dict with the names of `wishes`."""
    return {name: Section(cards_from(found.rows), found.total) for name, found in ask_all(wishes).items()}


def card_of(entry):
    """The card of one entry, stored or not: a preview shows entries that the index does not have."""
    if stored := getattr(entry, "stored_card", None):
        return Card(entry.search_kind, entry.pk, stored)
    return Card(entry.search_kind, entry.pk, plain(entry.card()) | entry.relations() | {"facets": entry.facets})


def plain(card):
    """A card as it comes back from JSON."""
    return card | {"checked_on": card["checked_on"] and card["checked_on"].isoformat()}


def cards_with(kind, entry_ids):
    """Cards of the published entries of `kind` with these primary keys (a list or a queryset of them), by title."""
    rows = IndexedEntry.objects.filter(kind=kind, entry_id__in=entry_ids).order_by("sort_key", "entry_id")
    return [Card(kind, entry_id, card) for entry_id, card in rows.values_list("entry_id", "card")]
