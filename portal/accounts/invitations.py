"""Inviting somebody, and what can be done about it until the person came."""

from django.contrib.auth.models import User
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from portal import audit
from portal.accounts import mails
from portal.accounts.models import Invitation


def invite(user, by):
    """Sends `user` a link to choose a password; an earlier link stops working. An inactive account becomes active.

    Returns whether the mail server took the mail.
    """
    with transaction.atomic():
        if not user.is_active:
            user.is_active = True
            user.save(update_fields=["is_active"])
        values = {"sent_at": timezone.now(), "sent_by": by, "accepted_at": None, "withdrawn_at": None}
        invitation, _ = Invitation.objects.update_or_create(user=user, defaults=values)
        audit.log(by, "invite", user)
    url = mails.absolute(reverse("invitation", args=[invitation.token]))
    return mails.send("invitation", user, url=url, invitation=invitation)


@transaction.atomic
def withdraw(invitation, by):
    """The link stops working, and the account is made inactive: nobody ever used it."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    invitation.user.is_active = False
    invitation.user.save(update_fields=["is_active"])
    audit.log(by, "account", invitation.user, done="invitation withdrawn")


@transaction.atomic
def accept(invitation):
    """The person chose a password; returns False when somebody did so with this link a moment before."""
    changed = Invitation.objects.open().filter(pk=invitation.pk, sent_at=invitation.sent_at)
    if not changed.update(accepted_at=timezone.now()):
        return False
    audit.log(invitation.user, "password", invitation.user, done="invitation accepted")
    return True


def new_username(first_name, last_name):
    """A name to sign in with that nobody has yet, such as "els.peeters" or "els.peeters2"."""
    wanted = slugify(f"{first_name} {last_name}").replace("-", ".")[:100] or "account"
    taken = {
        name.casefold() for name in User.objects.filter(username__istartswith=wanted).values_list("username", flat=True)
    }
    numbers = (f"{wanted}{number}" for number in range(2, len(taken) + 3))
    return next(name for name in (wanted, *numbers) if name not in taken)
