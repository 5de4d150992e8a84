"""Figures: where to find them, what they measure, and their values."""

from django.db import models
from django.db.models import Case, Prefetch, Q, When

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
    def with_figures(self):
        """With their figures, as their own pages show them."""
        return self.prefetch_related(Prefetch("figures", Figure.objects.for_rows()))

    def for_page(self):
        return super().for_page().with_figures()


class Indicator(Entry):
    """Something that is counted or measured, the same way everywhere."""

    search_kind = Kind.INDICATOR

    definition = models.TextField("definitie", help_text="Wat er geteld wordt, en hoe.")
    unit = models.CharField("eenheid", max_length=40, help_text="Bijvoorbeeld %, personen, gemeenten, euro.")
    decimals = models.PositiveSmallIntegerField("cijfers na de komma", default=0)
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
        ]

    def get_absolute_url(self):
        return address_of("monitor:indicator", self.slug)

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
        places = [When(indicator=key, then=place) for place, key in enumerate(keys)]
        figures = self.filter(indicator__in=keys)
        return figures.order_by(Case(*places), "-year", "pk") if places else figures

    def for_rows(self):
        """With all that a row of a table or export shows."""
        return self.select_related("indicator", "municipality", "province", "source")


class Figure(models.Model):
    """The value of an indicator for one area and one year. A mark says why a value is absent: it is never 0."""

    class Region(models.TextChoices):
        FLANDERS = "vlaanderen", "Vlaanderen"
        BELGIUM = "belgie", "België"

    class Mark(models.TextChoices):
        HIDDEN = "hidden", "verborgen (privacy)"
        MISSING = "missing", "ontbreekt"
        NONE = "none", "geen waarde"
        NOT_APPLICABLE = "not_applicable", "niet van toepassing"

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
    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="figures")
    reference = models.CharField("plaats in de bron", max_length=200, blank=True)
    note = models.TextField("toelichting", blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ["indicator", "year", "pk"]
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
