"""Who pays and who may ask: levels of government, providers and kinds of applicants."""

from django.db import models
from django.db.models import Q

from portal.models import Province


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
