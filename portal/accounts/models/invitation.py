"""An invitation by mail to choose a password, and so to begin working in the admin."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone

VALID = timedelta(days=7)
SALT = "portal.accounts.invitation"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that wait for the person."""
        return self.filter(accepted_at=None, withdrawn_at=None, sent_at__gt=timezone.now() - VALID)

    def of_link(self, token):
        """The open invitation that the signed `token` of a link leads to; None when there is none (any more)."""
        try:
            pk, sent_at = signing.loads(token, salt=SALT, max_age=VALID)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        found = self.open().select_related("user").filter(pk=pk, user__is_active=True).first()
        return found if found and found.sent_at.isoformat() == sent_at else None


class Invitation(models.Model):
    """Of one person; sending it again makes the earlier link worthless."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="account", related_name="invitation"
    )
    sent_at = models.DateTimeField("verstuurd op", default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name="uitgenodigd door", related_name="+"
    )
    accepted_at = models.DateTimeField("aanvaard op", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "uitnodiging"
        verbose_name_plural = "uitnodigingen"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None), name="invitation_has_one_end"
            )
        ]

    def __str__(self):
        return f"uitnodiging van {self.user}"

    @property
    def valid_until(self):
        return self.sent_at + VALID

    @property
    def is_open(self):
        return not (self.accepted_at or self.withdrawn_at) and timezone.now() < self.valid_until

    @property
    def state(self):
        """One Dutch word."""
        if self.accepted_at:
            return "aanvaard"
        if self.withdrawn_at:
            return "ingetrokken"
        return "open" if self.is_open else "verlopen"

    @property
    def token(self):
        """What the link in the mail ends with."""
        return signing.dumps([self.pk, self.sent_at.isoformat()], salt=SALT)
