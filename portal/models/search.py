"""The search index. Derived from the entries, and stored: it is what keeps lists and searches quick at any size.

`portal.search.index` writes it; nothing else does. `manage.py rebuild_search` makes it anew.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from portal.search.kinds import Kind


class IndexedEntry(models.Model):
    """A published entry as lists and searches know it. Entries that visitors may not see have no row.

    The row is narrow: PostgreSQL keeps the long columns (vector, card and passage) elsewhere, so that counting
    passes over little.
    """

    pk = models.CompositePrimaryKey("kind", "entry_id")
    kind = models.PositiveSmallIntegerField("soort", choices=Kind)
    entry_id = models.BigIntegerField("fiche", help_text="Haar nummer in de tabel van haar soort.")
    day = models.DateField("gepubliceerd op")
    completeness = models.PositiveSmallIntegerField("volledigheid", help_text="Hoeveel van haar teksten ingevuld zijn.")
    own_order = models.CharField("volgorde", max_length=300, help_text="De eigen volgorde van haar lijst.")
    sort_key = models.CharField("titel om te sorteren", max_length=120)
    facets = ArrayField(
        models.IntegerField(), verbose_name="kenmerken", help_text="Codes van portal.search.kinds.Axis."
    )
    vector = SearchVectorField("woorden")
    card = models.JSONField("kaart", help_text="Wat een kaart in een lijst toont.")
    relations = models.JSONField("relaties", help_text="Wat haar eigen bladzijde van haar relaties toont.")
    passage = models.TextField("tekst", help_text="De tekst waaruit een zoekresultaat een stuk toont.")

    class Meta:
        verbose_name = "regel van de zoekindex"
        verbose_name_plural = "zoekindex"
        indexes = [
            GinIndex("vector", name="indexed_vector"),
            GinIndex("facets", name="indexed_facets"),
            models.Index("kind", "own_order", "entry_id", name="indexed_own_order"),
            models.Index("kind", "sort_key", "entry_id", name="indexed_title"),
            models.Index("kind", models.F("day").desc(), "entry_id", name="indexed_day"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.sort_key}"


class IndexedWord(models.Model):
    """A word of the published entries: how rare it is, and what a typing error may have meant."""

    word = models.TextField("woord", primary_key=True, help_text="Zonder accenten en hoofdletters.")
    lexemes = ArrayField(models.TextField(), verbose_name="lexemen", help_text="Waaronder de index dit woord kent.")
    entries = models.IntegerField("aantal fiches", help_text="In hoeveel fiches het staat.")

    class Meta:
        verbose_name = "woord van de zoekindex"
        verbose_name_plural = "woorden van de zoekindex"
        indexes = [GinIndex("lexemes", name="indexed_lexemes")]

    def __str__(self):
        return self.word
