"""Municipalities of Flanders and Brussels, of today and before, and the other names that lead to them."""

from functools import reduce
from operator import or_

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, F, Q, When

from portal.addresses import address_of
from portal.text import fold

BRUSSELS = "04000"  # NIS code of the region


class Province(models.Model):
    """One of the five Flemish provinces, or the Brussels-Capital Region, which belongs to none."""

    code = models.CharField("NIS-code", max_length=5, unique=True)
    slug = models.SlugField("korte naam in het adres", max_length=80, unique=True)
    name = models.CharField("naam", max_length=60, unique=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "provincie"
        verbose_name_plural = "provincies"
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def full_name(self):
        """Its name beside that of a municipality, which can be the same: "provincie Antwerpen"."""
        return self.name if self.code == BRUSSELS else f"provincie {self.name}"


class MunicipalityQuerySet(models.QuerySet):
    def today(self):
        """Municipalities that exist; those that merged into another have a successor."""
        return self.filter(successor=None)

    def matching(self, words):
        """Municipalities of today with `words` in their own name, which come first, a former one, or a part's."""
        key = fold(words.strip())
        relations = ("sort_key", "predecessors__sort_key", "places__sort_key")
        wanted = reduce(or_, (Q(**{f"{relation}__contains": key}) for relation in relations))
        found = self.filter(pk__in=Municipality.objects.today().filter(wanted).values("pk"))
        return found.order_by(Case(When(sort_key__contains=key, then=0), default=1), "sort_key", "nis")

    def one_with(self, pks):
        """Primary keys of the municipalities that are the same today as one of `pks`; a set.

        A former municipality is the same as the one it went into, and so as all others that did.
        """
        successors = dict(Municipality.objects.exclude(successor=None).values_list("pk", "successor_id"))

        def today(pk):
            # At most so many steps: nothing stops two municipalities from naming each other.
            for _ in successors:
                pk = successors.get(pk, pk)
            return pk

        wanted = {today(pk) for pk in pks}
        return wanted | {pk for pk in successors if today(pk) in wanted}

    def known_as(self, name):
        """Today's municipalities to which `name` leads: by their own name, else a former one, else that of a part.

        Several when the name is ambiguous (Ruisbroek); none when nobody knows it. Case and accents do not matter.
        """
        key = fold(name.strip())
        found = self.none()
        for relation in ("sort_key", "predecessors__sort_key", "places__sort_key"):
            found = self.today().filter(**{relation: key}).distinct()
            if found:
                break
        return found


class Municipality(models.Model):
    """A municipality on its own boundaries. After a merger it stays, closed, and points to its successor.

    A NIS code is text: codes may start with a zero elsewhere, and nobody calculates with them.
    """

    class Type(models.TextChoices):
        METROPOLIS = "grootstad", "grootstad"
        CENTRE_CITY = "centrumstad", "centrumstad"
        FLEMISH_RIM = "vlaamse-rand", "Vlaamse Rand"
        BRUSSELS = "brussel", "Brussels gewest"
        OTHER = "gemeente", "andere gemeente"

    nis = models.CharField(
        "NIS-code",
        max_length=5,
        unique=True,
        validators=[RegexValidator(r"^\d{5}$", "Een NIS-code heeft vijf cijfers.")],
    )
    name = models.CharField("naam", max_length=80)
    slug = models.SlugField("korte naam in het adres", max_length=80, unique=True)
    province = models.ForeignKey(Province, models.PROTECT, verbose_name="provincie", related_name="municipalities")
    type = models.CharField("type", max_length=20, choices=Type, default=Type.OTHER)
    has_language_facilities = models.BooleanField("taalfaciliteiten", default=False)
    valid_from = models.DateField("bestaat sinds", null=True, blank=True)
    valid_until = models.DateField("bestond tot en met", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name="opgegaan in", related_name="predecessors", null=True, blank=True
    )
    # Stored, because PostgreSQL's C locale sorts accents and capitals apart; set by save().
    sort_key = models.CharField(max_length=80, editable=False, db_index=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
        ordering = ["sort_key", "nis"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(successor=None),
                name="municipality_name_is_unique_today",
                violation_error_message="Er is vandaag al een gemeente met deze naam.",
            ),
            models.CheckConstraint(
                name="municipality_nis_has_five_digits",
                condition=Q(nis__regex=r"^\d{5}$"),
                violation_error_message="Een NIS-code heeft vijf cijfers.",
            ),
            models.CheckConstraint(
                name="municipality_ended_with_successor",
                condition=Q(successor=None, valid_until=None) | Q(successor__isnull=False, valid_until__isnull=False),
                violation_error_message="Een gemeente die ophield te bestaan, heeft een einddatum én een opvolger.",
            ),
            models.CheckConstraint(
                name="municipality_ends_after_it_starts",
                condition=Q(valid_until__gte=F("valid_from")),
                violation_error_message="De einddatum ligt voor de begindatum.",
            ),
        ]

    def __str__(self):
        if self.valid_until:
            return f"{self.name} (tot {self.valid_until.year})"
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = fold(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return address_of("municipality", self.slug)

    @property
    def in_brussels(self):
        """Whether it is one of the 19 of the Brussels-Capital Region."""
        return self.type == self.Type.BRUSSELS


class Place(models.Model):
    """Another name that leads to a municipality: a part, a village, a neighbourhood, an old or French name."""

    name = models.CharField("naam", max_length=80)
    municipality = models.ForeignKey(Municipality, models.CASCADE, verbose_name="gemeente", related_name="places")
    sort_key = models.CharField(max_length=80, editable=False, db_index=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "plaatsnaam"
        verbose_name_plural = "plaatsnamen"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "municipality"],
                name="place_name_is_unique_in_municipality",
                violation_error_message="Deze plaatsnaam bestaat al in deze gemeente.",
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.sort_key = fold(self.name)
        super().save(*args, **kwargs)
