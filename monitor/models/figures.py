"""Figures: where to find them, what they measure, and their values."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Func, OuterRef, Q, Value

from monitor.models.imports import FigureImport, IndicatorName
from monitor.models.small_groups import PERSONS, HidesSmallGroups, is_of_small_group
from portal.addresses import address_of
from portal.models import Citation, Entry, EntryQuerySet, Municipality, Province, Source
from portal.search.kinds import Axis, Kind


class MonitorQuerySet(EntryQuerySet):
    def for_index(self):
        return super().for_index().prefetch_related("provinces")


class Monitor(Entry):
    """A monitor, survey or publication where figures are found."""

    search_kind = Kind.MONITOR

    publisher = models.CharField("uitgever", max_length=200, blank=True)
    provinces = models.ManyToManyField(
        Province,
        verbose_name="provincies",
        related_name="monitors",
        blank=True,
        help_text="Leeg: heel Vlaanderen.",
    )
    frequency = models.CharField("hoe vaak", max_length=120, blank=True)
    website = models.CharField("website", max_length=200, blank=True)
    website_path = models.CharField("weg op die website", max_length=200, blank=True)
    active_until = models.PositiveSmallIntegerField("bestond tot", null=True, blank=True)
    successor_note = models.TextField("wat ervan werd", blank=True)
    sources = models.ManyToManyField(Source, through="MonitorCitation", verbose_name="bronnen", related_name="monitors")

    objects = MonitorQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "cijferbron"
        verbose_name_plural = "cijferbronnen"

    def get_absolute_url(self):
        return f"{address_of('monitor:sources')}#{self.slug}"

    def search_texts(self):
        texts = super().search_texts()
        texts["B"] += [self.publisher, *(province.name for province in self.provinces.all())]
        texts["C"] += [self.frequency, self.successor_note, self.website]
        return texts

    def facet_values(self):
        return super().facet_values() | {Axis.PROVINCE: [province.pk for province in self.provinces.all()]}

    def card(self):
        return super().card() | {
            "slug": self.slug,
            "publisher": self.publisher,
            "area": [province.name for province in self.provinces.all()],
            "frequency": self.frequency,
            "active_until": self.active_until,
            "successor_note": self.successor_note,
            "website": self.website,
            "website_path": self.website_path,
            "citations": [str(citation) for citation in self.citations.all()],
        }


class MonitorCitation(Citation):
    entry = models.ForeignKey(Monitor, models.CASCADE, verbose_name="cijferbron", related_name="citations")


class IndicatorQuerySet(EntryQuerySet):
    def official(self):
        """Those of which figures of all municipalities are read from files, or follow from such figures: not the
        loose figures of the sources."""
        named = IndicatorName.objects.filter(indicator=OuterRef("pk"))
        # Asked once for all indicators: with EXISTS, PostgreSQL would go through the figures for each.
        read = Figure.objects.filter(imported_by__isnull=False).values("indicator")
        is_told = Q(position__isnull=False) | Q(numerator__isnull=False)
        return self.published().filter(is_told | Exists(named) | Q(pk__in=read))


class Indicator(Entry):
    """Something that is counted or measured, the same way everywhere."""

    search_kind = Kind.INDICATOR
    rows_apart = ("figures",)
    definition = models.TextField("definitie", help_text="Wat er geteld wordt, en hoe.")
    unit = models.CharField("eenheid", max_length=40, help_text="Bijvoorbeeld %, personen, gemeenten, euro.")
    decimals = models.PositiveSmallIntegerField("cijfers na de komma", default=0)
    is_additive = models.BooleanField(
        "telt op",
        default=False,
        help_text="Aantallen mogen worden opgeteld over gemeenten die samengingen; percentages en medianen nooit.",
    )
    hides_small_groups = models.BooleanField(
        "verbergt kleine groepen",
        default=False,
        help_text="Minder dan 10 personen wordt niet getoond: dan zijn mensen te herkennen.",
    )
    numerator = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="teller",
        related_name="+",
        null=True,
        blank=True,
        help_text="Bij een percentage: het aantal waarvan het een deel is, zodat het ook na een fusie te berekenen is.",
    )
    denominator = models.ForeignKey(
        "self", models.PROTECT, verbose_name="noemer", related_name="+", null=True, blank=True
    )
    position = models.PositiveSmallIntegerField(
        "plaats bij gemeenten",
        null=True,
        blank=True,
        help_text="De hoofdcijfers van een gemeente, in deze volgorde. Leeg: geen hoofdcijfer.",
    )
    sentence = models.CharField(
        "zin bij gemeenten",
        max_length=200,
        blank=True,
        help_text="Met {waarde}, bijvoorbeeld: {waarde} van de inwoners heeft een niet-Belgische herkomst.",
    )
    sources = models.ManyToManyField(
        Source, through="IndicatorCitation", verbose_name="bronnen", related_name="indicators"
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="indicator_decimals_at_most_four",
                condition=Q(decimals__lte=4),
                violation_error_message="Een cijfer staat er met hoogstens vier cijfers na de komma.",
            ),
            models.CheckConstraint(
                name="indicator_share_has_both_parts",
                condition=(
                    Q(numerator=None, denominator=None)
                    | Q(numerator__isnull=False, denominator__isnull=False, is_additive=False)
                ),
                violation_error_message="Een deel heeft een teller én een noemer, en telt zelf niet op.",
            ),
            models.CheckConstraint(
                name="indicator_main_has_sentence",
                condition=Q(position=None) | Q(sentence__contains="{waarde}"),
                violation_error_message="Een hoofdcijfer heeft een zin met {waarde}.",
            ),
        ]

    def get_absolute_url(self):
        return address_of("monitor:indicator", self.slug)

    @property
    def is_charted(self):
        """Whether the page of a municipality draws it over time: the main figures that do not grow with its size."""
        return self.position is not None and not self.is_additive

    @property
    def tells_size(self):
        """Whether it is a number, which is larger where more people live; unlike a share or a mean."""
        return self.is_additive or self.unit == PERSONS

    @property
    def family(self):
        """What it has in common with the same figure of part of the people: what its title says before a comma."""
        return self.title.partition(",")[0]

    def search_texts(self):
        texts = super().search_texts()
        texts["C"] += [self.definition, self.unit]
        return texts


class IndicatorCitation(Citation):
    entry = models.ForeignKey(Indicator, models.CASCADE, verbose_name="indicator", related_name="citations")


class FigureQuerySet(models.QuerySet):
    def of_published(self):
        """Figures of indicators that visitors may see."""
        return self.filter(indicator__in=Indicator.objects.published())

    def of_indicators(self, keys):
        """Figures of the indicators with these primary keys (a list), in that order."""
        place = Func(Value(keys, ArrayField(models.BigIntegerField())), F("indicator"), function="array_position")
        return self.filter(indicator__in=keys).order_by(place, "-year", "pk")

    def for_rows(self):
        """With all that a row of a table or export shows."""
        areas = self.select_related("indicator", "municipality", "province", "source")
        return areas.annotate(is_small=ExpressionWrapper(is_of_small_group(), models.BooleanField()))


class Figure(HidesSmallGroups, models.Model):
    """The value of an indicator for one area and one year. A mark says why a value is absent: it is never 0."""

    class Region(models.TextChoices):
        FLANDERS = "vlaanderen", "Vlaanderen"
        BELGIUM = "belgie", "België"

    class Mark(models.TextChoices):
        HIDDEN = "hidden", "verborgen (privacy)"
        MISSING = "missing", "ontbreekt"
        NONE = "none", "geen waarde"
        NOT_APPLICABLE = "not_applicable", "niet van toepassing"

    class Flag(models.TextChoices):
        PROVISIONAL = "provisional", "voorlopig"
        ESTIMATE = "estimate", "schatting"
        FORECAST = "forecast", "prognose"

    part_of = "indicator"
    indicator = models.ForeignKey(Indicator, models.CASCADE, verbose_name="indicator", related_name="figures")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="figures", null=True, blank=True
    )
    province = models.ForeignKey(
        Province, models.PROTECT, verbose_name="provincie", related_name="figures", null=True, blank=True
    )
    region = models.CharField("gewest of land", max_length=12, choices=Region, blank=True)
    year = models.PositiveSmallIntegerField("jaar")
    period = models.CharField("periode", max_length=40, blank=True, help_text="Als het niet om één jaar gaat.")
    value = models.DecimalField("waarde", max_digits=18, decimal_places=4, null=True, blank=True)
    mark = models.CharField("merkteken", max_length=16, choices=Mark, blank=True)
    is_approximate = models.BooleanField("ongeveer", default=False)
    flag = models.CharField("voorbehoud", max_length=12, choices=Flag, blank=True)
    boundaries = models.PositiveSmallIntegerField(
        "gemeentegrenzen van",
        null=True,
        blank=True,
        help_text="Het jaar van de indeling in gemeenten. Leeg: die van het jaar van het cijfer zelf.",
    )
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="figures")
    reference = models.CharField("plaats in de bron", max_length=200, blank=True)
    note = models.TextField("toelichting", blank=True)
    imported_by = models.ForeignKey(
        FigureImport,
        models.PROTECT,
        verbose_name="ingelezen met",
        related_name="figures",
        null=True,
        blank=True,
        help_text="Het bestand waaruit het komt; leeg: door een redacteur ingevuld.",
    )

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ["indicator", "year", "pk"]
        # One year of an indicator in all municipalities; what one municipality has, the index of its key finds.
        indexes = [models.Index(fields=["indicator", "year"], name="figure_by_indicator_and_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "municipality", "province", "region", "year", "period"],
                nulls_distinct=False,
                name="figure_is_unique_for_area_and_year",
                violation_error_message="Dit cijfer bestaat al voor dit gebied en dit jaar.",
            ),
            models.CheckConstraint(
                name="figure_has_one_area",
                condition=(
                    Q(municipality__isnull=False, province=None, region="")
                    | Q(municipality=None, province__isnull=False, region="")
                    | (Q(municipality=None, province=None) & ~Q(region=""))
                ),
                violation_error_message="Een cijfer hoort bij precies één gebied.",
            ),
            models.CheckConstraint(
                name="figure_has_value_or_mark",
                condition=Q(value__isnull=False, mark="") | (Q(value=None) & ~Q(mark="")),
                violation_error_message="Een cijfer heeft een waarde, of een merkteken dat zegt waarom niet.",
            ),
        ]

    def __str__(self):
        return f"{self.indicator}, {self.area_name}, {self.year}"

    @property
    def area_name(self):
        """The area it is about, in words."""
        area = self.municipality or self.province
        return area.name if area else self.get_region_display()

    @property
    def area_code(self):
        """NIS code of the area, or the name of the region it is about."""
        if self.municipality:
            return self.municipality.nis
        return self.province.code if self.province else self.region
