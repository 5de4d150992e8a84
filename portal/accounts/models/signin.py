"""Who signed in when, and from which browser: to show it to that person, and to be able to end it."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

# The last page that somebody opened is written down no more often than this.
SEEN_EVERY = timedelta(minutes=5)
# How long a sign-in is remembered; the newest two of each person stay, to say when and where the previous one was.
REMEMBERED = timedelta(days=30)
ALWAYS = 2


class SignInQuerySet(models.QuerySet):
    def going_on(self):
        """Those of which the session still lasts."""
        since = timezone.now() - timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return self.filter(ended_at=None, seen_at__gt=since, user__is_active=True)

    def end(self):
        """Ends the sessions; who is in one has to sign in again. Returns how many."""
        return self.filter(ended_at=None).update(ended_at=timezone.now())

    def forgettable(self, now):
        """What is no longer needed at that moment."""
        newest = self.model.objects.filter(user=models.OuterRef("user")).order_by("-at").values("pk")[:ALWAYS]
        return self.filter(at__lt=now - REMEMBERED).exclude(pk__in=models.Subquery(newest))


class SignIn(models.Model):
    """One session. No address of the computer is kept, only a number of its browser (see portal.accounts.devices)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="account", related_name="sign_ins", db_index=False
    )
    at = models.DateTimeField("aangemeld op", default=timezone.now)
    seen_at = models.DateTimeField("laatst gezien op", default=timezone.now)
    ended_at = models.DateTimeField("beëindigd op", null=True, blank=True)
    device = models.CharField("nummer van het toestel", max_length=32)
    browser = models.CharField("browser", max_length=60, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "aanmelding"
        verbose_name_plural = "aanmeldingen"
        ordering = ("-at",)
        indexes = [models.Index(fields=["user", "-at"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(seen_at__gte=models.F("at")), name="signin_seen_after_it_began")
        ]

    def __str__(self):
        return f"{self.user} op {timezone.localtime(self.at):%d/%m/%Y}"

    @property
    def previous(self):
        """The sign-in of the same person before this one; None for the first."""
        return SignIn.objects.filter(user=self.user_id, at__lt=self.at).first()
