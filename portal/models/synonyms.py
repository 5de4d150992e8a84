"""Words that mean the same in this field, so that who looks for one finds the others."""

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from portal.search.analysis import STOP_WORDS, tokens
from portal.text import fold

LONGEST_EXPRESSION = 4  # words, those apart that tell nothing, such as "van"


def fault_in(words):
    """What is wrong with `words` (a list of str) as a group of synonyms, in Dutch; empty when nothing is.

    "OCMW's" and "ocmw" are the same word here: a search reads them alike.
    """
    read = {}
    for word in words:
        parts = [part for part in tokens(word) if part not in STOP_WORDS]
        if not parts:
            return f"'{word}' vindt niets: het staat in elke tekst. Kies een ander woord."
        if len(parts) > LONGEST_EXPRESSION:
            return f"'{word}' telt meer dan {LONGEST_EXPRESSION} woorden. Kleine woorden zoals 'van' tellen niet mee."
        key = fold(" ".join(parts))
        if key in read:
            return f"'{word}' staat er al als '{read[key]}'. Hoofdletters en accenten maken geen verschil."
        read[key] = word
    return "" if len(read) > 1 else "Geef minstens twee woorden die hetzelfde betekenen."


class Synonyms(models.Model):
    """A group of words or short expressions: who looks for one of them finds entries with any of them.

    A group knows nothing of other groups: a word in two groups does not unite them.
    """

    # Made of the first word, once; the content files know a group by it.
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    words = ArrayField(
        models.CharField(max_length=80),
        verbose_name="woorden",
        help_text="Eén woord of uitdrukking per regel, minstens twee. Wie het ene zoekt, vindt ook het andere. "
        "Meervouden en andere vormen hoeft u niet te geven: die vindt het portaal zelf.",
    )
    note = models.CharField(
        "toelichting",
        max_length=250,
        blank=True,
        help_text="Waarom deze woorden bij elkaar staan, als dat niet vanzelf spreekt. Alleen voor redacteurs.",
    )
    updated_at = models.DateTimeField("bewaard op", auto_now=True)

    class Meta:
        verbose_name = "synoniemen"
        verbose_name_plural = "synoniemen"
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="synonyms_are_two_or_more",
                condition=Q(words__len__gte=2),
                violation_error_message="Geef minstens twee woorden die hetzelfde betekenen.",
            )
        ]

    def __str__(self):
        return ", ".join(self.words)

    def save(self, *args, **kwargs):
        self.slug = self.slug or self.free_slug()
        super().save(*args, **kwargs)

    def clean(self):
        fault = fault_in(self.words) if self.words else ""
        if fault:
            raise ValidationError({"words": fault})

    def free_slug(self):
        """The slug of the first word, with a number when another group has it."""
        base = slug_of(self.words)
        taken = set(Synonyms.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (base, *numbered) if slug not in taken)


def slug_of(words):
    """The slug of a group of `words`: that of its first word."""
    return slugify(words[0])[:70] or "groep"
