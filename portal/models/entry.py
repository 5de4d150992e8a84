"""What every entry has, whatever its kind: a state, themes, sources, and how fresh it is."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.models.fresh import Fresh, FreshQuerySet
from portal.models.people import person
from portal.models.vocabulary import Source, Theme
from portal.search.kinds import Axis
from portal.text import fold

STORED_CARD = """
SELECT card || relations || jsonb_build_object('facets', facets) FROM portal_indexedentry AS own
WHERE own.kind = %s AND own.entry_id = {table}.id
"""


class Status(models.TextChoices):
    """Where an entry stands in the work of the editors. Only published entries are public."""

    DRAFT = "draft", "ontwerp"
    REVIEW = "review", "ter nazicht"
    PUBLISHED = "published", "gepubliceerd"
    ARCHIVED = "archived", "gearchiveerd"


class EntryQuerySet(FreshQuerySet):
    def published(self):
        """Entries that visitors may see. Every public page, feed, export and search starts from here."""
        return self.filter(status=Status.PUBLISHED)

    def within(self, scope):
        """Those that belong to a Scope: that a person with that scope may write. None, unless a kind says otherwise."""
        return self.none()

    def unplaced(self):
        """Those that belong to no Scope yet, though they will. None, unless a kind says otherwise."""
        return self.none()

    def for_index(self):
        """With all that its row of the search index is made from."""
        return self.prefetch_related("themes", "citations__source")

    def for_page(self):
        """With all that its own page and its row of an export show."""
        return self.for_index()

    def with_card(self):
        """Annotates `stored_card`: its card, relations and facets, as the search index has them. None when hidden."""
        # As SQL, because working a subquery out costs Django more than the page's other queries together.
        sql = STORED_CARD.format(table=self.model._meta.db_table)
        stored = RawSQL(sql, [self.model.search_kind], models.JSONField())  # noqa: S611 nothing in it comes from outside
        return self.annotate(stored_card=stored)


class Entry(Fresh):
    """Abstract: one piece of content that editors write and visitors read.

    A concrete model has a `citations` relation to its sources (see Citation) and a `search_kind`.
    """

    search_kind = None
    # Relations to vocabularies that its own page shows as links.
    shown_terms = ()
    # Relations to rows that stand on their own: not written with the entry, and no part of its versions.
    rows_apart = ()
    # Properties of a Scope that decide whether an entry belongs to it, what an account without them lacks, and what to
    # say when an entry must belong and does not.
    scoped_by = ()
    scoped_in = ""
    outside_scope = ""
    # Models of which any row counts for what the search index has of all entries of this kind.
    indexed_by_all = ()

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
    owner = person("verantwoordelijke", help_text="Wie deze fiche fris houdt. Bezoekers zien dit niet.")
    created_at = models.DateTimeField("aangemaakt op", auto_now_add=True)
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    # Stored, because PostgreSQL's C locale sorts accents and capitals apart; set by save().
    sort_key = models.CharField(max_length=120, editable=False, db_index=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_key", "pk"]
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
        if self.needs_to_be_fit and self.published_on is None:
            self.published_on = timezone.localdate()

    @property
    def is_public(self):
        """Whether visitors may see it."""
        return self.status == Status.PUBLISHED

    # The Status that it gets when what is typed is fit for that; None when it stays where it is. Not stored.
    becomes = None

    @property
    def needs_to_be_fit(self):
        """Whether it must be fit for visitors: it is public, or becomes so."""
        return (self.becomes or self.status) == Status.PUBLISHED

    @property
    def facts_year(self):
        """The year of its newest source: how old its facts are at least. None without sources."""
        return max((citation.source.year for citation in self.citations.all()), default=None)

    # What the search index holds of it: see portal.search.index ---------------

    def search_texts(self):
        """Texts to find it by, most telling first: a dict of weight (A to D) to list of texts.

        What the weights count for is in portal.search.weights.
        """
        return {
            "A": [self.title],
            "B": [self._meta.verbose_name, self.summary, *(theme.name for theme in self.themes.all())],
            "C": [],
            "D": [citation.source.title for citation in self.citations.all()],
        }

    def searched_municipalities(self):
        """Primary keys of the municipalities by whose names it is found, in all their forms."""
        return ()

    def facet_values(self):
        """Its values on each Axis by which its list is narrowed: a dict of Axis to an iterable of int."""
        return {
            Axis.THEME: [theme.pk for theme in self.themes.all()],
            Axis.SOURCE: [citation.source_id for citation in self.citations.all()],
        }

    @property
    def facets(self):
        """The same as the codes that stand in the index; a list of int."""
        return sorted({axis.code(value) for axis, values in self.facet_values().items() for value in values})

    @property
    def own_order(self):
        """Its place in its list when nobody chose an order, as a text to sort by."""
        return self.sort_key

    @property
    def completeness(self):
        """How many of its texts and lists are filled in: of two equal results the fuller comes first."""
        texts = (models.CharField, models.TextField, ArrayField)
        return sum(bool(getattr(self, field.attname)) for field in self._meta.fields if isinstance(field, texts))

    def card(self):
        """What a card in a list shows of it; a dict that JSON can hold. See portal.lists.cards."""
        return {
            "title": self.title,
            "summary": self.summary,
            "url": self.get_absolute_url(),
            "themes": [
                {"pk": theme.pk, "name": theme.name, "url": theme.get_absolute_url(), "position": theme.position}
                for theme in self.themes.all()
            ],
            "checked_on": self.checked_on,
            "facts_year": self.facts_year,
        }

    def relations(self):
        """What its own page shows of its relations, so that the page need not ask for each; as card()."""
        return {
            "citations": [
                {
                    "title": citation.source.title,
                    "year": citation.source.year,
                    "reference": citation.reference,
                    "note": citation.note,
                }
                for citation in self.citations.all()
            ]
        } | {name: terms(getattr(self, name).all()) for name in self.shown_terms}


def terms(rows):
    """Terms of a vocabulary as cards and pages show them; a list of dicts."""
    return [{"slug": row.slug, "name": row.name} for row in rows]


def links(entries):
    """Entries as links; a list of dicts."""
    return [{"title": entry.title, "url": entry.get_absolute_url()} for entry in entries]


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
