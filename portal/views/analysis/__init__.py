"""The analysis of one municipality, for the table of its council: a page to print, and a PDF where one can be made."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from monitor.peers import peers_of
from portal import pdf
from portal.exports.table import absolute
from portal.views.analysis.choices import GROUPS, SECTIONS, choices_from
from portal.views.analysis.figures import figures_of
from portal.views.analysis.talking import money_for, talks_about
from portal.views.helping import helpers
from portal.views.municipality import municipality_of

TEMPLATE = "portal/analysis.html"
TRY_AGAIN = "15"  # seconds


def analysis(request, slug):
    """The analysis as a page; a former municipality leads to that of today."""
    today, elsewhere = municipality_and_address(request, "analysis", slug)
    return elsewhere or render(request, TEMPLATE, contents(request, today))


def analysis_pdf(request, slug):
    """The same as a PDF; 404 where none can be made, 503 when not now."""
    today, elsewhere = municipality_and_address(request, "analysis-pdf", slug)
    if elsewhere:
        return elsewhere
    page = {"municipality": today, "address": address_of_page(request, today)}
    if not pdf.is_available():
        return render(request, "portal/no_pdf.html", page | {"is_busy": False}, status=404)
    try:
        made = pdf.pdf_of(render_to_string(TEMPLATE, contents(request, today), request))
    except pdf.PdfError:
        response = render(request, "portal/no_pdf.html", page | {"is_busy": True}, status=503)
        response.headers["Retry-After"] = TRY_AGAIN
        return response
    name = f"omgevingsanalyse-{today.slug}-{timezone.localdate().isoformat()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


def municipality_and_address(request, url_name, slug):
    """The municipality of today behind a slug, and a redirect when its analysis has another address, else None."""
    municipality = municipality_of(slug)
    today = municipality.successor or municipality
    if today.slug == slug:
        return today, None
    query = choices_from(request.GET).query_string
    return today, redirect(f"{reverse(url_name, args=[today.slug])}{query}", permanent=True)


def address_of_page(request, municipality):
    """The address of the page of an analysis, with its choices."""
    return f"{reverse('analysis', args=[municipality.slug])}{choices_from(request.GET).query_string}"


def contents(request, municipality):
    """What the page shows: a dict of names to values. Sections that were left out cost nothing."""
    choices = choices_from(request.GET)
    peers = peers_of(municipality, choices.by)
    figures = figures_of(municipality, peers, choices.has("evolutie"))
    has_talks = choices.has("praktijken") or choices.has("vragen")
    address = address_of_page(request, municipality)
    return {
        "municipality": municipality,
        "former": municipality.predecessors.all(),
        "made_on": timezone.localdate(),
        "address": absolute(address),
        "site": absolute(""),
        "choices": choices,
        "groups": GROUPS,
        "sections": SECTIONS,
        "peers": peers,
        "figures": figures,
        "talks": talks_about(figures.themes, municipality, peers) if has_talks else [],
        "helpers": helpers(municipality) if choices.has("partners") else {},
        "money": money_for(municipality) if choices.has("subsidies") else None,
        "has_pdf": pdf.is_available(),
        "pdf_address": f"{reverse('analysis-pdf', args=[municipality.slug])}{choices.query_string}",
    }
