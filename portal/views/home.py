"""The first page."""

from django.shortcuts import render

from portal.caching.remember import remembered
from portal.lists.cards import cards
from portal.lists.indexed import counts_of_all
from portal.models import Municipality, Theme
from portal.search.kinds import Axis, Kind
from subsidies.models import Call

NEW_SHOWN = QUESTIONS_SHOWN = 3
DEADLINES_SHOWN = 5


@remembered
def themes_with_counts():
    """All themes, each with its `practice_count`; a list."""
    counts = counts_of_all(Kind.PRACTICE).get(Axis.THEME, {})
    themes = list(Theme.objects.all())
    for theme in themes:
        theme.practice_count = counts.get(theme.pk, 0)
    return themes


@remembered
def today():
    """Today's municipalities, for the menu."""
    return list(Municipality.objects.today())


def home(request):
    """Search, themes, "kies uw gemeente", coming deadlines and new practices."""
    practices = counts_of_all(Kind.PRACTICE)
    return render(
        request,
        "portal/home.html",
        {
            "themes": themes_with_counts(),
            "municipalities": today(),
            "practice_count": practices[None],
            "municipality_count": len(practices.get(Axis.MUNICIPALITY, {})),
            "scheme_count": counts_of_all(Kind.SCHEME)[None],
            "new_practices": cards(Kind.PRACTICE, order="newest", limit=NEW_SHOWN)[0],
            "questions": cards(Kind.QUESTION, limit=QUESTIONS_SHOWN)[0],
            "deadlines": Call.objects.of_published().deadlines().select_related("scheme__provider")[:DEADLINES_SHOWN],
        },
    )
