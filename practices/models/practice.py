"""Good practices: one initiative of one or more municipalities."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from partners.models import Partner
from portal.addresses import address_of
from portal.models import (
    Citation,
    Domain,
    Entry,
    EntryQuerySet,
    Municipality,
    Province,
    Source,
    TargetGroup,
    links,
    terms,
)
from portal.search.kinds import Axis, Kind, place_of


class PracticeQuerySet(EntryQuerySet):
    def within(self, scope):
        """Those that name a municipality or a province of `scope`."""
        localities = PracticeMunicipality.objects.filter(municipality__in=scope.municipality_pks)
        provincial = Practice.provinces.through.objects.filter(province__in=scope.province_pks)
        return self.filter(Q(pk__in=localities.values("practice")) | Q(pk__in=provincial.values("practice")))

    def unplaced(self):
        """Those without municipality and province."""
        return self.filter(localities=None, provinces=None)

    def for_index(self):
        return (
            super()
            .for_index()
            .prefetch_related(
                *("localities__municipality__province", "provinces", "target_groups", "domains", "supported_by")
            )
        )


class Practice(Entry):
    """An initiative: what a town did, how, and what came of it, as its sources tell."""

    search_kind = Kind.PRACTICE
    shown_terms = ("provinces", "domains")
    scoped_by = ("municipality_pks", "province_pks")
    scoped_in = "gemeente"
    outside_scope = "Kies minstens één gemeente of provincie waarvoor u werkt: {scope}."

    class State(models.TextChoices):
        RUNNING = "lopend", "lopend"
        ENDED = "afgelopen", "afgelopen"
        STOPPED = "stopgezet", "stopgezet"
        UNKNOWN = "onbekend", "niet nagekeken"

    municipalities = models.ManyToManyField(
        Municipality, through="PracticeMunicipality", verbose_name="gemeenten", related_name="practices"
    )
    provinces = models.ManyToManyField(
        Province,
        verbose_name="provincies",
        related_name="practices",
        blank=True,
        help_text="Alleen voor wat een hele provincie doet; de provincie van een gemeente volgt vanzelf.",
    )
    area = models.CharField(
        "gebied in woorden",
        max_length=160,
        blank=True,
        help_text="Bijvoorbeeld: 25 gemeenten in Vlaams-Brabant.",
    )
    domains = models.ManyToManyField(Domain, verbose_name="beleidsdomeinen", related_name="practices", blank=True)
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name="doelgroepen", related_name="practices", blank=True
    )
    occasion = models.TextField("aanleiding", blank=True, help_text="Op welke vraag is dit een antwoord?")
    approach = models.TextField("aanpak", blank=True, help_text="Wat gebeurt er, en hoe?")
    results = models.TextField("resultaat", blank=True, help_text="Alleen wat vaststaat, met exacte cijfers.")
    lessons = models.TextField("lessen", blank=True, help_text="Wat zouden zij anderen aanraden?")
    success_factors = models.TextField("wat hielp", blank=True)
    obstacles = models.TextField("wat was moeilijk", blank=True)

    lead = models.CharField("trekker", max_length=250, blank=True, help_text="Een dienst, nooit een persoon.")
    partners = ArrayField(models.CharField(max_length=250), verbose_name="werkt samen met", default=list, blank=True)
    supported_by = models.ManyToManyField(
        Partner, verbose_name="ondersteund door", related_name="practices", blank=True
    )
    budget = models.TextField("budget", blank=True)
    staffing = models.TextField("personeel", blank=True)
    period = models.CharField("periode", max_length=160, blank=True)
    state = models.CharField("toestand", max_length=10, choices=State, default=State.UNKNOWN)
    state_note = models.TextField("toelichting bij de toestand", blank=True)
    website = models.CharField("website", max_length=200, blank=True)
    website_path = models.CharField("weg op die website", max_length=200, blank=True)
    contact = models.TextField(
        "contact", blank=True, help_text="Een functie of dienst, met algemene telefoon of mailbox."
    )

    sources = models.ManyToManyField(
        Source, through="PracticeCitation", verbose_name="bronnen", related_name="practices"
    )

    objects = PracticeQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "praktijk"
        verbose_name_plural = "praktijken"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="practice_stopped_has_reason_or_note",
                condition=~Q(state="stopgezet") | ~Q(state_note=""),
                violation_error_message="Zeg in de toelichting waarom ze stopte, of dat niemand dat weet.",
            ),
        ]

    def get_absolute_url(self):
        return address_of("practices:detail", self.slug)

    @property
    def place_names(self):
        """Where it happens, as the source says it and with today's name where that differs; a list of str."""
        names = [locality.label for locality in self.localities.all()]
        return names + [province.name for province in self.provinces.all()] + ([self.area] if self.area else [])

    @property
    def public_supporters(self):
        """The partners that support it, as far as visitors may see them; a list."""
        return [partner for partner in self.supported_by.all() if partner.is_public]

    def search_texts(self):
        texts = super().search_texts()
        for locality in self.localities.all():
            texts["A"] += [locality.municipality.name, locality.name_in_source]
        texts["B"] += [self.area, self.lead, *(province.name for province in self.provinces.all())]
        texts["B"] += [term.name for term in [*self.domains.all(), *self.target_groups.all()]]
        texts["C"] += [
            self.occasion,
            self.approach,
            self.results,
            self.lessons,
            self.success_factors,
            self.obstacles,
            self.state_note,
            self.contact,
        ]
        texts["C"] += [*self.partners, *(partner.title for partner in self.public_supporters)]
        return texts

    def searched_municipalities(self):
        return [locality.municipality_id for locality in self.localities.all()]

    def facet_values(self):
        localities = self.localities.all()
        return super().facet_values() | {
            Axis.DOMAIN: [domain.pk for domain in self.domains.all()],
            Axis.TARGET_GROUP: [group.pk for group in self.target_groups.all()],
            Axis.MUNICIPALITY: [locality.municipality_id for locality in localities],
            Axis.PROVINCE: [
                *(locality.municipality.province_id for locality in localities),
                *(province.pk for province in self.provinces.all()),
            ],
            Axis.WHOLE_PROVINCE: [province.pk for province in self.provinces.all()],
            Axis.STATE: [place_of(self.State, self.state)],
        }

    def card(self):
        return super().card() | {"place_names": self.place_names, "target_groups": terms(self.target_groups.all())}

    def relations(self):
        return super().relations() | {
            "localities": [
                {"label": locality.label, "url": locality.municipality.get_absolute_url()}
                for locality in self.localities.all()
            ],
            "supporters": links(self.public_supporters),
        }


class PracticeMunicipality(models.Model):
    """A practice's municipality of today, and the name under which the source has it."""

    practice = models.ForeignKey(Practice, models.CASCADE, verbose_name="praktijk", related_name="localities")
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, verbose_name="gemeente", related_name="practice_localities"
    )
    name_in_source = models.CharField(
        "naam in de bron",
        max_length=80,
        blank=True,
        help_text="Alleen als die anders is, zoals Winterslag voor Genk.",
    )

    class Meta:
        verbose_name = "gemeente van een praktijk"
        verbose_name_plural = "gemeenten van een praktijk"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "municipality", "name_in_source"],
                name="practice_names_a_municipality_once",
                violation_error_message="Deze gemeente staat al bij deze praktijk.",
            )
        ]

    def __str__(self):
        return self.label

    @property
    def label(self):
        """ "Winterslag (Genk)", or just "Genk" when the source uses today's name."""
        if self.name_in_source and self.name_in_source != self.municipality.name:
            return f"{self.name_in_source} ({self.municipality.name})"
        return self.municipality.name


class PracticeCitation(Citation):
    entry = models.ForeignKey(Practice, models.CASCADE, verbose_name="praktijk", related_name="citations")
