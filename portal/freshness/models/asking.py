"""Which owner was asked when to check what again, and the answers."""

from collections import defaultdict
from datetime import date, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value, prefetch_related_objects
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localdate

from portal.models.about import AboutEntry, AboutEntryQuerySet

# An owner who says nothing for so long is silent.
PATIENCE = timedelta(days=30)
NEVER = Value(date.min)


class Round(models.Model):
    """The questions of one month. Made at the first run in that month; who becomes owner later is asked next month."""

    month = models.DateField("maand", unique=True, help_text="De eerste dag.")
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)

    class Meta:
        verbose_name = "ronde"
        verbose_name_plural = "rondes"
        constraints = [models.CheckConstraint(name="round_is_of_a_month", condition=Q(month__day=1))]

    def __str__(self):
        return f"{self.month:%m/%Y}"


class Reminder(models.Model):
    """The one mail of a round to one owner."""

    round = models.ForeignKey(Round, models.CASCADE, verbose_name="ronde", related_name="reminders")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="verantwoordelijke", related_name="+"
    )
    tried_at = models.DateTimeField("laatst geprobeerd op", null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)

    class Meta:
        verbose_name = "herinnering"
        verbose_name_plural = "herinneringen"
        constraints = [
            models.UniqueConstraint(fields=["round", "owner"], name="one_reminder_a_month"),
            models.CheckConstraint(
                name="sent_reminder_was_tried", condition=Q(sent_at=None) | Q(tried_at__isnull=False)
            ),
        ]

    def __str__(self):
        return f"{self.owner}, {self.round}"


class AskedQuerySet(AboutEntryQuerySet):
    def of_entries(self, model):
        """Questions to the owner of now about the entry of `model` in the outer query, since its last check."""
        return self.annotate(then=Coalesce("checked_on", NEVER)).filter(
            entry_type=ContentType.objects.get_for_model(model),
            entry_id=OuterRef("pk"),
            reminder__owner=OuterRef("owner"),
            then=Coalesce(OuterRef("checked_on"), NEVER),
        )

    def with_entries(self):
        """These with their entries, and the sources of those; a list."""
        found, entries = list(self.prefetch_related("entry")), defaultdict(list)
        for asked in found:
            entries[asked.entry_type_id].append(asked.entry)
        for of_a_kind in entries.values():
            prefetch_related_objects(list(filter(None, of_a_kind)), "citations__source")
        return found

    def silent(self, entries, now):
        """Those of the queryset `entries` whose owner was asked long ago, and answered nothing."""
        asked = self.of_entries(entries.model)
        long_ago = asked.filter(reminder__sent_at__lt=now - PATIENCE)
        return entries.due(localdate(now)).filter(Exists(long_ago), ~Exists(asked.filter(answered_at__isnull=False)))


class Asked(AboutEntry):
    """An entry in such a mail, as it stood then. One answer, and the question is closed."""

    class Answer(models.TextChoices):
        CONFIRMED = "klopt", "klopt nog"
        CORRECTED = "anders", "er klopt iets niet"

    reminder = models.ForeignKey(Reminder, models.CASCADE, verbose_name="herinnering", related_name="asked")
    checked_on = models.DateField("toen nagekeken op", null=True, blank=True)
    due_since = models.DateField("na te kijken sinds")
    answer = models.CharField("antwoord", max_length=8, choices=Answer, blank=True)
    answered_at = models.DateTimeField("beantwoord op", null=True, blank=True)

    objects = AskedQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["entry_type", "entry_id"])]
        verbose_name = "vraag om na te kijken"
        verbose_name_plural = "vragen om na te kijken"
        ordering = ["due_since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["reminder", "entry_type", "entry_id"], name="asked_once_in_a_reminder"),
            models.CheckConstraint(
                name="answer_has_a_time",
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"{self.entry} ({self.reminder})"

    @property
    def reason(self):
        """Why it was asked, in Dutch: when it was last checked, or how old its facts are."""
        if self.checked_on:
            checked, due = date_format(self.checked_on), date_format(self.due_since)
            return f"Nagekeken op {checked}. Opnieuw na te kijken sinds {due}."
        year = self.entry and self.entry.facts_year
        return f"Nog nooit nagekeken. De feiten zijn van {year}." if year else "Nog nooit nagekeken."
