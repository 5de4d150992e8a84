"""Whether a municipality qualifies for a scheme, computed from the latest figures, and why.

An answer is yes, no or unknown (Kleene's logic): of several rules of which one is enough, one yes is a yes, whatever
is unknown. What cannot be computed is unknown, never a guess.
"""

from portal.caching.remember import remembered
from portal.lists.facets import municipalities
from portal.municipalities import municipalities_today
from subsidies.eligibility.assessments import assessments
from subsidies.eligibility.judging import judge
from subsidies.eligibility.places import municipality_today
from subsidies.eligibility.verdict import Answer, Verdict
from subsidies.eligibility.wording import rules_in_words

__all__ = [
    "Answer",
    "Verdict",
    "assessments",
    "fitting",
    "municipality_today",
    "rules_in_words",
    "verdicts",
    "verdicts_for",
    "verdicts_for_nis",
    "verdicts_of",
    "with_verdicts",
]


@remembered
def verdicts_of(scheme_pk):
    """The same as verdicts(), by the primary key of a scheme."""
    assessment = assessments()[scheme_pk]
    return {pk: judge(assessment, municipality) for pk, municipality in municipalities_today().items()}


def verdicts(scheme):
    """The Verdict of a scheme, published or not, on each of today's municipalities; a dict by primary key, by name."""
    return verdicts_of(scheme.pk)


def verdicts_for(municipality):
    """The Verdict of every published scheme on a municipality, by primary key of the scheme.

    A municipality that merged counts as the one it is in today.
    """
    return verdicts_on(municipality.pk)


def verdicts_for_nis(nis):
    """The same, by the NIS code of one of today's municipalities."""
    return verdicts_on(next(term.number for term in municipalities() if term.value == nis))


def verdicts_on(municipality_pk):
    """The same as verdicts_for(), by primary key."""
    today = municipality_today(municipality_pk)
    ruled = ruled_verdicts(today.pk)
    return {
        pk: ruled.get(pk) or judge(assessment, today)
        for pk, assessment in assessments().items()
        if assessment.is_public
    }


@remembered
def ruled_verdicts(municipality_pk):
    """The Verdict of every scheme with rules on one of today's municipalities; those without take no time or room."""
    today = municipalities_today()[municipality_pk]
    return {pk: judge(assessment, today) for pk, assessment in assessments().items() if assessment.groups}


def fitting(found):
    """The primary keys of schemes that may be for one of several municipalities; `found` has verdicts_for() each."""
    return {pk for verdicts in found for pk, verdict in verdicts.items() if verdict.answer != Answer.NO}


def with_verdicts(cards, found):
    """`cards` of published schemes, each with its `verdicts`: pairs of a municipality's name and its Verdict.

    `found` is a dict of name to verdicts_for() the municipality.
    """
    for card in cards:
        card.verdicts = [(name, verdicts[card.pk]) for name, verdicts in found.items()]
    return cards
