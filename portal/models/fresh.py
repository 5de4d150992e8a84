"""Which entries somebody should check again, and who."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone


class FreshQuerySet(models.QuerySet):
    def due(self, on=None):
        """Published entries that somebody should check again on the day `on`, today unless told.

        Annotates `due_since`, a date: the one that an editor or a check set; without it, some time after the last
        check (see Fresh.fresh_for); never checked, since it was published.
        """
        again = Cast(F("checked_on") + self.model.fresh_for, models.DateField())
        since = Coalesce("check_again_by", again, "published_on")
        return self.published().annotate(due_since=since).filter(due_since__lte=on or timezone.localdate())

    def with_keeper(self):
        """Entries that somebody keeps fresh: an owner who is still there and whom a mail reaches."""
        return self.filter(owner__is_active=True).exclude(owner__email="")

    def without_keeper(self):
        """The others."""
        return self.filter(Q(owner=None) | Q(owner__is_active=False) | Q(owner__email=""))


class Fresh(models.Model):
    """Abstract: how an entry stays fresh."""

    # How long a check holds.
    fresh_for = timedelta(days=365)

    class Meta:
        abstract = True

    def is_due(self, on):
        """Whether somebody should check it again on the day `on`; the same rule as FreshQuerySet.due()."""
        again = self.checked_on and self.checked_on + self.fresh_for
        return self.is_public and (self.check_again_by or again or self.published_on) <= on

    def note_check(self, on):
        """Saves that somebody checked its facts on the day `on`, and when to do so again; nothing else of it.

        `updated_at` moves too, so that content files leave the entry as it is.
        """
        self.checked_on, self.check_again_by = on, on + self.fresh_for
        self.save(update_fields=["checked_on", "check_again_by", "updated_at"])
