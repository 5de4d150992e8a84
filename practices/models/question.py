"""Hete hangijzers: hard questions about integration policy, with arguments that answer them."""

from django.db import models

from portal.addresses import address_of
from portal.models import Citation, Entry, EntryQuerySet, Source
from portal.search.kinds import Kind


class QuestionQuerySet(EntryQuerySet):
    def for_index(self):
        return super().for_index().prefetch_related("arguments")


class Question(Entry):
    """A question that a councillor hears or has, answered with arguments."""

    search_kind = Kind.QUESTION

    sources = models.ManyToManyField(
        Source, through="QuestionCitation", verbose_name="bronnen", related_name="questions"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "heet hangijzer"
        verbose_name_plural = "hete hangijzers"

    def get_absolute_url(self):
        return address_of("practices:question", self.slug)

    def search_texts(self):
        texts = super().search_texts()
        for argument in self.arguments.all():
            texts["B"].append(argument.title)
            texts["C"].append(argument.text)
        return texts

    @property
    def own_order(self):
        return f"{self.pk:012}"


class Argument(models.Model):
    """One argument in answer to a question, in the order of its source."""

    question = models.ForeignKey(Question, models.CASCADE, verbose_name="heet hangijzer", related_name="arguments")
    title = models.CharField("kern", max_length=200)
    text = models.TextField("uitwerking")
    position = models.PositiveSmallIntegerField("volgorde", default=0)

    class Meta:
        verbose_name = "argument"
        verbose_name_plural = "argumenten"
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class QuestionCitation(Citation):
    entry = models.ForeignKey(Question, models.CASCADE, verbose_name="heet hangijzer", related_name="citations")
