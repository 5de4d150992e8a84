"""Publishing an entry in review on a day to come."""

from django.db import transaction
from django.utils.timezone import localtime

from portal import audit, roles
from portal.models import Status
from portal.versions.documents import document_of
from portal.workflow import notices
from portal.workflow.fitness import StepError, require_source
from portal.workflow.models import Plan
from portal.workflow.proposals import NOT_YOURS, number_now, version
from portal.workflow.steps import standing, take

CHANGED = "De fiche is gewijzigd na de goedkeuring. Kijk ze opnieuw na."


@transaction.atomic
def plan(entry, publish_at, user, comment=""):
    """Has `entry`, which is in review, published at `publish_at` as it is now; returns the Plan, in place of any other.

    Raises StepError when it is not in review any more, when it is not fit, and when `user` may not publish it.
    """
    current = standing(entry)
    if current.status != Status.REVIEW:
        raise StepError(f"Ze staat op “{current.get_status_display()}”.")
    if not roles.may_publish(user, current):
        raise StepError(NOT_YOURS)
    require_source(current)
    Plan.objects.of(entry).delete()
    made = Plan.objects.create(
        entry=entry, publish_at=publish_at, version=number_now(current), by=user, comment=comment
    )
    audit.log(user, "schedule", current, op=f"{localtime(publish_at):%d/%m/%Y %H:%M}")
    notices.of_plan(made)
    return made


@transaction.atomic
def cancel(entry, user):
    """Takes the plan for `entry` away; returns whether there was one. Raises StepError when `user` may not."""
    if not roles.may_publish(user, entry):
        raise StepError(NOT_YOURS)
    return Plan.objects.of(entry).delete()[0] > 0


def follow(entry, user):
    """After `user` saved `entry`: what a publisher changed is approved too; what another changed is not."""
    plans = Plan.objects.of(entry)
    if roles.may_publish(user, entry):
        if plans.exists():
            plans.update(version=number_now(entry), problem="")
        return
    for plan in plans.filter(problem=""):
        plan.problem = CHANGED
        plan.save()
        notices.of_problem(plan)


def carry_out(plan):
    """Publishes what was planned; the Plan goes with the step. Raises StepError when that cannot be."""
    entry = plan.entry and plan.entry_model.objects.select_for_update(of=("self",)).filter(pk=plan.entry_id).first()
    if entry is None:
        raise StepError("De fiche is verwijderd.")
    if entry.status != Status.REVIEW:
        raise StepError(f"De fiche staat op “{entry.get_status_display()}”.")
    if document_of(entry) != version(entry, plan.version):
        raise StepError(CHANGED)
    return take(entry, Status.PUBLISHED, plan.by, plan.comment)
