"""Pages on which editors judge what others submit; see portal.workflow.urls for their addresses."""

from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render

from portal.addresses import admin_address
from portal.admin.entries import view_of
from portal.models import Status
from portal.versions.clashes import in_words
from portal.versions.differences import differences
from portal.versions.documents import document_of
from portal.workflow import notices, proposals, reviewing
from portal.workflow.fitness import StepError
from portal.workflow.forms import ReviewForm
from portal.workflow.judging import decided, judge_entry, judge_proposal
from portal.workflow.models import Plan, Proposal
from portal.workflow.people import author_of
from portal.workflow.proposing import PROPOSAL
from portal.workflow.steps import overtaken

State = Proposal.State


def page(request, template, title, **context):
    """One of these pages, in the frame of the admin."""
    return render(request, f"admin/{template}.html", {**admin.site.each_context(request), "title": title, **context})


def review_list(request):
    """All that waits to be judged."""
    if not reviewing.models_of(request.user):
        raise PermissionDenied
    waiting = reviewing.waiting_for(request.user)
    return page(
        request,
        "review_list",
        "Ter nazicht",
        waiting=[each for each in waiting if not each.is_planned],
        planned=sorted((each for each in waiting if each.is_planned), key=lambda each: each.publish_at),
    )


def review_entry(request, app_label, model_name, pk):
    """An entry in review: what is in it, and approve it or send it back."""
    entry = reviewing.entry_to_review(request.user, app_label, model_name, pk)
    decide = partial(judge_entry, entry, request.user)
    form = ReviewForm(
        request.POST or None,
        decisions=(ReviewForm.APPROVE, ReviewForm.RETURN),
        initial={"seen": entry.updated_at.isoformat()},
    )
    if request.method == "POST" and decided(request, form, decide):
        return redirect("review")
    heading, found = reviewing.what_changed(entry)
    return page(
        request,
        "review_page",
        entry.title,
        entry=entry,
        kind=entry._meta.verbose_name,
        form=form if entry.status == Status.REVIEW else None,
        closed="" if entry.status == Status.REVIEW else overtaken(entry),
        plan=Plan.objects.of(entry).select_related("by").first(),
        author=author_of(entry),
        heading=heading,
        differences=found,
        preview=preview_of(entry),
        form_url=notices.form_of(entry),
    )


def review_proposal(request, pk):
    """A proposed version: what it changes, and approve it, send it back or refuse it."""
    proposal = get_object_or_404(Proposal.objects.select_related("author", "reviewer"), pk=pk)
    if not reviewing.may_judge(request.user, proposal):
        raise PermissionDenied
    entry, model = proposal.entry, proposal.entry_model
    made = proposals.rebased(proposal) if entry else None
    form = ReviewForm(
        request.POST or None,
        clashes=in_words(made, made.clashes, request.user) if made else (),
        initial={"seen": proposal.changed_at.isoformat()},
    )
    if request.method == "POST" and decided(request, form, partial(judge_proposal, proposal, request.user)):
        return redirect("review")
    is_open = entry is not None and proposal.state == State.SUBMITTED
    return page(
        request,
        "review_page",
        entry.title if entry else proposal.title,
        entry=entry,
        proposal=proposal,
        kind=model._meta.verbose_name,
        form=form if is_open else None,
        closed="" if is_open else proposals.GONE if entry is None else proposals.judged(proposal),
        plan=proposal if proposal.is_planned else None,
        author=proposal.author,
        heading="Wat het voorstel verandert",
        differences=differences(model, document_of(entry), made.document) if entry else (),
        preview=entry and preview_of(entry, f"?{PROPOSAL}={proposal.pk}"),
        form_url=entry and f"{notices.form_of(entry)}?{PROPOSAL}={proposal.pk}",
    )


def preview_of(entry, query=""):
    """The path where one sees `entry` as visitors would; None for a kind without a page."""
    return admin_address(entry, "preview", entry.pk) + query if view_of(entry) else None


def withdraw(request, pk):
    """Its author takes a proposal back."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    proposal = get_object_or_404(Proposal.objects.filter(author=request.user), pk=pk)
    try:
        proposals.withdraw(proposal, request.user)
        messages.success(request, "Uw voorstel is ingetrokken.")
    except StepError as error:
        messages.error(request, str(error))
    return redirect("admin:index")
