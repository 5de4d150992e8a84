"""What is kept of entries: every version of each, and what was deleted."""

from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from portal.models.people import person

# How long what was deleted can come back.
KEPT = timedelta(days=90)


class Action(models.TextChoices):
    """What made a version."""

    MADE = "made", "aangemaakt"
    CHANGED = "changed", "gewijzigd"
    SUBMITTED = "submitted", "ter nazicht voorgelegd"
    RETURNED = "returned", "terug naar ontwerp"
    PUBLISHED = "published", "gepubliceerd"
    UNPUBLISHED = "unpublished", "van het portaal gehaald"
    ARCHIVED = "archived", "gearchiveerd"
    APPROVED = "approved", "voorstel goedgekeurd"
    CONFIRMED = "confirmed", "nagekeken"
    CORRECTED = "corrected", "verbeterd via een mail"
    IMPORTED = "imported", "ingelezen uit een rekenblad"
    RESTORED = "restored", "oudere versie teruggezet"
    UNDELETED = "undeleted", "teruggehaald uit de prullenbak"
    PURGED = "purged", "persoonsgegevens verwijderd"
    FILES = "files", "uit de bestanden"
    FOUND = "found", "zoals ze was"


class VersionQuerySet(models.QuerySet):
    def of(self, entry):
        """The versions of `entry`, the newest first."""
        return self.of_entries(type(entry), [entry.pk])

    def of_entries(self, model, keys):
        """The versions of the entries of `model` with primary keys `keys`, the newest of each first."""
        entry_type = ContentType.objects.get_for_model(model)
        return self.filter(entry_type=entry_type, entry_id__in=keys).order_by("entry_id", "-number")


class Version(models.Model):
    """An entry as it was after a change, as a document (see portal.versions.documents).

    It outlives its entry: as long as that is in the bin, it can come back.
    """

    entry_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="soort", related_name="+")
    entry_id = models.BigIntegerField("nummer van de fiche")
    number = models.PositiveIntegerField("versie")
    document = models.JSONField("de fiche zoals ze was")
    made_at = models.DateTimeField("gemaakt op", default=timezone.now, db_index=True)
    made_by = person("gemaakt door")
    # Stored, because an account can go; who did it stays known.
    made_by_name = models.CharField("naam van wie ze maakte", max_length=200, blank=True)
    action = models.CharField("wat er gebeurde", max_length=12, choices=Action)
    comment = models.TextField("toelichting", blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "versie"
        verbose_name_plural = "versies"
        ordering = ["entry_type", "entry_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry_type", "entry_id", "number"], name="version_number_is_unique"),
            models.CheckConstraint(name="version_number_counts_from_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self):
        return f"versie {self.number}"

    @property
    def model(self):
        """The kind of entry that it is of."""
        return self.entry_type.model_class()

    @property
    def title(self):
        """What the entry was called."""
        return self.document["fields"]["title"]

    def before(self):
        """The version before it, None for the first."""
        older = Version.objects.filter(entry_type=self.entry_type, entry_id=self.entry_id, number__lt=self.number)
        return older.order_by("-number").first()


class DeletedQuerySet(models.QuerySet):
    def over(self, now):
        """Those that were kept long enough at the moment `now`."""
        return self.filter(deleted_at__lte=now - KEPT)


class Deleted(models.Model):
    """An entry in the bin: its last version, and what else went with it."""

    version = models.OneToOneField(Version, models.CASCADE, verbose_name="laatste versie", related_name="deleted")
    # Stored beside the version: the bin is searched and ordered by it.
    title = models.CharField("titel", max_length=120)
    pointed = models.JSONField(
        "wat ernaar verwees", default=dict, help_text="Per relatie van andere fiches: hun nummers."
    )
    records = models.JSONField("wat mee verdween", default=dict, help_text="Cijfers of toekenningen, per relatie.")
    created_at = models.DateTimeField("fiche aangemaakt op")
    deleted_at = models.DateTimeField("verwijderd op", default=timezone.now, db_index=True)
    deleted_by = person("verwijderd door")
    # Stored, because an account can go; who did it stays known.
    deleted_by_name = models.CharField("naam van wie ze verwijderde", max_length=200, blank=True)

    objects = DeletedQuerySet.as_manager()

    class Meta:
        verbose_name = "verwijderde fiche"
        verbose_name_plural = "prullenbak"
        ordering = ["-deleted_at", "-pk"]

    def __str__(self):
        return self.title

    @property
    def model(self):
        """The kind of entry that it was."""
        return self.version.model

    @property
    def kept_until(self):
        """When it goes for good."""
        return self.deleted_at + KEPT


class Purge(models.Model):
    """That somebody had personal data removed everywhere: when and how much, never what."""

    made_at = models.DateTimeField("verwijderd op", default=timezone.now)
    made_by = person("verwijderd door")
    report = models.JSONField("waar het stond", default=dict, help_text="Per soort: op hoeveel plaatsen.")

    class Meta:
        verbose_name = "verwijdering van persoonsgegevens"
        verbose_name_plural = "verwijderde persoonsgegevens"
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return date_format(localtime(self.made_at), "DATETIME_FORMAT")
