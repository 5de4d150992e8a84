"""The first page."""

from django.shortcuts import render

from portal.lists.cards import sections
from portal.lists.indexed import counts_of_all
from portal.municipalities import municipalities_today
from portal.search.kinds import Axis, Kind
from portal.search.statement import Wish
from portal.views.themes import all_themes
from subsidies.models import Call

NEW_SHOWN = QUESTIONS_SHOWN = 3
DEADLINES_SHOWN = 5


def home(request):
    """Search, themes, "kies uw gemeente", coming deadlines and new practices."""
    practices = counts_of_all(Kind.PRACTICE)
    found = sections(
        {
            "practices": Wish((Kind.PRACTICE,), order="newest", limit=NEW_SHOWN),
            "questions": Wish((Kind.QUESTION,), limit=QUESTIONS_SHOWN),
        }
    )
    return render(
        request,
        "portal/home.html",
        {
            "themes": all_themes(),
            "municipalities": list(municipalities_today().values()),
            "practice_count": practices[None],
            "municipality_count": len(practices.get(Axis.MUNICIPALITY, {})),
            "scheme_count": counts_of_all(Kind.SCHEME)[None],
            "new_practices": found["practices"].cards,
            "questions": found["questions"].cards,
            "deadlines": Call.objects.of_published().deadlines().select_related("scheme__provider")[:DEADLINES_SHOWN],
        },
    )
