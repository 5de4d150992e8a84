"""What is mailed at each step, and to whom."""

from django.urls import reverse

from portal.addresses import admin_address
from portal.models import Status
from portal.workflow import people
from portal.workflow.mail import Notice, name_of, reachable, send
from portal.workflow.models import Plan, Proposal
from portal.workflow.wording import in_words

State = Proposal.State

ANSWERS = {
    State.OPEN: ("Teruggestuurd", "stuurde uw voorstel terug"),
    State.APPROVED: ("Goedgekeurd", "keurde uw voorstel goed"),
    State.REFUSED: ("Geweigerd", "weigerde uw voorstel"),
}


def form_of(entry):
    """The path of the form of `entry` in the admin."""
    return admin_address(entry, "change", entry.pk)


def named(entry):
    """An entry as a mail names it: its title and kind, and nothing more."""
    return f"“{entry}” ({entry._meta.verbose_name})"


def tell(receivers, doer, entry, subject, did, comment, path):
    """Has each of `receivers` but `doer` told that `doer` did something: `did` stands after the name of the entry."""
    sentence = f"{name_of(doer)} {did}: {named(entry)}."
    send(
        [
            Notice(user, f"{subject}: {entry}", sentence, comment, path)
            for user in receivers
            if doer is None or user.pk != doer.pk
        ]
    )


def of_step(entry, step):
    """Has those told for whom this Step of `entry` matters."""
    before, after = step.from_status, step.to_status
    if after == Status.REVIEW:
        editors = people.editors()
        tell(editors, step.by, entry, "Ter nazicht", "legt een fiche voor", step.comment, review_path(entry))
    elif after == Status.PUBLISHED:
        keepers = people.keepers_of(entry)
        tell(keepers, step.by, entry, "Gepubliceerd", "publiceerde", step.comment, entry.get_absolute_url())
    elif step.is_return:
        keepers = people.keepers_of(entry)
        tell(keepers, step.by, entry, "Teruggestuurd", "stuurde terug", step.comment, form_of(entry))
    elif before == Status.PUBLISHED:
        keepers = people.keepers_of(entry)
        subject = "Niet meer op het portaal"
        tell(keepers, step.by, entry, subject, "haalde van het portaal", step.comment, form_of(entry))


def of_plan(plan):
    """Has its author and owner told that an entry was approved for a day to come."""
    did = f"keurde goed voor {in_words(plan.publish_at)}"
    tell(people.keepers_of(plan.entry), plan.by, plan.entry, "Goedgekeurd", did, plan.comment, form_of(plan.entry))


def of_proposal(proposal, user, comment):
    """Has the editors told that `user` submitted `proposal`."""
    path = review_of(proposal)
    tell(people.editors(), user, proposal.entry, "Voorstel", "legt een voorstel voor", comment, path)


def of_answer(proposal):
    """Has its author, and the owner of the entry, told what the reviewer of `proposal` decided."""
    entry = proposal.entry
    receivers = reachable([proposal.author, entry.owner])
    subject, did = ANSWERS[proposal.state]
    if proposal.publish_at:
        did += f" voor {in_words(proposal.publish_at)}"
    tell(receivers, proposal.reviewer, entry, subject, did, proposal.answer, form_of(entry))


def of_published(proposal):
    """Has its author told that `proposal`, which was planned, is on the portal."""
    entry = proposal.entry
    receivers = reachable([proposal.author, entry.owner, proposal.reviewer])
    sentence = f"Zoals gepland staat dit nu op het portaal: {named(entry)}."
    send([Notice(user, f"Gepubliceerd: {entry}", sentence, "", entry.get_absolute_url()) for user in receivers])


def of_problem(planned):
    """Has who approved it told that a Plan or Proposal was not published; the editors when they cannot be reached."""
    approver = planned.by if isinstance(planned, Plan) else planned.reviewer
    sentence = f"Dit kon niet gepubliceerd worden zoals gepland: “{planned.title}”. {planned.problem}"
    subject = f"Niet gepubliceerd: {planned.title}"
    receivers = reachable([approver]) or people.editors()
    send([Notice(user, subject, sentence, "", review_of(planned)) for user in receivers])


def review_of(thing):
    """The path of the page where a Proposal or the entry of a Plan is reviewed."""
    if isinstance(thing, Proposal):
        return reverse("review-proposal", args=[thing.pk])
    return reverse("review-entry", args=[thing.entry_type.app_label, thing.entry_type.model, thing.entry_id])


def review_path(entry):
    """The path of the page where `entry` is reviewed."""
    return reverse("review-entry", args=[entry._meta.app_label, entry._meta.model_name, entry.pk])
