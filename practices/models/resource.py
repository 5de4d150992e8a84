"""What helps a municipality: publications, tools, methods, checklists and explainers."""

from django.db import models
from django.db.models import Q

from portal.addresses import address_of
from portal.models import Citation, Domain, Entry, EntryQuerySet, Source, TargetGroup
from portal.search.kinds import Axis, place_of
from portal.search.kinds import Kind as SearchKind


class ResourceQuerySet(EntryQuerySet):
    def for_index(self):
        return super().for_index().prefetch_related("domains", "target_groups", "items")


class Resource(Entry):
    """A publication, tool, website, method or training elsewhere; or a checklist or explainer of our own."""

    search_kind = SearchKind.RESOURCE
    shown_terms = ("domains", "target_groups")

    class Kind(models.TextChoices):
        CHECKLIST = "checklist", "checklist"
        EXPLAINER = "uitleg", "uitleg"
        METHOD = "methode", "methode"
        REFLECTION = "denkvragen", "denkvragen"
        PUBLICATION = "publicatie", "publicatie"
        TOOL = "instrument", "instrument"
        TRAINING = "vorming", "vorming en advies"
        WEBSITE = "website", "website"

    # What one goes through oneself, point by point.
    EXERCISES = (Kind.CHECKLIST, Kind.REFLECTION)

    kind = models.CharField("soort", max_length=12, choices=Kind)
    publisher = models.CharField("uitgever", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("jaar van uitgave", null=True, blank=True)
    body = models.TextField("tekst", blank=True)
    website = models.CharField("website", max_length=200, blank=True)
    website_path = models.CharField("weg op die website", max_length=200, blank=True)
    domains = models.ManyToManyField(Domain, verbose_name="beleidsdomeinen", related_name="resources", blank=True)
    target_groups = models.ManyToManyField(
        TargetGroup, verbose_name="doelgroepen", related_name="resources", blank=True
    )
    sources = models.ManyToManyField(
        Source, through="ResourceCitation", verbose_name="bronnen", related_name="resources"
    )

    objects = ResourceQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "hulpmiddel"
        verbose_name_plural = "hulpmiddelen"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="resource_year_is_plausible",
                condition=Q(year__range=(1950, 2100)),
                violation_error_message="Het jaar van uitgave ligt tussen 1950 en 2100.",
            ),
        ]

    def get_absolute_url(self):
        return address_of("practices:resource", self.slug)

    @property
    def is_exercise(self):
        """Whether it has items to go through."""
        return self.kind in self.EXERCISES

    @property
    def is_checklist(self):
        """Whether its items can be ticked; reflections are for thought and talk."""
        return self.kind == self.Kind.CHECKLIST

    def search_texts(self):
        texts = super().search_texts()
        texts["B"] += [self.get_kind_display(), self.publisher, *(term.name for term in self.domains.all())]
        texts["C"] += [self.body, self.website]
        for item in self.items.all():
            texts["C"] += [item.title, item.text]
        return texts

    def facet_values(self):
        return super().facet_values() | {
            Axis.TYPE: [place_of(self.Kind, self.kind)],
            Axis.DOMAIN: [domain.pk for domain in self.domains.all()],
            Axis.TARGET_GROUP: [group.pk for group in self.target_groups.all()],
        }

    def card(self):
        return super().card() | {"type": self.get_kind_display(), "publisher": self.publisher, "year": self.year}


class ChecklistItem(models.Model):
    """One thing to check, in the order of the list."""

    checklist = models.ForeignKey(Resource, models.CASCADE, verbose_name="checklist", related_name="items")
    title = models.CharField("titel", max_length=160)
    text = models.TextField("toelichting", blank=True)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "punt"
        verbose_name_plural = "punten"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class ResourceCitation(Citation):
    entry = models.ForeignKey(Resource, models.CASCADE, verbose_name="hulpmiddel", related_name="citations")
