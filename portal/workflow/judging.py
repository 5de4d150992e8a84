"""Doing what a reviewer decided."""

from functools import partial

from django.contrib import messages

from portal.models import Status
from portal.workflow import mail, plans, proposals
from portal.workflow.fitness import StepError
from portal.workflow.forms import ReviewForm
from portal.workflow.models import Proposal
from portal.workflow.steps import advance, overtaken
from portal.workflow.wording import in_words

State = Proposal.State
DECIDED = {ReviewForm.RETURN: State.OPEN, ReviewForm.REFUSE: State.REFUSED}
CHANGED = "De fiche is intussen gewijzigd. Kijk ze opnieuw na."


def judge_entry(entry, user, form):
    """Does with `entry` what the form decides; returns what to say. Raises StepError."""
    if form is None:
        return "De planning is geannuleerd." if plans.cancel(entry, user) else "Er was niets gepland."
    if entry.status != Status.REVIEW:
        raise StepError(overtaken(entry))
    if form.cleaned_data["seen"] != entry.updated_at.isoformat():
        raise StepError(CHANGED)
    comment, moment = form.cleaned_data["comment"], form.cleaned_data["publish_at"]
    if form.decision == ReviewForm.RETURN:
        advance(entry, Status.DRAFT, user, comment)
        return f"“{entry}” is teruggestuurd."
    if moment:
        plans.plan(entry, moment, user, comment)
        return f"“{entry}” wordt gepubliceerd op {in_words(moment)}."
    advance(entry, Status.PUBLISHED, user, comment)
    return f"“{entry}” staat nu op het portaal."


def judge_proposal(proposal, user, form):
    """Does with `proposal` what the form decides; returns what to say. Raises StepError."""
    if form is None:
        proposals.cancel(proposal, user)
        return "De planning is geannuleerd. Het voorstel wacht weer op nazicht."
    comment, seen = form.cleaned_data["comment"], form.cleaned_data["seen"]
    if form.decision != ReviewForm.APPROVE:
        proposals.answer(proposal, user, DECIDED[form.decision], comment, seen)
        return "Het voorstel is " + ("geweigerd." if form.decision == ReviewForm.REFUSE else "teruggestuurd.")
    moment = form.cleaned_data["publish_at"]
    done = proposals.approve(proposal, user, comment, form.choices, moment, seen)
    if moment:
        return f"Het voorstel komt op het portaal op {in_words(moment)}."
    return " ".join(["Het voorstel is goedgekeurd en staat op het portaal.", *done.left_out])


def decided(request, form, decide):
    """Whether what was posted could be done; says what was done, or puts in the form why not."""
    cancels = "cancel" in request.POST
    if not cancels and not form.is_valid():
        return False
    try:
        with mail.together(partial(messages.warning, request)):
            messages.success(request, decide(None if cancels else form))
    except StepError as error:
        messages.error(request, str(error))
        return cancels
    return True
