"""What every entry has, whatever its kind: a state, themes, sources, and how fresh it is."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from portal.models.vocabulary import Source, Theme
from portal.search.query import matching
from portal.text import fold


class Status(models.TextChoices):
    """Where an entry stands in the work of the editors. Only published entries are public."""

    DRAFT = "draft", "ontwerp"
    REVIEW = "review", "ter nazicht"
    PUBLISHED = "published", "gepubliceerd"
    ARCHIVED = "archived", "gearchiveerd"


class EntryQuerySet(models.QuerySet):
    def published(self):
        """Entries that visitors may see. Every public page, feed, export and search starts from here."""
        return self.filter(status=Status.PUBLISHED)

    def matching(self, words):
        """Entries with all of `words`, most relevant first; see portal.search.query.

        Words that hold nothing to search for (only signs) match nothing.
        """
        return matching(self, words)

    def for_results(self):
        """With all that a result of the search over everything shows: a title, a summary, and where it is."""
        return self

    def for_cards(self):
        """With all that a card shows, so that templates do not query."""
        return self.prefetch_related("themes", "citations__source")


class Entry(models.Model):
    """Abstract: one piece of content that editors write and visitors read.

    A concrete model has a `citations` relation to its sources (see Citation).
    """

    title = models.CharField("titel", max_length=120)
    slug = models.SlugField(
        "korte naam in het adres",
        max_length=80,
        unique=True,
        help_text="Verander dit niet meer na publicatie.",
    )
    summary = models.TextField(
        "samenvatting",
        max_length=400,
        help_text="Eén tot drie zinnen voor op een kaart: waar, wat en voor wie.",
    )
    themes = models.ManyToManyField(Theme, verbose_name="thema's", related_name="%(class)ss", blank=True)

    status = models.CharField("werkstatus", max_length=10, choices=Status, default=Status.DRAFT)
    published_on = models.DateField("gepubliceerd op", null=True, blank=True)
    checked_on = models.DateField("nagekeken op", null=True, blank=True)
    check_again_by = models.DateField("opnieuw na te kijken voor", null=True, blank=True)
    created_at = models.DateTimeField("aangemaakt op", auto_now_add=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    # Stored, because PostgreSQL's C locale sorts accents and capitals apart; set by save().
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)
    # Stored, because the words are analysed in Python; set by portal.search.index.
    search_vector = SearchVectorField(null=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]
        indexes = [GinIndex("search_vector", name="%(class)s_search")]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_published_has_date",
                condition=~Q(status=Status.PUBLISHED) | Q(published_on__isnull=False),
                violation_error_message="Een gepubliceerde fiche heeft een publicatiedatum.",
            ),
            models.CheckConstraint(
                name="%(class)s_check_again_after_check",
                condition=Q(check_again_by__gte=F("checked_on")),
                violation_error_message="De datum om opnieuw na te kijken ligt voor de datum van het nazicht.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.sort_key = fold(self.title)
        super().save(*args, **kwargs)

    def clean(self):
        """A published entry gets today's date when its editor gave none."""
        if self.status == Status.PUBLISHED and self.published_on is None:
            self.published_on = timezone.localdate()

    @property
    def is_public(self):
        """Whether visitors may see it."""
        return self.status == Status.PUBLISHED

    @property
    def facts_year(self):
        """The year of its newest source: how old its facts are at least. None without sources."""
        return max((citation.source.year for citation in self.citations.all()), default=None)

    def search_texts(self):
        """Texts to find it by, most telling first: a dict of weight (A to D) to list of texts.

        Weights are PostgreSQL's: A counts 1.0, B 0.4, C 0.2, D 0.1.
        """
        return {
            "A": [self.title],
            "B": [self.summary, *(theme.name for theme in self.themes.all())],
            "C": [],
            "D": [citation.source.title for citation in self.citations.all()],
        }


class Citation(models.Model):
    """Abstract: a source of an entry, and the place in it where the facts stand.

    A concrete model adds `entry`, a foreign key with related_name "citations".
    """

    source = models.ForeignKey(Source, models.PROTECT, verbose_name="bron", related_name="+")
    reference = models.CharField("plaats in de bron", max_length=200, help_text="Hoofdstuk › onderdeel, bladzijde.")
    note = models.TextField("wat deze bron anders zegt", blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        verbose_name = "bronvermelding"
        verbose_name_plural = "bronvermeldingen"

    def __str__(self):
        return f"{self.source}, {self.reference}"
