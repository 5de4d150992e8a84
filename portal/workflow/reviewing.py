"""What waits for an editor, and what there is to see of one thing that waits."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from portal import roles
from portal.models import Entry, Status
from portal.versions.differences import differences
from portal.versions.documents import document_of
from portal.versions.models import Action, Version
from portal.workflow import notices
from portal.workflow.models import Plan, Proposal, Step

# Of one kind; more than anybody reviews in a day.
MOST = 100


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: `who` submitted it at `since`, and `url` leads to its review.

    `publish_at` is for what is planned; `problem` is why that failed.
    """

    title: str
    kind: str
    what: str
    who: User | None
    since: datetime
    url: str
    publish_at: datetime | None = None
    problem: str = ""

    @property
    def is_planned(self):
        """Whether it will be published by itself."""
        return self.publish_at is not None and not self.problem

    @property
    def name(self):
        return notices.name_of(self.who)


def models_of(user):
    """The kinds of entries that `user` judges; a list."""
    return [model for model in map(apps.get_model, roles.ENTRIES) if roles.may_publish(user, model)]


def waiting_for(user):
    """All that waits for `user` to judge, and what is planned, the oldest first; a list of Waiting."""
    found = [each for model in models_of(user) for each in (*entries_of(user, model), *proposals_of(model))]
    return sorted(found, key=lambda each: each.since)


def entries_of(user, model):
    """Entries of `model` in review."""
    entries = list(roles.visible(user, model.objects.filter(status=Status.REVIEW)).order_by("updated_at")[:MOST])
    if not entries:
        return
    keys = [entry.pk for entry in entries]
    steps = Step.objects.of_model(model).filter(entry_id__in=keys, to_status=Status.REVIEW).select_related("by")
    last = {step.entry_id: step for step in reversed(steps)}
    plans = {plan.entry_id: plan for plan in Plan.objects.of_model(model).filter(entry_id__in=keys)}
    for entry in entries:
        step, plan = last.get(entry.pk), plans.get(entry.pk)
        yield Waiting(
            entry.title,
            model._meta.verbose_name,
            "nieuwe fiche",
            step and step.by,
            step.at if step else entry.updated_at,
            notices.review_path(entry),
            plan and plan.publish_at,
            plan.problem if plan else "",
        )


def proposals_of(model):
    """Submitted and planned proposals for entries of `model`."""
    found = Proposal.objects.of_model(model)
    found = (found.submitted() | found.planned()).select_related("author")[:MOST]
    titles = dict(model.objects.filter(pk__in=[each.entry_id for each in found]).values_list("pk", "title"))
    for proposal in found:
        yield Waiting(
            titles.get(proposal.entry_id, proposal.title),
            model._meta.verbose_name,
            "voorstel" if proposal.entry_id in titles else "voorstel (fiche verwijderd)",
            proposal.author,
            proposal.changed_at,
            reverse("review-proposal", args=[proposal.pk]),
            proposal.publish_at,
            proposal.problem,
        )


def entry_to_review(user, app_label, model_name, pk):
    """The entry that an address names. Raises Http404 when `user` may not see it, PermissionDenied for no judge."""
    label = f"{app_label}.{model_name}"
    if label not in roles.ENTRIES:
        raise Http404
    model = apps.get_model(label)
    entry = roles.visible(user, model.objects.filter(pk=pk)).first()
    if entry is None:
        raise Http404
    if not roles.may_publish(user, entry):
        raise PermissionDenied
    return entry


def what_changed(entry):
    """What an editor has to look at of an entry in review: the Differences with what one saw before, and a heading."""
    versions = Version.objects.of(entry)
    seen = versions.filter(action__in=(Action.RETURNED, Action.UNPUBLISHED, Action.PUBLISHED)).first()
    heading = "Wat er veranderde sinds de eindredactie ze zag" if seen else "Wat er in de fiche staat"
    found = differences(type(entry), seen and seen.document, document_of(entry))
    return heading, [each for each in found if each.name not in OWN_WORK]


# What is said above the differences already.
OWN_WORK = {"status", "published_on"}


def may_judge(user, proposal):
    """Whether `user` may judge `proposal`, also when its entry is gone."""
    entry = proposal.entry
    if isinstance(entry, Entry) and not roles.may_see(user, entry):
        return False
    return roles.may_publish(user, entry or proposal.entry_model)
