"""What somebody typed in a form and did not save yet."""

import json
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone

from portal.addresses import admin_address
from portal.keeping.moments import when
from portal.keeping.tokens import LONGEST, NEW, Token

LARGEST = 1024 * 1024  # bytes of one form
MOST = 40  # forms of one user; the oldest makes room
DAYS = 30
BUSY = timedelta(minutes=15)
# How often one form is kept for somebody who is not signed in: its token alone is no licence to write for ever.
MOST_SIGNED_OUT = 500


class CannotKeepError(Exception):
    """A form was not kept; the text says why, in Dutch."""


TOO_LARGE = "Dit is te veel om te bewaren: hoogstens 1 MB. Kort de tekst in, of verdeel hem over meer fiches."
TOO_OFTEN = "U bent al lang afgemeld. Meld u aan in een ander venster, en probeer dan opnieuw."


class KeptFormQuerySet(models.QuerySet):
    @transaction.atomic
    def keep(self, token, posted, is_signed_in=True):
        """Keeps what was `posted` (a QueryDict) with the form of `token`, instead of what was kept of it before.

        Returns the KeptForm; raises CannotKeepError.
        """
        data = typed(posted)
        if len(json.dumps(data, ensure_ascii=False).encode()) > LARGEST:
            raise CannotKeepError(TOO_LARGE)
        kept, is_new = self.select_for_update().get_or_create(
            user_id=token.user, form=token.form, defaults={"data": data}
        )
        times = 0 if is_signed_in else kept.times_signed_out + 1
        if times > MOST_SIGNED_OUT:
            raise CannotKeepError(TOO_OFTEN)
        kept.data, kept.base, kept.kept_at, kept.times_signed_out = data, token.base or "", timezone.now(), times
        kept.save()
        if is_new:
            self.filter(pk__in=self.filter(user_id=token.user).order_by("-kept_at").values("pk")[MOST:]).delete()
        return kept

    def of(self, user):
        """What `user` may see: only what is their own."""
        return self.filter(user=user)

    def of_form(self, name):
        """Those of the form with that name; for something new, of all forms of its kind that were begun."""
        kind, _, rest = name.partition(f"/{NEW}")
        return self.filter(form__startswith=f"{kind}/{NEW}") if rest else self.filter(form=name)

    def busy(self, name, user):
        """Those of others than `user` who typed in the form a moment ago."""
        recent = self.filter(form=name, kept_at__gte=timezone.now() - BUSY).exclude(user=user)
        return recent.select_related("user").order_by("started_at")

    def outdated(self, now):
        return self.filter(kept_at__lt=now - timedelta(days=DAYS))


class KeptForm(models.Model):
    """One form of one user, as it was last typed or sent."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="wie")
    form = models.CharField("formulier", max_length=LONGEST)
    base = models.CharField("vertrokken van", max_length=64, blank=True)
    data = models.JSONField("wat getypt is")
    started_at = models.DateTimeField("begonnen op", default=timezone.now)
    kept_at = models.DateTimeField("bewaard op", default=timezone.now, db_index=True)
    times_signed_out = models.PositiveSmallIntegerField("keren zonder aanmelding", default=0)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = "bewaard formulier"
        verbose_name_plural = "bewaarde formulieren"
        ordering = ["-kept_at"]
        # No list of them is public, nor is one of the admin: each is for one user alone.
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "form"], name="keptform_once"),
            models.CheckConstraint(
                name="keptform_signed_out_bounded", condition=models.Q(times_signed_out__lte=MOST_SIGNED_OUT)
            ),
        ]
        indexes = [models.Index(fields=["form", "kept_at"], name="keptform_busy")]

    def __str__(self):
        return self.title or f"{self.model._meta.verbose_name} zonder titel"

    @property
    def model(self):
        """The model of the thing that the form is about."""
        return apps.get_model(self.form.partition("/")[0])

    @property
    def object_id(self):
        """The primary key of the thing as text; None for something new."""
        rest = self.form.partition("/")[2]
        return None if rest.startswith(NEW) else rest.partition("?")[0]

    @property
    def title(self):
        """What the thing is called in the form."""
        return next((self.data[name][0].strip() for name in ("title", "name") if self.data.get(name)), "")

    @property
    def token(self):
        return Token(self.user_id, self.form, self.base)

    @property
    def form_address(self):
        """Where the form is."""
        page = ("change", self.object_id) if self.object_id else ("add",)
        query = self.form.partition("?")[1:]
        return admin_address(self.model, *page) + "".join(query)

    @property
    def address(self):
        """Where the form is shown with this in it."""
        address = self.form_address
        return f"{address}{'&' if '?' in address else '?'}bewaard={self.pk}"

    @property
    def when(self):
        """When it was kept, in words."""
        return when(self.kept_at)

    def posted(self):
        """What was posted, as a view gets it."""
        posted = QueryDict(mutable=True)
        for name, values in self.data.items():
            posted.setlist(name, values)
        return posted


def typed(posted):
    """What somebody typed, of what a form sent: a dict of name to list of texts.

    Not its buttons and tokens, whose names begin with "_". PostgreSQL knows no NUL character.
    """
    return {
        name.replace("\0", ""): [value.replace("\0", "") for value in values if isinstance(value, str)]
        for name, values in posted.lists()
        if not name.startswith("_") and name != "csrfmiddlewaretoken"
    }
