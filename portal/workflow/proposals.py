"""Proposed versions of what visitors see: made by who may not publish, judged by who may."""

from django.db import transaction
from django.utils import timezone

from portal import audit, roles
from portal.models import Status
from portal.versions.clashes import in_words
from portal.versions.documents import document_of
from portal.versions.merging import Merge
from portal.versions.models import Action, Version
from portal.versions.recording import before_change, latest, record
from portal.versions.shapes import shape_of
from portal.versions.writing import write
from portal.workflow import notices
from portal.workflow.fitness import StepError, errors_as_step, require_source
from portal.workflow.models import Proposal

State = Proposal.State

NOT_YOURS = "U mag dit niet."
GONE = "Ze is intussen verwijderd. Breng ze eerst terug."


def unfinished(entry, user):
    """The Proposal for `entry` that `user` is working on or submitted; None without one."""
    return Proposal.objects.of(entry).unfinished().filter(author=user).first()


def number_now(entry):
    """The number of the Version that `entry` is now; it is kept as one when nobody did."""
    newest = latest(entry)
    if newest is None or newest.document != document_of(entry):
        before_change(type(entry), [entry.pk])
        newest = latest(entry)
    return newest.number


def version(entry, number):
    """The document of the Version of `entry` with that number; None when there is none."""
    return Version.objects.of(entry).filter(number=number).values_list("document", flat=True).first()


def rebased(proposal, number=None, choices=None):
    """The Merge of `proposal` on top of the Version with that `number` of its entry; on the present one when None."""
    entry = proposal.entry
    now = document_of(entry) if number is None else version(entry, number)
    return Merge(shape_of(type(entry)), version(entry, proposal.base) or now, now, proposal.document, choices)


@transaction.atomic
def propose(entry, document, user, comment="", *, state=State.SUBMITTED, base=None, proposal=None):
    """Keeps `document` as a proposed version of `entry`, and has the editors told when it is submitted.

    `base` is the number of the Version from which it was made; the present one when None. It takes the place of
    `proposal`; without one, what `user` proposed earlier and is not judged yet gets the new changes on top. Returns
    the Proposal. Raises StepError when an earlier proposal was judged meanwhile.
    """
    base = base or number_now(entry)
    if proposal is None and (proposal := held(unfinished(entry, user))):
        earlier = rebased(proposal, base).document
        # Of one's own changes on top of each other, the newest count.
        document = Merge(shape_of(type(entry)), version(entry, base), earlier, document).document
    elif proposal is None:
        proposal = Proposal(entry=entry, author=user, base=base)
    elif (proposal := held(proposal)).state not in Proposal.UNFINISHED:
        raise StepError(judged(proposal))
    proposal.document, proposal.base, proposal.comment = document, base, comment or proposal.comment
    proposal.state, proposal.changed_at, proposal.problem = state, timezone.now(), ""
    proposal.save()
    if state == State.SUBMITTED:
        notices.of_proposal(proposal, user, comment)
    return proposal


def held(proposal):
    """`proposal` as it stands in the database, locked for this transaction; None for None or when it is gone."""
    return proposal and Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal.pk).first()


def judged(proposal):
    """That somebody decided about `proposal` already; a Dutch sentence."""
    if proposal is None:
        return "Dit voorstel bestaat niet meer."
    if proposal.reviewer is None:
        return f"Dit voorstel is intussen {proposal.get_state_display()}."
    name = notices.name_of(proposal.reviewer)
    return f"{name} heeft dit voorstel intussen beoordeeld. Het is nu “{proposal.get_state_display()}”."


def to_judge(proposal, user, seen=None, states=(State.SUBMITTED,)):
    """`proposal`, locked, for `user` to decide about.

    Raises StepError when somebody was first, when its author changed it since `seen` (the moment of its last
    change as ISO text), when its entry is gone, and when
    `user` may not publish that.
    """
    proposal = held(proposal)
    if proposal is None or (proposal.state not in states or proposal.applied_at):
        raise StepError(judged(proposal))
    if proposal.entry is None:
        raise StepError(GONE)
    if not roles.may_publish(user, proposal.entry):
        raise StepError(NOT_YOURS)
    if seen is not None and seen != proposal.changed_at.isoformat():
        raise StepError("De indiener heeft het voorstel intussen gewijzigd. Kijk het opnieuw na.")
    return proposal


@transaction.atomic
def approve(proposal, user, comment="", choices=None, publish_at=None, seen=None):
    """Puts `proposal` on the portal, or has it put there at `publish_at`; has its author told. Returns it.

    `choices` are those of Merge. Raises StepError as to_judge, when clashes are open, and when the entry cannot be so.
    """
    proposal = to_judge(proposal, user, seen)
    proposal.reviewer, proposal.answer, proposal.answered_at = user, comment, timezone.now()
    proposal.state, proposal.publish_at, proposal.problem = State.APPROVED, publish_at, ""
    if publish_at is None:
        apply(proposal, choices)
    else:
        settle(proposal, choices)
        proposal.save()
        audit.log(user, "schedule", proposal.entry, op=publish_at)
    notices.of_answer(proposal)
    return proposal


def settle(proposal, choices=None):
    """Makes `proposal` start from the present version, and returns its document. Raises StepError on an open clash."""
    made = rebased(proposal, choices=choices)
    if made.open:
        labels = ", ".join(choice.label for choice in in_words(made, made.open))
        raise StepError(f"Iemand anders wijzigde intussen ook dit: {labels}. Kies wat er moet staan.")
    proposal.base, proposal.document = number_now(proposal.entry), made.document
    return made.document


def apply(proposal, choices=None):
    """Writes an approved `proposal`, that is locked. Raises StepError when the entry cannot be so."""
    entry, model = proposal.entry, proposal.entry_model
    model.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    document = settle(proposal, choices)
    with errors_as_step(entry), transaction.atomic():
        entry = write(model, entry.pk, document)
        entry.full_clean()
    if entry.status == Status.PUBLISHED:
        require_source(entry)
    record(entry, proposal.reviewer, Action.APPROVED, proposal.answer)
    audit.log(proposal.reviewer, "approve", entry)
    proposal.left_out = entry.left_out
    proposal.applied_at = timezone.now()
    proposal.save()


def carry_out(proposal):
    """Puts a planned `proposal`, that is locked, on the portal. Raises StepError when that cannot be."""
    if proposal.entry is None:
        raise StepError("De fiche is verwijderd.")
    apply(proposal)
    notices.of_published(proposal)


@transaction.atomic
def answer(proposal, user, state, comment="", seen=None):
    """Sends `proposal` back to its author (State.OPEN) or refuses it; has the author told. Raises StepError."""
    proposal = to_judge(proposal, user, seen)
    proposal.reviewer, proposal.answer, proposal.answered_at = user, comment, timezone.now()
    proposal.state = state
    proposal.save()
    audit.log(user, "refuse", proposal.entry)
    notices.of_answer(proposal)
    return proposal


@transaction.atomic
def cancel(proposal, user):
    """Has a planned `proposal` wait for review again. Raises StepError when it is not planned any more."""
    proposal = to_judge(proposal, user, states=(State.APPROVED,))
    proposal.state, proposal.publish_at, proposal.problem = State.SUBMITTED, None, ""
    proposal.save()
    return proposal


@transaction.atomic
def withdraw(proposal, user):
    """Has the author of `proposal` take it back. Raises StepError when it was judged, or is another's."""
    proposal = held(proposal)
    if proposal is None or proposal.state not in Proposal.UNFINISHED:
        raise StepError(judged(proposal))
    if proposal.author_id != user.pk:
        raise StepError(NOT_YOURS)
    proposal.state = State.WITHDRAWN
    proposal.save()
    return proposal
