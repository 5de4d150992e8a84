"""Pages for who has a signed link: an entry still is right, or not."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from portal.freshness import answers, facts
from portal.freshness.answers import ChangedError, ClosedError, Problem
from portal.freshness.forms import OwnerForm
from portal.freshness.models import Report
from portal.freshness.public import unlisted
from portal.freshness.reports import report_of
from portal.freshness.tokens import ONE, token_for

# A closed question is no fault of who has the link, but these are gone for good, or never were.
STATUS_OF = {Problem.WRONG: 404, Problem.EXPIRED: 410, Problem.GONE: 410}


def answering(view):
    """For a view of a signed link: a closed question gives a page that says why, and how to go on.

    Without Django's check of a cookie: who sends the form knows the token, which no other website does.
    """

    def wrapper(request, token):
        try:
            return view(request, token)
        except ClosedError as closed:
            context = {"problem": closed.problem.value, "entry": closed.entry}
            return render(request, "freshness/closed.html", context, status=STATUS_OF.get(closed.problem, 200))

    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(unlisted(wrapper)))


@answering
def check(request, token):
    """One entry. Only a form that is sent changes anything: programs that follow the links in mails do not."""
    now = timezone.now()
    question = answers.open_one(token, now)
    entry, notice = question.entry, ""
    wants_to_correct = "anders" in request.POST
    form = OwnerForm(entry, request.POST if wants_to_correct else None)
    if wants_to_correct and form.is_valid():
        texts = {"wrong": form.cleaned_data["wrong"], "proposal": form.changes()}
        answers.correct(question.asked, report_of(entry, Report.Origin.OWNER, once=question.asked.pk, **texts), now)
        return redirect("check", token)
    if "klopt" in request.POST:
        try:
            answers.confirm(question.asked, request.POST.get("gezien", ""), now)
            return redirect("check", token)
        except ChangedError:
            notice = "Iemand wijzigde deze fiche net. Hieronder staat ze zoals ze nu is. Kijk nog eens."
    context = {"question": question, "entry": entry, "form": form, "notice": notice, "token": token}
    context |= {"facts": facts.facts_of(entry), "rows": facts.rows_of(entry), "sources": entry.sources.distinct()}
    return render(request, "freshness/check.html", context, status=422 if form.errors else 200)


@answering
def check_all(request, token):
    """All entries of one mail that are still open; those that were ticked, or the one of the button, are confirmed."""
    now = timezone.now()
    _, questions = answers.open_all(token, now)
    chosen = request.POST.getlist("een") or request.POST.getlist("fiche")
    confirmed, changed = [], []
    for question in questions if request.method == "POST" else ():
        if str(question.asked.pk) in chosen:
            done = confirm_seen(question, request.POST.get(f"gezien-{question.asked.pk}", ""), now)
            (confirmed if done else changed).append(question.entry)
    left = [each for each in questions if each.entry not in confirmed]
    context = {
        "lines": [(each, token_for(each.asked, ONE), facts.facts_of(each.entry)) for each in left],
        "confirmed": confirmed,
        "changed": changed,
        "is_empty_choice": request.method == "POST" and not confirmed and not changed,
    }
    return render(request, "freshness/check_all.html", context)


def confirm_seen(question, stamp, now):
    """Confirms one of several; whether that went well. When not, somebody edited or answered it meanwhile."""
    try:
        answers.confirm(question.asked, stamp, now)
    except (ChangedError, ClosedError):
        return False
    return True
