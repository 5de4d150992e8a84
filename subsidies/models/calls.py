"""The rounds of a scheme. Dates decide whether one can apply."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class State(models.TextChoices):
    """Whether one can apply on a day. Never stored: it follows from dates."""

    OPEN = "open", "open"
    COMING = "komt-eraan", "komt eraan"
    UNKNOWN = "niet-nagekeken", "niet nagekeken"
    CLOSED = "gesloten", "gesloten"


class CallQuerySet(models.QuerySet):
    """Calls by state. A missing opening date is taken as past, a missing closing date as open-ended; a call
    without any date is in no state."""

    def open(self, on=None):
        """Calls one can apply to on the day `on`, today unless told."""
        on = on or timezone.localdate()
        started = Q(opens_on__lte=on) | Q(opens_on=None, closes_on__isnull=False)
        return self.filter(started).exclude(closes_on__lt=on)

    def coming(self, on=None):
        """Calls that open after the day `on`."""
        return self.filter(opens_on__gt=on or timezone.localdate())

    def closed(self, on=None):
        """Calls whose closing date is before the day `on`."""
        return self.filter(closes_on__lt=on or timezone.localdate())

    def of_published(self):
        """Calls of schemes that visitors may see."""
        return self.filter(scheme__in=self.model.scheme.field.related_model.objects.published())

    def deadlines(self, on=None):
        """Calls that still close, the nearest first."""
        return self.filter(closes_on__gte=on or timezone.localdate()).order_by("closes_on", "pk")


class Call(models.Model):
    """One round in which one can apply for a scheme. Closing dates are whole days in Belgian time."""

    part_of = "scheme"

    scheme = models.ForeignKey("subsidies.Scheme", models.CASCADE, verbose_name="subsidie", related_name="calls")
    title = models.CharField("titel", max_length=160)
    opens_on = models.DateField("opent op", null=True, blank=True)
    closes_on = models.DateField("sluit op", null=True, blank=True, help_text="De laatste dag om aan te vragen.")
    note = models.TextField("toelichting", blank=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "oproep"
        verbose_name_plural = "oproepen"
        ordering = [F("closes_on").desc(nulls_last=True), "title"]
        constraints = [
            models.CheckConstraint(
                name="call_closes_on_or_after_opening",
                condition=Q(closes_on__gte=F("opens_on")),
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            models.UniqueConstraint(
                fields=["scheme", "title", "closes_on"],
                nulls_distinct=False,
                name="call_is_unique_in_scheme",
                violation_error_message="Deze oproep staat al bij deze subsidie.",
            ),
        ]

    def __str__(self):
        return f"{self.scheme}: {self.title}"

    @property
    def state(self):
        """Its State today; the same rule as CallQuerySet's."""
        today = timezone.localdate()
        if self.closes_on and self.closes_on < today:
            return State.CLOSED
        if self.opens_on and self.opens_on > today:
            return State.COMING
        return State.OPEN if self.opens_on or self.closes_on else State.UNKNOWN


class CallStep(models.Model):
    """A step within a call, such as a first proposal, an information session or the decision."""

    call = models.ForeignKey(Call, models.CASCADE, verbose_name="oproep", related_name="steps")
    title = models.CharField("stap", max_length=160)
    starts_on = models.DateField("van", null=True, blank=True)
    ends_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        ordering = [F("starts_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="call_step_ends_on_or_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="De einddatum ligt voor de begindatum.",
            )
        ]

    def __str__(self):
        return self.title
