"""What municipalities received."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from portal.models import Municipality, Source

FIRST_YEAR, LAST_YEAR = 1950, 2100


class Award(models.Model):
    """A scheme's grant to a municipality in a year. It stays with the municipality as it then was."""

    part_of = "scheme"

    scheme = models.ForeignKey("subsidies.Scheme", models.CASCADE, verbose_name="subsidie", related_name="awards")
    municipality = models.ForeignKey(Municipality, models.PROTECT, verbose_name="gemeente", related_name="awards")
    year = models.PositiveSmallIntegerField(
        "jaar",
        validators=[
            MinValueValidator(FIRST_YEAR, f"Een jaar is minstens {FIRST_YEAR}."),
            MaxValueValidator(LAST_YEAR, f"Een jaar is hoogstens {LAST_YEAR}."),
        ],
    )
    amount = models.DecimalField(
        "bedrag (euro)",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0, "Een bedrag is niet negatief.")],
        help_text="Leeg: niet bekend.",
    )
    note = models.CharField("toelichting", max_length=200, blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="awards")
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "toekenning"
        verbose_name_plural = "toekenningen"
        ordering = ["-year", "municipality__sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "municipality", "year"],
                name="award_is_unique_for_year",
                violation_error_message="Voor deze subsidie, gemeente en dit jaar is er al een toekenning.",
            ),
            models.CheckConstraint(
                name="award_amount_is_not_negative",
                condition=Q(amount__gte=0),
                violation_error_message="Een bedrag is niet negatief.",
            ),
            models.CheckConstraint(
                name="award_year_is_likely",
                condition=Q(year__gte=FIRST_YEAR, year__lte=LAST_YEAR),
                violation_error_message=f"Een jaar ligt tussen {FIRST_YEAR} en {LAST_YEAR}.",
            ),
        ]

    def __str__(self):
        return f"{self.scheme}: {self.municipality}, {self.year}"
