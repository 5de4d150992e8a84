"""One search over everything: the best results, then more of each kind."""

from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from portal import searches
from portal.lists.cards import cards_of
from portal.lists.facets import shown_number
from portal.models import Municipality
from portal.search.analysis import tokens
from portal.search.engine import search as find
from portal.search.gazetteer import municipalities_named
from portal.search.kinds import Kind
from portal.search.question import LONGEST
from portal.search.sql import RELEVANCE
from portal.search.statement import Wish, ask_groups
from portal.views.themes import all_themes

BEST = 5  # of all kinds together
MORE = 5  # of each kind, after those

# The list of each kind, which takes the same words.
LISTS = {
    Kind.PRACTICE: "practices:list",
    Kind.RESOURCE: "practices:resources",
    Kind.QUESTION: "practices:questions",
    Kind.PARTNER: "partners:list",
    Kind.SCHEME: "subsidies:list",
    Kind.INDICATOR: "monitor:list",
    Kind.MONITOR: "monitor:sources",
    Kind.POLICY: "policy:list",
}


@dataclass(frozen=True)
class Group:
    """What was found of one kind besides the best results: `count` is all of it, at `address`."""

    kind: Kind
    cards: list
    count: int
    address: str

    @property
    def heading(self):
        return self.kind.label

    @property
    def amount(self):
        return shown_number(self.count)


def search(request):
    """The entries of any kind that the words find, and the places that bear that name."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    literally = request.GET.get("letterlijk") == "1"
    wish = Wish(tuple(Kind.values), order=RELEVANCE, limit=MORE)
    result = find(wish, words, literally, answer=lambda asked: ask_groups(asked, BEST))
    best, groups = divided(result, words)
    response = render(
        request,
        "portal/search.html",
        {
            "words": words,
            "result": result,
            "best": best,
            "groups": groups,
            "municipalities": municipalities_called(words),
            "themes": all_themes() if not best else [],
            "total": result.found.total,
            "amount": shown_number(result.found.total),
        },
    )
    searches.note(response, words, 0 if result.is_partial else result.found.total)
    return response


def municipalities_called(words):
    """Today's municipalities with just that name, in any form; at most a few."""
    keys = list(municipalities_named(tokens(words)))[:BEST]
    return Municipality.objects.filter(pk__in=keys) if keys else []


def divided(result, words):
    """The best cards of a Result, and the Groups of the rest: the kind with the best entry first."""
    cards = cards_of(result)
    best, groups = cards[:BEST], {}
    for card in cards[BEST:]:
        groups.setdefault(Kind(card.kind), []).append(card)
    found = [
        Group(kind, more[:MORE], result.found.counts[kind], f"{reverse(LISTS[kind])}?{urlencode({'q': words})}")
        for kind, more in groups.items()
    ]
    return best, found
