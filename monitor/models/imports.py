"""Files with official figures: what was loaded from which, and what it replaced, so that it can be undone whole."""

from django.db import models
from django.db.models import Q

from portal.models import Source
from portal.models.people import person


class FigureImport(models.Model):
    """One file of which the figures were taken in, whole.

    It stays after it is undone, as the record of what happened.
    """

    name = models.CharField("bestand", max_length=200, help_text="Naam van het bestand, of het adres.")
    digest = models.CharField("SHA-256", max_length=64, help_text="Van het hele bestand.")
    format = models.CharField("vorm", max_length=40, help_text="De lezer die het bestand herkende.")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="imports")
    licence = models.CharField("licentie", max_length=200, blank=True)
    exported_on = models.DateField("gemaakt op", null=True, blank=True, help_text="Volgens het bestand.")
    footnotes = models.TextField("voetnoten", blank=True, help_text="Zoals ze in het bestand staan.")
    report = models.JSONField("verslag", default=dict, blank=True, help_text="Wat het nazicht vooraf zei.")
    imported_at = models.DateTimeField("ingelezen op", auto_now_add=True)
    imported_by = person("ingelezen door")
    undone_at = models.DateTimeField("ongedaan gemaakt op", null=True, blank=True)
    undone_by = person("ongedaan gemaakt door")

    class Meta:
        verbose_name = "ingelezen bestand"
        verbose_name_plural = "ingelezen bestanden"
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_undone_by_someone_at_a_time",
                condition=Q(undone_by=None) | Q(undone_at__isnull=False),
                violation_error_message="Wie iets ongedaan maakte, deed dat op een tijdstip.",
            )
        ]

    def __str__(self):
        return self.name


class ReplacedFigure(models.Model):
    """A figure as it was before an import replaced it or took it away; undoing the import brings it back.

    `row` holds the columns of the figure by their names in the database.
    """

    by = models.ForeignKey(FigureImport, models.CASCADE, verbose_name="vervangen door", related_name="replaced")
    row = models.JSONField("het cijfer zoals het was")

    class Meta:
        verbose_name = "vervangen cijfer"
        verbose_name_plural = "vervangen cijfers"
        ordering = ["by", "pk"]

    def __str__(self):
        return f"{self.by}: {self.pk}"


class IndicatorName(models.Model):
    """The name by which files of one form call an indicator, so that a reader knows it again."""

    indicator = models.ForeignKey(
        "monitor.Indicator", models.CASCADE, verbose_name="indicator", related_name="file_names"
    )
    format = models.CharField("vorm", max_length=40, help_text="De lezer; leeg: in elk bestand.", blank=True)
    name = models.CharField("naam in het bestand", max_length=250)

    class Meta:
        verbose_name = "naam in bestanden"
        verbose_name_plural = "namen in bestanden"
        ordering = ["format", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["format", "name"],
                name="indicator_name_is_unique_in_format",
                violation_error_message="Deze naam staat al bij een indicator.",
            )
        ]

    def __str__(self):
        return self.name
