"""Writing a line of the log book."""

import logging

from django.apps import apps
from django.db import models, transaction

from portal.accounts import names

logger = logging.getLogger(__name__)


def log(user, action, subject="", **details):
    """Writes that `user` (None: the portal itself) did `action`, a value of portal.audit.models.Action.

    `subject` is what it was done to: an object, a model, or a text. `details` are few and small, JSON can hold them,
    and they hold no personal data. The line stands or falls with the transaction that it is written in. It never
    raises: what cannot be written is only told to the operator.
    """
    try:
        with transaction.atomic():
            apps.get_model("audit", "Event").objects.create(
                action=action, details=details, **by(user), **about(subject)
            )
    except Exception:
        logger.exception("No audit line for %s", action)


def by(user):
    """Who did it, with the roles of that moment."""
    if user is None or not user.is_authenticated:
        return {}
    roles = ["superuser"] if user.is_superuser else []
    roles += user.groups.order_by("name").values_list("name", flat=True)
    return {"user_id": user.pk, "name": names.name_of(user)[:200], "role": ", ".join(roles)[:200]}


def about(subject):
    """What it was done to; the number stays when the thing itself goes."""
    if isinstance(subject, type) and issubclass(subject, models.Model):
        return {"subject": str(subject._meta.verbose_name_plural), "subject_type": subject._meta.label_lower}
    text = " ".join(str(subject).replace("\0", " ").split())[:300]
    if isinstance(subject, models.Model):
        return {
            "subject": text,
            "subject_type": subject._meta.label_lower,
            "subject_id": "" if subject.pk is None else str(subject.pk),
        }
    return {"subject": text}
