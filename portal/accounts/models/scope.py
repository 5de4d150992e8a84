"""For whom somebody works: places for an officer, providers for an agency."""

from functools import cached_property

from django.conf import settings
from django.db import models

from portal.models import Municipality, Province


class Scope(models.Model):
    """What an account works for. A region of several municipalities is simply those municipalities.

    A province stands for what the whole province does, not for each of its municipalities. Which entries belong to a
    scope, each kind of entry knows itself: see `within` of its QuerySet, and `scoped_by` of its model.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name="account", related_name="scope")
    municipalities = models.ManyToManyField(
        Municipality,
        verbose_name="gemeenten",
        related_name="+",
        blank=True,
        help_text="Voor een redacteur: van welke gemeenten schrijft deze persoon?",
    )
    provinces = models.ManyToManyField(
        Province,
        verbose_name="provincies",
        related_name="+",
        blank=True,
        help_text="Alleen voor wie voor de provincie zelf werkt. Dit geldt niet voor elke gemeente van de provincie.",
    )
    providers = models.ManyToManyField(
        "subsidies.Provider",
        verbose_name="subsidiegevers",
        related_name="+",
        blank=True,
        help_text="Voor een agentschap: welke subsidiegevers houdt deze persoon bij?",
    )

    class Meta:
        verbose_name = "werkgebied"
        verbose_name_plural = "werkgebieden"

    def __str__(self):
        return ", ".join(self.names) or "leeg"

    @property
    def names(self):
        """The names of all that it holds; a list of str."""
        held = (self.municipalities, self.provinces, self.providers)
        return [str(each) for relation in held for each in relation.all()]

    @cached_property
    def municipality_pks(self):
        """Primary keys of its municipalities, and of all that merged with them or into them; a set."""
        return Municipality.objects.one_with(place.pk for place in self.municipalities.all())

    @cached_property
    def province_pks(self):
        """Primary keys of its provinces; a set."""
        return {province.pk for province in self.provinces.all()}

    @cached_property
    def provider_pks(self):
        """Primary keys of its providers; a set."""
        return {provider.pk for provider in self.providers.all()}

    def is_empty_for(self, model):
        """Whether no row of `model` could belong to it."""
        return not any(getattr(self, name) for name in getattr(model, "scoped_by", ()))
