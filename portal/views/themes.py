"""A theme: everything about it on one page."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from monitor.models import PolicyItem
from portal.caching.remember import remembered
from portal.lists.cards import sections
from portal.lists.indexed import counts_of_all
from portal.models import Theme
from portal.search.kinds import Axis, Kind, place_of
from portal.search.statement import Wish
from practices.models import Resource
from subsidies.states import addition, with_standing

PRACTICES_SHOWN = 9
SHOWN = 6  # of each other kind; the rest is a link away
ALL = 50

COUNTED = {"practice": Kind.PRACTICE, "resource": Kind.RESOURCE, "scheme": Kind.SCHEME}


@remembered
def all_themes():
    """All themes, each with what it holds: `practice_count`, `resource_count`, `scheme_count`; a list."""
    themes = list(Theme.objects.all())
    for name, kind in COUNTED.items():
        counts = counts_of_all(kind).get(Axis.THEME, {})
        for theme in themes:
            setattr(theme, f"{name}_count", counts.get(theme.pk, 0))
    return themes


def theme_of(slug):
    """The theme with this slug, else None."""
    return next((theme for theme in all_themes() if theme.slug == slug), None)


def theme_list(request):
    """All themes with what each holds."""
    return render(request, "portal/theme_list.html", {"themes": all_themes()})


def theme_detail(request, slug):
    """One theme: its question, practices, tools, hard questions, partners, subsidies and figures."""
    theme = theme_of(slug)
    if theme is None:
        raise Http404
    return render(request, "portal/theme.html", {"theme": theme, "found": found_for(slug, timezone.localdate())})


@remembered
def found_for(slug, day):
    """The sections of the page of a theme on `day`, remembered: there are few themes, and many come for them."""
    found = sections(wishes_for(theme_of(slug)))
    with_standing(found["schemes"].cards)
    return found


def wishes_for(theme):
    """What the page shows, a Wish for each part."""
    about = {Axis.THEME: [Axis.THEME.code(theme.pk)]}

    def of(kind, limit=SHOWN, **more):
        return Wish((kind,), facets=about | more.pop("facets", {}), limit=limit, **more)

    insights = [type_code(Resource.Kind.EXPLAINER)]
    exercises = [type_code(kind) for kind in Resource.EXERCISES]
    action = Axis.LEVEL.code(place_of(PolicyItem.Level, PolicyItem.Level.ACTION))
    return {
        "practices": of(Kind.PRACTICE, PRACTICES_SHOWN),
        "insights": of(Kind.RESOURCE, facets={Axis.TYPE: insights}),
        "exercises": of(Kind.RESOURCE, facets={Axis.TYPE: exercises}),
        "resources": of(Kind.RESOURCE, excluded=(*insights, *exercises)),
        "all_resources": of(Kind.RESOURCE, 0),
        "questions": of(Kind.QUESTION, ALL),
        "partners": of(Kind.PARTNER, facets={Axis.PRESENCE: [Axis.PRESENCE.code(1)]}),
        "former_partners": of(Kind.PARTNER, 0, facets={Axis.PRESENCE: [Axis.PRESENCE.code(0)]}),
        "schemes": of(Kind.SCHEME, addition=addition()),
        "indicators": of(Kind.INDICATOR),
        "actions": of(Kind.POLICY, facets={Axis.LEVEL: [action]}),
        "monitors": of(Kind.MONITOR, ALL),
    }


def type_code(kind):
    """The code of a kind of resource in the index."""
    return Axis.TYPE.code(place_of(Resource.Kind, kind))
