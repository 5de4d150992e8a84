"""Rows about an entry, of whatever kind."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class AboutEntryQuerySet(models.QuerySet):
    def about(self, entry):
        """Rows about this entry."""
        return self.filter(entry_type=ContentType.objects.get_for_model(entry), entry_id=entry.pk)


class AboutEntry(models.Model):
    """Abstract: a row about one entry, which may be gone by now: then `entry` is None."""

    entry_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="soort", related_name="+")
    entry_id = models.PositiveBigIntegerField("nummer van de fiche")
    entry = GenericForeignKey("entry_type", "entry_id")

    objects = AboutEntryQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["entry_type", "entry_id"])]
