"""The words that entries share: themes, domains, target groups and sources."""

from django.db import models

from portal.addresses import address_of


class Term(models.Model):
    """A word of a vocabulary. Editors add terms in the admin; addresses use the slug."""

    slug = models.SlugField("korte naam in het adres", max_length=80, unique=True)
    name = models.CharField("naam", max_length=120, unique=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name


class Theme(Term):
    """A theme of local integration policy, with the question that a councillor comes with."""

    question = models.CharField("leidende vraag", max_length=200)
    summary = models.TextField("inleiding", max_length=600)
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta(Term.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"
        ordering = ["position", "name"]

    def get_absolute_url(self):
        return address_of("theme", self.slug)


class Domain(Term):
    """A policy domain: the service of a municipality in which an entry is at home."""

    class Meta(Term.Meta):
        verbose_name = "beleidsdomein"
        verbose_name_plural = "beleidsdomeinen"


class TargetGroup(Term):
    """People for whom an initiative is meant."""

    class Meta(Term.Meta):
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"


class Source(models.Model):
    """A publication that content comes from. Its year is the year of the facts, in want of a better one."""

    slug = models.SlugField("korte naam in het adres", max_length=80, unique=True)
    title = models.CharField("titel", max_length=200)
    publisher = models.CharField("uitgever", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("jaar")
    website = models.CharField("website", max_length=200, blank=True)
    note = models.TextField("toelichting", blank=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "bron"
        verbose_name_plural = "bronnen"
        ordering = ["year", "title"]
        constraints = [
            models.CheckConstraint(
                name="source_year_is_plausible",
                condition=models.Q(year__range=(1950, 2100)),
                violation_error_message="Het jaar van een bron ligt tussen 1950 en 2100.",
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.year})"
