"""The first page."""

from django.db.models import Count, Q
from django.shortcuts import render

from portal.models import Municipality, Theme
from practices.models import Practice, Question
from subsidies.models import Call, Scheme


def home(request):
    """Search, themes, "kies uw gemeente", coming deadlines and new practices."""
    published = Q(practices__status="published")
    # Counting groups the query, and a grouped query drops the model's own order.
    themes = Theme.objects.order_by(*Theme._meta.ordering)
    return render(
        request,
        "portal/home.html",
        {
            "themes": themes.annotate(practice_count=Count("practices", filter=published, distinct=True)),
            "municipalities": Municipality.objects.today(),
            "practice_count": Practice.objects.published().count(),
            "municipality_count": Municipality.objects.today().filter(published).distinct().count(),
            "scheme_count": Scheme.objects.published().count(),
            "new_practices": Practice.objects.published().for_cards().order_by("-published_on", "-pk")[:3],
            "questions": Question.objects.published().order_by("pk")[:3],
            "deadlines": Call.objects.of_published().deadlines().select_related("scheme__provider")[:5],
        },
    )
