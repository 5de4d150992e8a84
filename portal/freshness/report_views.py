"""The page where a visitor reports a mistake."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.clients import network_address
from portal.freshness import reports
from portal.freshness.forms import VisitorForm
from portal.freshness.kinds import model_of
from portal.freshness.models import Report
from portal.freshness.public import unlisted

# A field that people do not see, and programs fill in.
TRAP = "onderwerp"
TOO_SOON = "Dat ging erg snel. Lees uw melding nog eens na, en druk dan opnieuw op “Verstuur”."
TOO_LATE = "Deze bladzijde stond lang open. Uw tekst staat er nog. Druk opnieuw op “Verstuur”."
TOO_MANY = "Er kwamen vandaag al veel meldingen binnen. Probeer het morgen opnieuw. Uw tekst staat hieronder nog."


# Django's own check needs a cookie; the stamp in the form takes its place.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@unlisted
def report(request, kind, slug):
    """The form about one entry; what is sent waits for an editor."""
    now, entry = timezone.now(), published(kind, slug)
    if request.method != "POST":
        return page(request, entry, VisitorForm(), reports.stamp(entry, now))
    form, stamp = VisitorForm(request.POST), request.POST.get("stempel", "")
    if request.POST.get(TRAP):
        return redirect("reported", kind, slug)
    age = reports.age_of(stamp, entry, now)
    if age is None or age > reports.MOST:
        return page(request, entry, form, reports.stamp(entry, now), TOO_LATE)
    if not form.is_valid():
        return page(request, entry, form, stamp)
    if age < reports.LEAST:
        return page(request, entry, form, stamp, TOO_SOON)
    try:
        reports.take(
            reports.report_of(entry, Report.Origin.VISITOR, **form.cleaned_data), network_address(request), now
        )
    except reports.TooManyError:
        return page(request, entry, form, stamp, TOO_MANY, status=429)
    return redirect("reported", kind, slug)


def page(request, entry, form, stamp, notice="", status=None):
    """The form, with what was typed; 422 when it was sent but not taken."""
    context = {"entry": entry, "form": form, "stamp": stamp, "trap": TRAP, "notice": notice}
    return render(request, "freshness/report.html", context, status=status or (422 if form.is_bound else 200))


@require_safe
@unlisted
def reported(request, kind, slug):
    """Thanks; also for who was not taken seriously."""
    return render(request, "freshness/reported.html", {"entry": published(kind, slug)})


def published(kind, slug):
    """The entry that visitors see under that kind and slug. Raises Http404."""
    return get_object_or_404(model_of(kind).objects.published(), slug=slug)
