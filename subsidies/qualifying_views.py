"""Pages and files of the municipalities of one scheme: who qualifies, who received, and the gap between the two."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from portal.lists.files import file_of
from subsidies.eligibility import assessments, rules_in_words
from subsidies.models import Scheme
from subsidies.qualifying import (
    AWARD_COLUMNS,
    VERDICT_COLUMNS,
    AnswerFilter,
    awards_of,
    counts_of,
    gap_of,
    receivers,
    rows_of,
    table_of,
)


def scheme_of(slug):
    """The published scheme with this slug, else 404."""
    return get_object_or_404(Scheme.objects.published().select_related("provider"), slug=slug)


def municipalities(request, slug):
    """Every municipality with its answer, filtered by answer."""
    scheme = scheme_of(slug)
    filters = AnswerFilter(request.GET)
    heading, rules = rules_in_words(assessments()[scheme.pk])
    return render(
        request,
        "subsidies/municipalities.html",
        {
            "scheme": scheme,
            "filters": filters,
            "counts": counts_of(scheme),
            "rows": [row for row in rows_of(scheme) if filters.holds(row)],
            "rules_heading": heading,
            "rules": rules,
            "indicators": assessments()[scheme.pk].indicators,
            "list_url": reverse("subsidies:municipalities", args=[slug]),
        },
    )


def municipalities_file(request, slug, extension):
    """The same list as a file."""
    scheme = scheme_of(slug)
    filters = AnswerFilter(request.GET)
    query = f"?{filters.query_string}" if filters.query_string else ""
    table = table_of(
        scheme,
        "gemeenten",
        "wie komt in aanmerking",
        VERDICT_COLUMNS,
        [row for row in rows_of(scheme) if filters.holds(row)],
        reverse("subsidies:municipalities", args=[slug]) + query,
        filters.chosen(),
    )
    return file_of(table, extension, request)


def gap(request, slug):
    """Who qualifies and never received, as far as the portal knows; and who received what."""
    scheme = scheme_of(slug)
    return render(
        request,
        "subsidies/gap.html",
        {
            "scheme": scheme,
            "gap": gap_of(scheme),
            "awards": awards_of(scheme),
            "received": len(receivers().get(scheme.pk, ())),
            "counts": counts_of(scheme),
        },
    )


FILES = {
    "kloof": ("in aanmerking, nooit toegekend", VERDICT_COLUMNS, gap_of),
    "toekenningen": ("toekenningen", AWARD_COLUMNS, awards_of),
}


def gap_file(request, slug, name, extension):
    """The gap, or the awards, as a file."""
    if name not in FILES:
        raise Http404
    scheme = scheme_of(slug)
    title, columns, rows = FILES[name]
    table = table_of(scheme, name, title, columns, rows(scheme), reverse("subsidies:gap", args=[slug]))
    return file_of(table, extension, request)
