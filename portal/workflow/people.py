"""Who must know what happens to an entry."""

from django.contrib.auth.models import User

from portal import roles
from portal.models import Status
from portal.workflow.mail import reachable
from portal.workflow.models import Step


def editors():
    """Who reviews what others submit, and can be mailed; a list of users."""
    return reachable(User.objects.filter(groups__name=roles.EDITOR))


def author_of(entry):
    """Who submitted an entry last, else who made it; None when nobody knows."""
    steps = Step.objects.of(entry).exclude(by=None).select_related("by")
    step = steps.filter(to_status=Status.REVIEW).first() or steps.filter(from_status="").first()
    return step and step.by


def keepers_of(entry):
    """Its author and its owner, who can be mailed; a list of users."""
    return reachable([author_of(entry), entry.owner])
