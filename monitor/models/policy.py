"""The policy plan: strategic goals, operational goals under them, and actions under those."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q

from monitor.models.figures import Monitor
from portal.addresses import address_of
from portal.models import Citation, Domain, Entry, EntryQuerySet, Source
from portal.search.kinds import Axis, Kind, place_of
from practices.models import Practice


class PolicyItemQuerySet(EntryQuerySet):
    def in_order(self):
        """In the order of the plan."""
        return self.order_by("position", "pk")

    def goals(self):
        """Strategic and operational goals, without the actions."""
        return self.exclude(level=PolicyItem.Level.ACTION)

    def for_index(self):
        return super().for_index().select_related("parent__parent").prefetch_related("domains")

    def for_page(self):
        return super().for_page().prefetch_related("practices", "monitors")

    def with_action_count(self):
        """Annotates `action_count`: the published actions right below."""
        return self.annotate(action_count=Count("items", filter=Q(items__status="published", items__level="actie")))


class PolicyItem(Entry):
    """A goal or an action of the plan. One model, so that the plan is one list with one export."""

    search_kind = Kind.POLICY
    shown_terms = ("domains",)

    class Level(models.TextChoices):
        STRATEGIC = "strategisch", "strategische doelstelling"
        OPERATIONAL = "operationeel", "operationele doelstelling"
        ACTION = "actie", "actie"

    class State(models.TextChoices):
        RUNNING = "lopend", "lopend"
        ENDED = "afgerond", "afgerond"
        PLANNED = "gepland", "gepland"
        STOPPED = "stopgezet", "stopgezet"
        UNKNOWN = "onbekend", "niet gezegd"

    class In2018(models.TextChoices):
        UNDER_WAY = "onderweg", "liep al in 2018"
        EXTRA = "extra", "extra in 2018-2019"
        UNKNOWN = "onbekend", "niet gezegd"

    code = models.CharField("code", max_length=12, unique=True)
    level = models.CharField("soort", max_length=12, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="valt onder", related_name="items", null=True, blank=True
    )
    body = models.TextField("tekst", blank=True)
    domains = models.ManyToManyField(Domain, verbose_name="beleidsdomeinen", related_name="policy_items", blank=True)
    lead = ArrayField(models.CharField(max_length=250), verbose_name="trekkers", default=list, blank=True)
    period = models.CharField("periode", max_length=160, blank=True)
    state = models.CharField("toestand", max_length=10, choices=State, default=State.UNKNOWN)
    state_note = models.TextField("toelichting bij de toestand", blank=True)
    in_2018 = models.CharField("in 2018", max_length=10, choices=In2018, default=In2018.UNKNOWN)
    practices = models.ManyToManyField(Practice, verbose_name="praktijken", related_name="policy_items", blank=True)
    monitors = models.ManyToManyField(Monitor, verbose_name="cijferbronnen", related_name="policy_items", blank=True)
    # Stored, because "1.1.10" sorts before "1.1.2" as text; set by the loader to the place in the plan.
    position = models.PositiveIntegerField("volgorde", default=0)
    sources = models.ManyToManyField(
        Source, through="PolicyCitation", verbose_name="bronnen", related_name="policy_items"
    )

    objects = PolicyItemQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "doel of actie"
        verbose_name_plural = "doelen en acties"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="policyitem_has_parent_unless_strategic",
                condition=Q(level="strategisch", parent=None) | (~Q(level="strategisch") & Q(parent__isnull=False)),
                violation_error_message="Alleen een strategische doelstelling staat op zichzelf.",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    def get_absolute_url(self):
        return address_of("policy:detail", self.slug)

    @property
    def is_action(self):
        """Whether it is an action; else it is a goal."""
        return self.level == self.Level.ACTION

    @property
    def public_goals(self):
        """The goals above it that visitors may see, the strategic one first; a list."""
        above = [self.parent and self.parent.parent, self.parent]
        return [goal for goal in above if goal and goal.is_public]

    @property
    def public_parent(self):
        """What it falls under, None when that is nothing or hidden."""
        return self.parent if self.parent and self.parent.is_public else None

    def search_texts(self):
        texts = super().search_texts()
        texts["B"] += [self.code, *self.lead, *(domain.name for domain in self.domains.all())]
        texts["C"] += [self.body, self.state_note]
        return texts

    @property
    def own_order(self):
        """In the order of the plan."""
        return f"{self.position:06} {self.pk:09}"

    def facet_values(self):
        above = [self.parent_id, self.parent and self.parent.parent_id]
        return super().facet_values() | {
            Axis.LEVEL: [place_of(self.Level, self.level)],
            Axis.STATE: [place_of(self.State, self.state)],
            Axis.STAND: [place_of(self.In2018, self.in_2018)],
            Axis.GOAL: filter(None, above),
            Axis.PARENT: filter(None, [self.parent_id]),
            Axis.DOMAIN: [domain.pk for domain in self.domains.all()],
        }

    def card(self):
        return super().card() | {
            "code": self.code,
            "is_action": self.is_action,
            "state": self.state,
            "state_label": self.get_state_display(),
            "level_label": self.get_level_display(),
            "lead": self.lead,
            "period": self.period,
        }


class PolicyCitation(Citation):
    entry = models.ForeignKey(PolicyItem, models.CASCADE, verbose_name="doel of actie", related_name="citations")
