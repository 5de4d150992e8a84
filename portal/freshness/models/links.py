"""Websites in entries, and whether they are still there."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

# On so many different days an address must fail before it counts as broken: a server may have a bad day.
FAILURES = 3


class LinkCheckQuerySet(models.QuerySet):
    def broken(self):
        """Addresses that failed on enough different days."""
        return self.filter(failed_days__gte=FAILURES)

    def failing(self):
        """Addresses that failed the last time, but not often enough to be sure."""
        return self.filter(failed_days__gt=0, failed_days__lt=FAILURES)

    def in_turn(self):
        """Those in use, in the order in which to check them: never checked, then longest ago."""
        return self.filter(uses__isnull=False).distinct().order_by(F("checked_at").asc(nulls_first=True), "pk")


class LinkCheck(models.Model):
    """What was last found at one address."""

    url = models.CharField("adres", max_length=2000, unique=True)
    host = models.CharField("website", max_length=253)
    checked_at = models.DateTimeField("laatst nagekeken op", null=True, blank=True)
    result = models.CharField("laatste antwoord", max_length=200, blank=True)
    failing_since = models.DateField("faalt sinds", null=True, blank=True)
    last_failed_on = models.DateField("laatst gefaald op", null=True, blank=True)
    failed_days = models.PositiveSmallIntegerField("dagen gefaald", default=0)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "link"
        verbose_name_plural = "links"
        ordering = ["host", "url"]
        constraints = [
            models.CheckConstraint(
                name="failing_link_has_its_days",
                condition=(
                    Q(failed_days=0, failing_since=None, last_failed_on=None)
                    | Q(failed_days__gt=0, failing_since__isnull=False, last_failed_on__gte=F("failing_since"))
                ),
            ),
        ]

    def __str__(self):
        return self.url

    @property
    def is_broken(self):
        """The same rule as LinkCheckQuerySet.broken()."""
        return self.failed_days >= FAILURES

    def note(self, found, now, today):
        """Saves what was found (a Found of portal.freshness.links): several failures on one day count once."""
        self.checked_at, self.result = now, found.text[:200]
        if found.works:
            self.failed_days, self.failing_since, self.last_failed_on = 0, None, None
        elif self.last_failed_on != today:
            self.failed_days += 1
            self.failing_since, self.last_failed_on = self.failing_since or today, today
        self.save()


class LinkUse(models.Model):
    """An entry or a source in which an address stood when links were last gathered."""

    link = models.ForeignKey(LinkCheck, models.CASCADE, verbose_name="link", related_name="uses")
    holder_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="soort", related_name="+")
    holder_id = models.PositiveBigIntegerField("nummer")
    holder = GenericForeignKey("holder_type", "holder_id")

    class Meta:
        verbose_name = "plaats van een link"
        verbose_name_plural = "plaatsen van links"
        constraints = [
            models.UniqueConstraint(fields=["link", "holder_type", "holder_id"], name="link_is_used_once_by_its_holder")
        ]

    def __str__(self):
        return f"{self.link} in {self.holder}"
