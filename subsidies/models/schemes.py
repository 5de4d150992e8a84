"""Schemes: what one can apply for, and whether one can today."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone

from portal.addresses import address_of
from portal.models import Citation, Domain, Entry, EntryQuerySet, Source
from portal.search.kinds import Axis, Kind, place_of
from portal.text import fold
from subsidies.models.calls import Call, State
from subsidies.models.eligibility import Combination
from subsidies.models.providers import Applicant, Level, Provider


class SchemeQuerySet(EntryQuerySet):
    def within(self, scope):
        """Those of a provider of `scope`."""
        return self.filter(provider__in=scope.provider_pks)

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
    rows_apart = ("awards",)
    scoped_by = ("provider_pks",)
    scoped_in = "subsidiegever"
    outside_scope = "Kies een subsidiegever waarvoor u werkt: {scope}."

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
    combination = models.CharField(
        "hoe groepen van regels samengaan", max_length=8, choices=Combination, default=Combination.EVERY_GROUP
    )
    rules_note = models.TextField(
        "kanttekening bij de regels",
        blank=True,
        help_text="Bijvoorbeeld waarom het antwoord een benadering is.",
    )
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


class SchemeCitation(Citation):
    entry = models.ForeignKey(Scheme, models.CASCADE, verbose_name="subsidie", related_name="citations")
