"""Plain pages: about, accessibility, privacy, and whether the portal is well."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from portal.exports import FORMATS
from portal.exports.table import absolute
from portal.models import Source


def about(request):
    """What Kapstok is, where its content comes from, and how old that is."""
    return render(request, "portal/about.html", {"sources": Source.objects.all(), "email": settings.CONTACT_EMAIL})


def accessibility(request):
    """The accessibility statement that the Bestuursdecreet of 7 December 2018 asks for."""
    return render(request, "portal/accessibility.html", {"email": settings.CONTACT_EMAIL})


def privacy(request):
    """What the portal knows of its visitors: nothing."""
    return render(request, "portal/privacy.html", {"email": settings.CONTACT_EMAIL})


def nowhere(request, **_):
    """An address that must not lead anywhere."""
    raise Http404


@never_cache
def health(request):
    """200 when the database answers, else 503; for the operator's watchdog."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("De databank antwoordt niet.\n", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("In orde.\n", content_type="text/plain; charset=utf-8")


def robots(request):
    """Search engines may see all but the admin and the files, which hold what the pages do; a PDF takes seconds."""
    files = [f"Disallow: /*.{extension}" for extension in (*FORMATS, "pdf")]
    sitemap = f"Sitemap: {absolute(reverse('sitemap'))}"
    # Forms: nothing on them to find.
    forms = ["Disallow: /melden/", "Disallow: /nazicht/"]
    lines = ["User-agent: *", "Disallow: /beheer/", *forms, *files, sitemap, ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
