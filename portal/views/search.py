"""One search over everything, grouped by kind."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from monitor.models import Indicator, Monitor, PolicyItem
from partners.models import Partner
from portal.lists.filters import WORDS_AT_MOST
from portal.models import Municipality, Theme
from practices.models import Practice, Question, Resource
from subsidies.models import Scheme

SHOWN = 5  # of each kind

# What is searched, in the order of the page: heading, model, address of its list (which takes the same words).
KINDS = [
    ("Praktijken", Practice, "practices:list"),
    ("Hulpmiddelen", Resource, "practices:resources"),
    ("Hete hangijzers", Question, "practices:questions"),
    ("Partners", Partner, "partners:list"),
    ("Subsidies", Scheme, "subsidies:list"),
    ("Cijfers", Indicator, "monitor:list"),
    ("Waar vindt u cijfers?", Monitor, "monitor:sources"),
    ("Beleidsplan", PolicyItem, "policy:list"),
]


def search(request):
    """The first entries of each kind in which all the words occur, and the places that bear that name."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:WORDS_AT_MOST]
    groups = [group(heading, model, url_name, words) for heading, model, url_name in KINDS] if words else []
    groups = [found for found in groups if found["count"]]
    return render(
        request,
        "portal/search.html",
        {
            "words": words,
            "groups": groups,
            "municipalities": Municipality.objects.known_as(words)[:SHOWN] if words else [],
            "themes": Theme.objects.all(),
            "total": sum(found["count"] for found in groups),
        },
    )


def group(heading, model, url_name, words):
    """What was found of one kind: heading, entries shown, their number, and the address of them all."""
    found = model.objects.published().matching(words)
    return {
        "heading": heading,
        "entries": found.for_results()[:SHOWN],
        "count": found.count(),
        "address": f"{reverse(url_name)}?{urlencode({'q': words})}",
    }
