"""Rows about one entry, of whatever kind.

Entries are of several models, so what is about one names its kind and its key. It outlives the entry: who brings a
deleted entry back finds it again.
"""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class AboutEntryQuerySet(models.QuerySet):
    def of(self, entry):
        """Those about this entry."""
        return self.filter(entry_type=ContentType.objects.get_for_model(entry), entry_id=entry.pk)

    def of_model(self, model):
        """Those about any entry of that model."""
        return self.filter(entry_type=ContentType.objects.get_for_model(model))

    def with_entries(self):
        """With their entry and the people named, in one query a kind."""
        people = [field.name for field in self.model._meta.fields if field.related_model and field.name != "entry_type"]
        return self.select_related(*people).prefetch_related("entry")


class AboutEntry(models.Model):
    """Abstract: a row about one entry."""

    entry_type = models.ForeignKey(ContentType, models.CASCADE, verbose_name="soort fiche", related_name="+")
    entry_id = models.PositiveBigIntegerField("nummer van de fiche")
    entry = GenericForeignKey("entry_type", "entry_id")

    objects = AboutEntryQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def entry_model(self):
        """The model of its entry, also when the entry is gone."""
        return self.entry_type.model_class()
