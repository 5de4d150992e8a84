"""A theme: everything about it on one page."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render

from monitor.models import Indicator, Monitor, PolicyItem
from partners.models import Partner
from portal.models import Theme
from practices.models import Practice, Question, Resource
from subsidies.models import Scheme

PRACTICES_SHOWN = 9
SHOWN = 6  # of each other kind; the rest is a link away


def theme_list(request):
    """All themes with what each holds."""
    counted = {
        f"{name}_count": Count(relation, filter=Q(**{f"{relation}__status": "published"}), distinct=True)
        for name, relation in {"practice": "practices", "resource": "resources", "scheme": "schemes"}.items()
    }
    # A grouped query drops the model's own order.
    themes = Theme.objects.annotate(**counted).order_by(*Theme._meta.ordering)
    return render(request, "portal/theme_list.html", {"themes": themes})


def theme_detail(request, slug):
    """One theme: its question, practices, tools, hard questions, partners, subsidies and figures."""
    theme = get_object_or_404(Theme, slug=slug)
    practices = Practice.objects.published().filter(themes=theme)
    partners = Partner.objects.published().filter(themes=theme)
    schemes = Scheme.objects.published().filter(themes=theme)
    resources = Resource.objects.published().filter(themes=theme).for_cards()
    plan = PolicyItem.objects.published().filter(themes=theme)
    indicators = Indicator.objects.published().filter(themes=theme)
    return render(
        request,
        "portal/theme.html",
        {
            "theme": theme,
            "practices": practices.for_cards()[:PRACTICES_SHOWN],
            "practice_count": practices.count(),
            "insights": resources.filter(kind=Resource.Kind.EXPLAINER)[:SHOWN],
            "exercises": resources.filter(kind__in=Resource.EXERCISES)[:SHOWN],
            "resources": resources.exclude(kind__in=[Resource.Kind.EXPLAINER, *Resource.EXERCISES])[:SHOWN],
            "resource_count": resources.count(),
            "questions": Question.objects.published().filter(themes=theme).order_by("pk"),
            "partners": partners.filter(active_until=None).select_related("sector").directory()[:SHOWN],
            "partner_count": partners.count(),
            "former_partner_count": partners.exclude(active_until=None).count(),
            "schemes": schemes.usable_first().for_cards()[:SHOWN],
            "scheme_count": schemes.count(),
            "indicators": indicators[:SHOWN],
            "indicator_count": indicators.count(),
            "actions": plan.actions().for_cards().in_order()[:SHOWN],
            "action_count": plan.actions().count(),
            "monitors": Monitor.objects.published().filter(themes=theme),
        },
    )
