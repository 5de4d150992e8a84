"""Municipalities against a scheme: who qualifies, who received, and who qualifies but never received."""

from collections import Counter
from dataclasses import dataclass

from portal.caching.remember import remembered
from portal.exports.table import Column, Table, absolute
from portal.lists.facets import AnyMunicipalityFacet, ChoiceFacet, MunicipalityFacet
from portal.lists.filters import ListFilter
from portal.lists.menus import municipality_options
from portal.models import Municipality
from portal.municipalities import municipalities_today
from subsidies.eligibility import (
    Answer,
    Verdict,
    assessments,
    municipality_today,
    rules_in_words,
    verdicts,
    verdicts_of,
)
from subsidies.models import Award


class MunicipalityChoice(ListFilter):
    """The municipality that a visitor chose on the page of a scheme, by NIS code."""

    q = sorteer = None
    gemeente = AnyMunicipalityFacet()

    @property
    def nis(self):
        """The last one chosen; empty when none is."""
        return next(reversed(self.data.getlist("gemeente")), "")


class AnswerFilter(ListFilter):
    """What the list of municipalities of a scheme is narrowed by."""

    q = sorteer = None
    antwoord = ChoiceFacet(choices=Answer, label="antwoord")
    gemeente = MunicipalityFacet()

    def holds(self, row):
        """Whether a Row belongs to the filtered list."""
        wanted = {name: self.data.getlist(name) for name in ("antwoord", "gemeente")}
        found = {"antwoord": row.verdict.answer, "gemeente": row.municipality.nis}
        return all(found[name] in values for name, values in wanted.items() if values)


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality of today and its Verdict."""

    municipality: Municipality
    verdict: Verdict


def rows_of(scheme):
    """A Row for each of today's municipalities, by name."""
    found = verdicts(scheme)
    return [Row(municipality, found[pk]) for pk, municipality in municipalities_today().items()]


def counts_of(scheme):
    """How many municipalities have each Answer; a dict with all three."""
    return counts_by_key(scheme.pk)


@remembered
def counts_by_key(scheme_pk):
    """The same, by the primary key of a scheme."""
    counted = Counter(verdict.answer for verdict in verdicts_of(scheme_pk).values())
    return {answer: counted[answer] for answer in Answer}


@remembered
def receivers():
    """The schemes with awards, each with today's municipalities that received, as primary keys; a dict of sets.

    What a municipality received before it merged counts for the one it is in.
    """
    found = {}
    for scheme, municipality in Award.objects.order_by().values_list("scheme", "municipality").distinct():
        found.setdefault(scheme, set()).add(municipality_today(municipality).pk)
    return found


def gap_of(scheme):
    """The rows of municipalities that qualify and of which no award is known."""
    received = receivers().get(scheme.pk, set())
    return [row for row in rows_of(scheme) if row.verdict.answer == Answer.YES and row.municipality.pk not in received]


def awards_of(scheme):
    """The awards of a scheme, with their municipality and source."""
    return scheme.awards.select_related("municipality", "source")


def asked_of(scheme, choice):
    """What the page of a scheme tells of who qualifies; `choice` is a MunicipalityChoice.

    A dict: rules in words, how many have each answer, and the Row of the chosen municipality, None without one; only
    `is_computable` when nothing can be computed.
    """
    assessment = assessments()[scheme.pk]
    if not assessment.is_computable:
        return {"is_computable": False}
    heading, rules = rules_in_words(assessment)
    chosen = choice.nis and next((row for row in rows_of(scheme) if row.municipality.nis == choice.nis), None)
    return {
        "rules_heading": heading,
        "rules": rules,
        "indicators": assessment.indicators,
        "counts": counts_of(scheme),
        "is_computable": True,
        "choice": choice,
        "options": municipality_options(choice.nis),
        "chosen": chosen,
        "has_awards": scheme.pk in receivers(),
    }


NIS = Column("nis", "NIS-code", lambda row: row.municipality.nis, width=10)
NAME = Column("name", "Gemeente", lambda row: row.municipality.name, width=28)
VERDICT_COLUMNS = [
    NIS,
    NAME,
    Column("qualifies", "Komt in aanmerking", lambda row: row.verdict.answer.value, width=18),
    Column("reason", "Waarom", lambda row: row.verdict.reason, width=80),
    Column("year", "Jaar van het cijfer", lambda row: row.verdict.year, width=16),
]
AWARD_COLUMNS = [
    NIS,
    Column("name", "Gemeente toen", lambda award: award.municipality.name, width=28),
    Column("year", "Jaar", lambda award: award.year, width=8),
    Column("amount", "Bedrag (euro)", lambda award: award.amount, width=16),
    Column("note", "Toelichting", lambda award: award.note, width=40),
    Column("source", "Bron", lambda award: str(award.source), width=40),
]


def table_of(scheme, name, title, columns, rows, address, chosen=()):
    """A Table of municipalities of a scheme. `name` is the last part of the address of its page, `address`."""
    return Table(
        name=f"{scheme.slug}-{name}",
        title=f"{scheme.title}: {title}",
        columns=columns,
        filters=list(chosen),
        address=absolute(address),
        entries=lambda: rows,
    )
