"""A theme: everything about it on one page."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render

from monitor.models import Figure, Indicator, Monitor
from partners.models import Partner
from portal.models import Theme
from practices.models import Practice, Question, Resource
from subsidies.models import Scheme

PRACTICES_SHOWN = 9


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
    resources = Resource.objects.published().filter(themes=theme).for_cards().order_by("-kind", "sort_key")
    return render(
        request,
        "portal/theme.html",
        {
            "theme": theme,
            "practices": practices.for_cards()[:PRACTICES_SHOWN],
            "practice_count": practices.count(),
            "explainers": [resource for resource in resources if resource.kind in ("checklist", "uitleg")],
            "resources": [resource for resource in resources if resource.kind not in ("checklist", "uitleg")],
            "questions": Question.objects.published().filter(themes=theme).order_by("pk"),
            "partners": partners.filter(active_until=None).select_related("sector").directory(),
            "former_partner_count": partners.exclude(active_until=None).count(),
            "schemes": schemes.usable_first().for_cards(),
            "indicators": Indicator.objects.published().filter(themes=theme),
            "monitors": Monitor.objects.published().filter(themes=theme),
            "figure_count": Figure.objects.of_published().filter(indicator__themes=theme).count(),
        },
    )
