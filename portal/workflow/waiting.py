"""What the desk shows of the workflow: see portal.desk."""

from django.urls import reverse

from portal.desk.blocks import Block, Item
from portal.models import Status
from portal.workflow import notices, reviewing
from portal.workflow.models import Proposal, Step
from portal.workflow.wording import in_words

SHOWN = 5


def waiting(user):
    """Blocks for editors (to review, planned) and for authors (sent back, their proposals)."""
    blocks = [returned(user), proposed(user)]
    if reviewing.models_of(user):
        found = reviewing.waiting_for(user)
        to_review = [each for each in found if not each.is_planned]
        planned = sorted((each for each in found if each.is_planned), key=lambda each: each.publish_at)
        blocks += [review_block(to_review), planned_block(planned)]
    return [block for block in blocks if block]


def review_block(found):
    """What waits for editors."""
    items = [
        Item(each.title, each.url, f"{each.kind}, {each.what} van {each.name}, {in_words(each.since)}")
        for each in found[:SHOWN]
    ]
    return Block("Ter nazicht", 10, items, len(found), reverse("review"), "Er wacht niets op nazicht.")


def planned_block(found):
    """What will be published by itself."""
    items = [Item(each.title, each.url, f"op {in_words(each.publish_at)}") for each in found[:SHOWN]]
    return Block("Gepland", 20, items, len(found), reverse("review"))


def returned(user):
    """Drafts and proposals that were sent back to `user`."""
    items = [*returned_drafts(user), *returned_proposals(user)]
    return Block("Teruggestuurd naar u", 10, items[:SHOWN], len(items))


def returned_drafts(user):
    """Drafts that `user` submitted last and another sent back; Items."""
    submitted = Step.objects.filter(by=user, to_status=Status.REVIEW)
    keys = set(submitted.values_list("entry_type_id", "entry_id"))
    last = {}
    about = Step.objects.filter(entry_id__in={key for _, key in keys}, to_status__in=(Status.REVIEW, Status.DRAFT))
    for step in about.exclude(from_status="").with_entries():
        last.setdefault((step.entry_type_id, step.entry_id), step)
    for key, step in last.items():
        if key in keys and step.is_return and step.by_id != user.pk:
            entry = step.entry
            if entry is not None and entry.status == Status.DRAFT:
                yield Item(entry.title, notices.form_of(entry), step.comment)


def returned_proposals(user):
    """Proposals of `user` that another sent back; Items."""
    for proposal in Proposal.objects.filter(author=user, state=Proposal.State.OPEN).exclude(answered_at=None):
        entry = proposal.entry
        if entry is not None:
            yield Item(entry.title, notices.form_of(entry), proposal.answer)


def proposed(user):
    """Unfinished and planned proposals of `user`."""
    mine = Proposal.objects.filter(author=user)
    mine = (mine.unfinished() | mine.planned()).order_by("-changed_at")
    items = [
        Item(proposal.entry.title, notices.form_of(proposal.entry), told(proposal))
        for proposal in mine.with_entries()
        if proposal.entry is not None
    ]
    return Block("Uw voorstellen", 20, items[:SHOWN], len(items))


def told(proposal):
    """Where a proposal stands, in Dutch."""
    return f"gepland op {in_words(proposal.publish_at)}" if proposal.is_planned else proposal.get_state_display()
