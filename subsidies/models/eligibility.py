"""Rules by which a municipality qualifies for a scheme, and how they go together."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from monitor.models import Indicator
from portal.models import Municipality


class Combination(models.TextChoices):
    """How the groups of rules of a scheme make one answer."""

    EVERY_GROUP = "alle", "Alle groepen tellen; in elke groep volstaat één regel"
    ONE_GROUP = "een", "Eén groep volstaat; daarin gelden alle regels"


class EligibilityRule(models.Model):
    """One thing that can be computed: about a figure of the municipality, or about what municipality it is."""

    class Kind(models.TextChoices):
        FIGURE = "cijfer", "een cijfer over de gemeente"
        CITY = "centrumstad", "de gemeente is een grootstad of centrumstad"
        RIM = "vlaamse-rand", "de gemeente ligt in de Vlaamse Rand"
        FACILITIES = "taalfaciliteiten", "de gemeente heeft taalfaciliteiten"
        BRUSSELS = "brussel", "de gemeente ligt in het Brussels Gewest"
        LISTED = "lijst", "de gemeente staat in een lijst"

    class Comparison(models.TextChoices):
        AT_LEAST = "minstens", "minstens"
        MORE_THAN = "meer-dan", "meer dan"
        AT_MOST = "hoogstens", "hoogstens"
        LESS_THAN = "minder-dan", "minder dan"

    class Reference(models.TextChoices):
        FLANDERS = "vlaanderen", "het cijfer van Vlaanderen"
        PROVINCE = "provincie", "het cijfer van de provincie"

    scheme = models.ForeignKey("subsidies.Scheme", models.CASCADE, verbose_name="subsidie", related_name="rules")
    group = models.PositiveSmallIntegerField(
        "groep", default=1, help_text="Regels met hetzelfde nummer vormen een groep."
    )
    kind = models.CharField("wat telt", max_length=20, choices=Kind, default=Kind.FIGURE)
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        verbose_name="cijfer",
        related_name="rules",
        null=True,
        blank=True,
        help_text="Het jongste cijfer van de gemeente telt.",
    )
    comparison = models.CharField("vergelijking", max_length=10, choices=Comparison, blank=True)
    threshold = models.DecimalField(
        "drempel",
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="In de eenheid van het cijfer: 10 voor 10 %.",
    )
    reference = models.CharField(
        "of vergeleken met",
        max_length=12,
        choices=Reference,
        blank=True,
        help_text="In plaats van een vaste drempel.",
    )
    multiple = models.DecimalField(
        "maal",
        max_digits=6,
        decimal_places=2,
        default=1,
        validators=[MinValueValidator(0, "Een aantal maal is niet negatief.")],
        help_text="1,5 betekent: anderhalve keer dat cijfer.",
    )
    municipalities = models.ManyToManyField(
        Municipality, verbose_name="gemeenten in de lijst", related_name="+", blank=True
    )

    class Meta:
        verbose_name = "regel"
        verbose_name_plural = "regels: wie komt in aanmerking?"
        ordering = ["group", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rule_about_figure_is_whole",
                condition=(
                    Q(kind="cijfer", indicator__isnull=False) & ~Q(comparison="")
                    | ~Q(kind="cijfer") & Q(indicator=None, comparison="", threshold=None, reference="")
                ),
                violation_error_message=(
                    "Een regel over een cijfer heeft een cijfer en een vergelijking; een andere regel heeft die niet."
                ),
            ),
            models.CheckConstraint(
                name="rule_compares_with_one_thing",
                condition=(
                    ~Q(kind="cijfer") | Q(threshold__isnull=False, reference="") | Q(threshold=None) & ~Q(reference="")
                ),
                violation_error_message="Geef een drempel, of een gebied om mee te vergelijken: precies één van beide.",
            ),
            models.CheckConstraint(
                name="rule_multiple_is_of_reference",
                condition=Q(multiple__gt=0) & (Q(multiple=1) | ~Q(reference="")),
                violation_error_message="“Maal” is meer dan 0, en hoort bij een gebied om mee te vergelijken.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} (groep {self.group})"
