"""What visitors search for, without a trace of who they are."""

from django.db import models


class SearchCount(models.Model):
    """How often words were searched for on a day; written by portal.searches only."""

    day = models.DateField("dag")
    words = models.CharField("woorden", max_length=80)
    times = models.PositiveIntegerField("keer gezocht")
    results = models.PositiveIntegerField("resultaten", help_text="Van de laatste keer.")

    class Meta:
        verbose_name = "zoekopdracht"
        verbose_name_plural = "zoekopdrachten"
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="search_count_is_unique")]

    def __str__(self):
        return f"{self.words} ({self.day})"
