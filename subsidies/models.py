"""Who pays: providers, their schemes, and the calls of a scheme. Dates decide whether one can apply."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from portal.addresses import address_of
from portal.models import Citation, Domain, Entry, EntryQuerySet, Province, Source
from portal.search.kinds import Axis, Kind, place_of
from portal.text import fold


class State(models.TextChoices):
    """Whether one can apply on a day. Never stored: it follows from dates."""

    OPEN = "open", "open"
    COMING = "komt-eraan", "komt eraan"
    UNKNOWN = "niet-nagekeken", "niet nagekeken"
    CLOSED = "gesloten", "gesloten"


class Level(models.TextChoices):
    """The government that pays, or a fund."""

    FLEMISH = "vlaams", "Vlaamse overheid"
    PROVINCIAL = "provinciaal", "provincie"
    FEDERAL = "federaal", "federale overheid"
    EUROPEAN = "europees", "Europese Unie"
    FUND = "fonds", "fondsen en stichtingen"


class Applicant(models.Model):
    """A kind of organisation that may apply."""

    slug = models.SlugField("korte naam in het adres", max_length=80, unique=True)
    name = models.CharField("naam", max_length=120, unique=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "aanvrager"
        verbose_name_plural = "aanvragers"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Provider(models.Model):
    """Who gives a subsidy."""

    slug = models.SlugField("korte naam in het adres", max_length=80, unique=True)
    name = models.CharField("naam", max_length=160, unique=True)
    level = models.CharField("niveau", max_length=12, choices=Level)
    province = models.ForeignKey(
        Province, models.PROTECT, verbose_name="provincie", related_name="providers", null=True, blank=True
    )
    website = models.CharField("website", max_length=200, blank=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "subsidiegever"
        verbose_name_plural = "subsidiegevers"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="provider_provincial_has_province",
                condition=Q(level=Level.PROVINCIAL, province__isnull=False) | ~Q(level=Level.PROVINCIAL),
                violation_error_message="Een provinciale subsidiegever heeft een provincie.",
            )
        ]

    def __str__(self):
        return self.name


class SchemeQuerySet(EntryQuerySet):
    def with_state(self, on=None):
        """Annotates `state` (a State) on the day `on`, today unless told.

        A scheme that ended is closed. Otherwise its calls decide, the most hopeful first; without dated calls its own
        period does; without any date nobody knows, and the portal says so.
        """
        on = on or timezone.localdate()
        calls = Call.objects.filter(scheme=OuterRef("pk"))
        return self.annotate(
            state=Case(
                When(valid_until__lt=on, then=Value(State.CLOSED)),
                When(Exists(calls.open(on)), then=Value(State.OPEN)),
                When(Exists(calls.coming(on)) | Q(valid_from__gt=on), then=Value(State.COMING)),
                When(Exists(calls.closed(on)), then=Value(State.CLOSED)),
                When(valid_from__lte=on, valid_until__gte=on, then=Value(State.OPEN)),
                default=Value(State.UNKNOWN),
                output_field=models.CharField(),
            )
        )

    def with_next_closing(self, on=None):
        """Annotates `next_closing`: the nearest closing date from the day `on`, today unless told; else None."""
        nearest = Call.objects.filter(scheme=OuterRef("pk")).deadlines(on).values("closes_on")[:1]
        return self.annotate(next_closing=Subquery(nearest))

    def for_index(self):
        return super().for_index().select_related("provider").prefetch_related("applicants", "calls", "domains")

    def for_page(self):
        return super().for_page().select_related("provider__province").with_state().with_next_closing()


class Scheme(Entry):
    """A subsidy: its summary says the focus."""

    search_kind = Kind.SCHEME
    shown_terms = ("domains", "applicants")

    provider = models.ForeignKey(Provider, models.PROTECT, verbose_name="subsidiegever", related_name="schemes")
    domains = models.ManyToManyField(Domain, verbose_name="beleidsdomeinen", related_name="schemes", blank=True)
    applicants = models.ManyToManyField(Applicant, verbose_name="aanvragers", related_name="schemes", blank=True)
    applicants_note = models.TextField("wie kan aanvragen", blank=True)
    conditions = models.TextField("voorwaarden", blank=True)
    amounts = models.TextField("bedragen", blank=True)
    share_percent = models.DecimalField(
        "aandeel in de kosten (%)",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MaxValueValidator(100, "Een aandeel is hoogstens 100 procent.")],
    )
    valid_from = models.DateField("loopt vanaf", null=True, blank=True)
    valid_until = models.DateField("loopt tot en met", null=True, blank=True)
    state_note = models.TextField("wat er vandaag van bekend is", blank=True)
    website = models.CharField("website", max_length=200, blank=True)
    website_path = models.CharField("weg op die website", max_length=200, blank=True)
    sources = models.ManyToManyField(Source, through="SchemeCitation", verbose_name="bronnen", related_name="schemes")

    objects = SchemeQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "subsidie"
        verbose_name_plural = "subsidies"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="scheme_ends_on_or_after_start",
                condition=Q(valid_until__gte=F("valid_from")),
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
            models.CheckConstraint(
                name="scheme_share_is_a_percentage",
                condition=Q(share_percent__gt=0, share_percent__lte=100),
                violation_error_message="Een aandeel ligt tussen 0 en 100 procent.",
            ),
        ]

    def get_absolute_url(self):
        return address_of("subsidies:detail", self.slug)

    @property
    def state_label(self):
        """The state in words. Needs a queryset with_state()."""
        return State(self.state).label

    def search_texts(self):
        texts = super().search_texts()
        texts["B"] += [self.provider.name, self.provider.get_level_display()]
        texts["B"] += [term.name for term in [*self.domains.all(), *self.applicants.all()]]
        texts["C"] += [self.applicants_note, self.conditions, self.amounts, self.state_note]
        texts["C"] += [call.title for call in self.calls.all()]
        return texts

    @property
    def own_order(self):
        """By level and provider; the list puts what is open before that."""
        return f"{place_of(Level, self.provider.level)} {fold(self.provider.name)} {self.sort_key}"

    def facet_values(self):
        # Without a province it is for all of them, which is number 0.
        province = self.provider.province_id or 0
        return super().facet_values() | {
            Axis.LEVEL: [place_of(Level, self.provider.level)],
            Axis.APPLICANT: [applicant.pk for applicant in self.applicants.all()],
            Axis.DOMAIN: [domain.pk for domain in self.domains.all()],
            Axis.PROVINCE: [province],
        }

    def card(self):
        return super().card() | {"level": self.provider.get_level_display(), "provider": self.provider.name}


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
        return self.filter(scheme__in=Scheme.objects.published())

    def deadlines(self, on=None):
        """Calls that still close, the nearest first."""
        return self.filter(closes_on__gte=on or timezone.localdate()).order_by("closes_on", "pk")


class Call(models.Model):
    """One round in which one can apply for a scheme. Closing dates are whole days in Belgian time."""

    scheme = models.ForeignKey(Scheme, models.CASCADE, verbose_name="subsidie", related_name="calls")
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


class SchemeCitation(Citation):
    entry = models.ForeignKey(Scheme, models.CASCADE, verbose_name="subsidie", related_name="citations")
