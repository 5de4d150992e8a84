"""What the operator's own jobs did last."""

from django.db import models
from django.utils import timezone


class Job(models.TextChoices):
    """What the operator lets run by itself."""

    DUE = "due", "taken van elke minuut"
    BACKUP = "backup", "reservekopie"


class LastRun(models.Model):
    """When a job last ended, and how. Nothing else in the database follows from it."""

    job = models.CharField("taak", max_length=20, choices=Job, unique=True)
    ended_at = models.DateTimeField("afgelopen op", default=timezone.now)
    succeeded_at = models.DateTimeField("laatst gelukt op", null=True, blank=True)
    failures = models.JSONField("wat mislukte", default=list, blank=True)

    class Meta:
        verbose_name = "laatste keer"
        verbose_name_plural = "laatste keren"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(succeeded_at=None) | models.Q(succeeded_at__lte=models.F("ended_at")),
                name="last_run_succeeded_before_it_ended",
            )
        ]

    def __str__(self):
        return f"{self.get_job_display()}: {self.ended_at}"


def last_run(job=Job.DUE):
    """The LastRun of a job; None when it never ran."""
    return LastRun.objects.filter(job=job).first()


def ran(job, now, failures=()):
    """Records that a job ended at `now`, with the Dutch lines of what failed."""
    failures = list(failures)
    values = {"ended_at": now, "failures": failures}
    if not failures:
        values["succeeded_at"] = now
    LastRun.objects.update_or_create(job=job, defaults=values)
