"""Who helps a municipality: organisations, and where in each region one reaches them."""

from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, Q, When

from portal.addresses import address_of
from portal.models import Citation, Domain, Entry, EntryQuerySet, Municipality, Province, Source, links
from portal.search.kinds import Axis
from portal.search.kinds import Kind as SearchKind
from portal.text import fold


class Sector(models.Model):
    """The field in which a partner works; the directory is ordered by it."""

    slug = models.SlugField("korte naam in het adres", max_length=80, unique=True)
    name = models.CharField("naam", max_length=120, unique=True)
    summary = models.TextField("waarover", blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "sector"
        verbose_name_plural = "sectoren"
        ordering = ["position", "name"]

    def __str__(self):
        return self.name


class PartnerQuerySet(EntryQuerySet):
    def for_index(self):
        contacts = ("contacts__provinces", "contacts__municipalities", "contacts__excepted")
        return super().for_index().select_related("sector").prefetch_related("successors", "domains", *contacts)

    def for_page(self):
        return super().for_page().prefetch_related("predecessors")


class Partner(Entry):
    """An organisation, or a network of regional ones, that a municipality can turn to."""

    search_kind = SearchKind.PARTNER
    shown_terms = ("domains",)
    # A new one is helped by whoever is there for its whole province or region.
    indexed_by_all = (Municipality,)

    class Kind(models.TextChoices):
        ORGANISATION = "organisatie", "organisatie"
        NETWORK = "netwerk", "netwerk van regionale organisaties"

    sector = models.ForeignKey(Sector, models.PROTECT, verbose_name="sector", related_name="partners")
    kind = models.CharField("soort", max_length=12, choices=Kind, default=Kind.ORGANISATION)
    services = ArrayField(
        models.CharField(max_length=300), verbose_name="waarvoor u er terechtkunt", default=list, blank=True
    )
    domains = models.ManyToManyField(Domain, verbose_name="beleidsdomeinen", related_name="partners", blank=True)
    active_until = models.PositiveSmallIntegerField(
        "bestond tot",
        null=True,
        blank=True,
        help_text="Het jaar waarin de organisatie stopte of opging in een andere.",
    )
    successors = models.ManyToManyField(
        "self", verbose_name="opgevolgd door", related_name="predecessors", symmetrical=False, blank=True
    )
    history = models.TextField("wat ervan werd", blank=True)
    website = models.CharField("website", max_length=200, blank=True)
    website_path = models.CharField("weg op die website", max_length=200, blank=True)
    sources = models.ManyToManyField(Source, through="PartnerCitation", verbose_name="bronnen", related_name="partners")

    objects = PartnerQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "partner"
        verbose_name_plural = "partners"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="partner_end_is_plausible",
                condition=Q(active_until__range=(1950, 2100)),
                violation_error_message="Het jaar waarin een partner stopte, ligt tussen 1950 en 2100.",
            ),
        ]

    def get_absolute_url(self):
        return address_of("partners:detail", self.slug)

    @property
    def is_historical(self):
        """Whether it no longer exists under this name; its successors do."""
        return self.active_until is not None

    @property
    def public_successors(self):
        """The organisations that came after it, as far as visitors may see them; a list."""
        return [partner for partner in self.successors.all() if partner.is_public]

    @property
    def public_predecessors(self):
        """The organisations that it came after, as far as visitors may see them; a list."""
        return [partner for partner in self.predecessors.all() if partner.is_public]

    def search_texts(self):
        texts = super().search_texts()
        texts["B"] += [self.sector.name, *self.services, *(term.name for term in self.domains.all())]
        texts["B"] += [text for contact in self.contacts.all() for text in (contact.name, contact.area)]
        texts["C"] += [self.history, *(partner.title for partner in self.public_successors)]
        return texts

    @property
    def own_order(self):
        """By sector, those that exist today first."""
        sector = f"{self.sector.position:05} {fold(self.sector.name)}"
        return f"{sector} {self.active_until or '':4} {self.sort_key}"

    def facet_values(self):
        contacts = self.contacts.all()
        provinces = [place.pk for contact in contacts for place in contact.provinces.all()]
        named = [place.province_id for contact in contacts for place in contact.municipalities.all()]
        today = Municipality.objects.today()
        return super().facet_values() | {
            Axis.PRESENCE: [int(not self.is_historical)],
            Axis.SECTOR: [self.sector_id],
            Axis.DOMAIN: [domain.pk for domain in self.domains.all()],
            Axis.PROVINCE: [*provinces, *named],
            Axis.SERVED_MUNICIPALITY: {place.pk for place in today for contact in contacts if contact.serves(place)},
        }

    def card(self):
        return super().card() | {
            "sector": self.sector.name,
            "active_until": self.active_until,
            "successors": links(self.public_successors),
        }


class ContactPointQuerySet(models.QuerySet):
    def within(self, scope):
        """Those that serve municipalities or provinces of `scope`, and nobody else."""
        named, provincial = self.model.municipalities.through.objects, self.model.provinces.through.objects
        own = named.filter(municipality__in=scope.municipality_pks), provincial.filter(province__in=scope.province_pks)
        others = (
            named.exclude(municipality__in=scope.municipality_pks),
            provincial.exclude(province__in=scope.province_pks),
        )
        serves_own, serves_others = (
            reduce(or_, (Q(pk__in=rows.values("contactpoint")) for rows in served)) for served in (own, others)
        )
        return self.filter(serves_own, serves_flanders=False, serves_brussels=False).exclude(serves_others)

    def serving(self, municipality):
        """Contact points for `municipality`: named, of its province without it being excepted, or of its region."""
        region = Q(serves_brussels=True) if municipality.in_brussels else Q(serves_flanders=True)
        served = (
            region
            | Q(
                pk__in=self.model.municipalities.through.objects.filter(municipality=municipality).values(
                    "contactpoint"
                )
            )
            | Q(
                pk__in=self.model.provinces.through.objects.filter(province=municipality.province).values(
                    "contactpoint"
                )
            )
        )
        excepted = self.model.excepted.through.objects.filter(municipality=municipality).values("contactpoint")
        return self.filter(served).exclude(pk__in=excepted)

    def nearest_first(self, municipality):
        """By sector; then those for `municipality` in particular, those for its province, and the rest."""
        through = self.model.municipalities.through.objects.filter(municipality=municipality)
        provincial = self.model.provinces.through.objects.filter(province=municipality.province)
        nearness = Case(
            When(pk__in=through.values("contactpoint"), then=0),
            When(pk__in=provincial.values("contactpoint"), then=1),
            default=2,
        )
        return self.order_by(
            "partner__sector__position", "partner__sector__name", nearness, "partner__sort_key", "position", "pk"
        )


class ContactPoint(models.Model):
    """Where one reaches a partner: a service with a general phone and mailbox, and for whom it is there."""

    part_of = "partner"
    scoped_by = ("municipality_pks", "province_pks")
    scoped_in = "gemeente"
    outside_scope = "Een contactpunt van u is er alleen voor gemeenten of provincies waarvoor u werkt: {scope}."

    partner = models.ForeignKey(Partner, models.CASCADE, verbose_name="partner", related_name="contacts")
    area = models.CharField("regio", max_length=160, blank=True, help_text="Zoals de bron het zegt.")
    name = models.CharField("naam", max_length=160)
    phone = models.CharField("telefoon", max_length=40, blank=True)
    email = models.EmailField("e-mail", blank=True, help_text="Een algemene mailbox, nooit die van een persoon.")
    website = models.CharField("website", max_length=200, blank=True)
    website_path = models.CharField("weg op die website", max_length=200, blank=True)
    note = models.TextField("toelichting", blank=True)
    serves_flanders = models.BooleanField("voor heel Vlaanderen", default=False)
    serves_brussels = models.BooleanField("voor Brussel", default=False)
    provinces = models.ManyToManyField(Province, verbose_name="voor de provincies", related_name="+", blank=True)
    municipalities = models.ManyToManyField(
        Municipality, verbose_name="voor de gemeenten", related_name="contact_points", blank=True
    )
    excepted = models.ManyToManyField(
        Municipality,
        verbose_name="behalve voor",
        related_name="+",
        blank=True,
        help_text="Steden met een eigen dienst.",
    )
    is_historical = models.BooleanField("historisch", default=False, help_text="Bestaat niet meer in deze vorm.")
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        verbose_name = "contactpunt"
        verbose_name_plural = "contactpunten"
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.name} ({self.area})" if self.area else self.name

    @property
    def served_names(self):
        """For whom it is there; a list of str."""
        regions = {"Vlaanderen": self.serves_flanders, "Brussel": self.serves_brussels}
        named = [place.name for place in [*self.provinces.all(), *self.municipalities.all()]]
        return [name for name, is_served in regions.items() if is_served] + named

    def serves(self, municipality):
        """Whether it is there for `municipality`; the same rule as ContactPointQuerySet.serving()."""
        region = self.serves_brussels if municipality.in_brussels else self.serves_flanders
        provinces = {province.pk for province in self.provinces.all()}
        named = municipality in self.municipalities.all()
        return (region or named or municipality.province_id in provinces) and municipality not in self.excepted.all()


class PartnerCitation(Citation):
    entry = models.ForeignKey(Partner, models.CASCADE, verbose_name="partner", related_name="citations")
