"""What visitors and owners say is wrong in an entry. It stands in a queue for editors, never on a page."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from portal.models.about import AboutEntry, AboutEntryQuerySet
from portal.models.people import person

# How long a report is kept once somebody handled it.
KEPT_FOR = timedelta(days=90)
LONGEST = 1000


class ReportQuerySet(AboutEntryQuerySet):
    def waiting(self):
        """Reports that nobody handled yet."""
        return self.filter(handled_at=None)

    def outdated(self, now):
        """Reports that were handled so long ago that they are to go."""
        return self.filter(handled_at__lt=now - KEPT_FOR)


class Report(AboutEntry):
    """One report. `digest` tells the same report about the same entry from another."""

    class Origin(models.TextChoices):
        VISITOR = "bezoeker", "bezoeker"
        OWNER = "eigenaar", "verantwoordelijke"

    class Outcome(models.TextChoices):
        SOLVED = "opgelost", "opgelost"
        REFUSED = "onjuist", "niet juist"

    origin = models.CharField("van", max_length=8, choices=Origin)
    wrong = models.TextField("wat er niet klopt", max_length=LONGEST)
    known_from = models.TextField("hoe men dat weet", max_length=LONGEST, blank=True)
    proposal = models.TextField("wat het moet zijn", max_length=2 * LONGEST, blank=True)
    digest = models.CharField("vingerafdruk", max_length=64, editable=False)
    received_at = models.DateTimeField("ontvangen op", auto_now_add=True)
    forwarded_at = models.DateTimeField("doorgestuurd op", null=True, blank=True)
    outcome = models.CharField("afloop", max_length=8, choices=Outcome, blank=True)
    handled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    handled_by = person("afgehandeld door")

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["entry_type", "entry_id"])]
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="outcome_has_a_time",
                condition=Q(outcome="", handled_at=None) | (~Q(outcome="") & Q(handled_at__isnull=False)),
            ),
            models.UniqueConstraint(fields=["digest"], condition=Q(handled_at=None), name="report_waits_once"),
            models.CheckConstraint(name="report_says_something", condition=~Q(wrong="")),
        ]

    def __str__(self):
        return f"melding {self.pk}"


class Sender(models.Model):
    """How many reports came from one network address on one day. Nothing ties them to the reports; kept a day."""

    day = models.DateField("dag")
    digest = models.CharField("vingerafdruk van het adres", max_length=64)
    times = models.PositiveSmallIntegerField("meldingen", default=0)

    class Meta:
        verbose_name = "afzender"
        verbose_name_plural = "afzenders"
        constraints = [models.UniqueConstraint(fields=["day", "digest"], name="sender_is_counted_once_a_day")]

    def __str__(self):
        return f"{self.day}: {self.times}"
