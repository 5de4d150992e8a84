"""What was approved for a day to come, on that day."""

import logging

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef

from portal.versions.models import Version
from portal.workflow import mail, notices, plans, proposals
from portal.workflow.fitness import StepError
from portal.workflow.models import Plan, Proposal, Step

logger = logging.getLogger(__name__)


def run(now):
    """Publishes all that was planned until `now`, a moment with a time zone; returns a Dutch line for each.

    Safe to repeat, and for two at once. What cannot be published is told to who approved it, and stays to be seen.
    """
    lines = []
    with mail.together(lines.append):
        for model in (Plan, Proposal):
            lines += [publish(model, key, now) for key in model.objects.due(now).values_list("pk", flat=True)]
    forget_what_is_gone()
    return [line for line in lines if line]


def forget_what_is_gone():
    """Removes what is about entries that cannot come back: those that exist no more and have no versions left."""
    versions = Version.objects.filter(entry_type=OuterRef("entry_type"), entry_id=OuterRef("entry_id"))
    for about in (Step, Proposal, Plan):
        lost = about.objects.exclude(Exists(versions)).order_by()
        for entry_type in ContentType.objects.filter(pk__in=lost.values("entry_type")):
            there = entry_type.model_class()._base_manager.values("pk")
            lost.filter(entry_type=entry_type).exclude(entry_id__in=there).delete()


def publish(model, key, now):
    """Publishes one Plan or Proposal; returns a Dutch line, or "" when another process was first."""
    with transaction.atomic():
        planned = model.objects.due(now).select_for_update(of=("self",), skip_locked=True).filter(pk=key).first()
        if planned is None:
            return ""
        try:
            with transaction.atomic():
                entry = planned.entry
                plans.carry_out(planned) if model is Plan else proposals.carry_out(planned)
                return f"Gepubliceerd zoals gepland: “{entry}”."
        except StepError as error:
            return fail(planned, str(error))
        except Exception:
            # One that fails in an unforeseen way must not keep the others back, nor go unseen.
            logger.exception("Planned %s %s was not published", model.__name__, key)
            return fail(planned, "Er liep iets mis dat in het logboek staat.")


def fail(planned, reason):
    """Keeps why `planned` was not published, where editors see it, and mails it to who approved it."""
    planned.problem = reason
    planned.save()
    notices.of_problem(planned)
    return f"Niet gepubliceerd zoals gepland: “{planned.title}”. {reason}"
