"""From rules to an answer."""

from dataclasses import dataclass
from functools import cache

from portal.models import Municipality
from subsidies.eligibility.figures import judge_figure
from subsidies.eligibility.verdict import NOT_COMPUTABLE, Answer, Finding, Verdict, verdict_of
from subsidies.models import Combination, EligibilityRule

# The plan of 2016-2019 (OD 4.2): in Brussels the VGC has the role that municipalities have in Flanders. So a figure
# makes no municipality there qualify for a Flemish subsidy; a rule that names Brussels does.
NOT_IN_BRUSSELS = Finding(
    Answer.NO,
    "in Brussel voert de Vlaamse Gemeenschapscommissie het Vlaamse integratiebeleid, niet de gemeente",
)
CITIES = (Municipality.Type.METROPOLIS, Municipality.Type.CENTRE_CITY)
OF_TYPE = {
    EligibilityRule.Kind.CITY: (lambda place: place.type in CITIES, "een grootstad of centrumstad"),
    EligibilityRule.Kind.RIM: (
        lambda place: place.type == Municipality.Type.FLEMISH_RIM,
        "een gemeente in de Vlaamse Rand",
    ),
    EligibilityRule.Kind.FACILITIES: (
        lambda place: place.has_language_facilities,
        "een gemeente met taalfaciliteiten",
    ),
    EligibilityRule.Kind.BRUSSELS: (lambda place: place.in_brussels, "een gemeente in het Brussels Gewest"),
}


def judge(assessment, municipality):
    """The Verdict of an Assessment on one of today's municipalities."""
    if assessment.province and assessment.province != municipality.province_id:
        return elsewhere(assessment.province_name)
    if not assessment.groups:
        return NOT_COMPUTABLE
    groups = [[judge_rule(assessment, rule, municipality) for rule in group] for group in assessment.groups]
    if assessment.combination == Combination.ONE_GROUP:
        answer = any_of([all_of([one(finding) for finding in group]) for group in groups])
    else:
        answer = all_of([any_of([one(finding) for finding in group]) for group in groups])
    return verdict_of(answer.answer, answer.findings)


@cache
def elsewhere(province_name):
    """The Verdict on municipalities of other provinces."""
    return Verdict(Answer.NO, f"deze subsidie is er alleen voor de provincie {province_name}.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """An Answer and the findings that decide it."""

    answer: Answer
    findings: tuple


def one(finding):
    return Outcome(finding.answer, (finding,))


def any_of(outcomes):
    """The Outcome when one yes is enough: the first yes, else what is unknown, else all that say no."""
    if yes := [outcome for outcome in outcomes if outcome.answer == Answer.YES]:
        return yes[0]
    return together(outcomes, Answer.UNKNOWN, otherwise=Answer.NO)


def all_of(outcomes):
    """The Outcome when every one must be yes: all that say no, else what is unknown, else all."""
    if any(outcome.answer == Answer.NO for outcome in outcomes):
        return together(outcomes, Answer.NO)
    return together(outcomes, Answer.UNKNOWN, otherwise=Answer.YES)


def together(outcomes, answer, otherwise=None):
    """The outcomes with this answer as one; when there is none, those with the answer `otherwise`."""
    found = [outcome for outcome in outcomes if outcome.answer == answer]
    if not found:
        return together(outcomes, otherwise)
    return Outcome(answer, tuple(finding for outcome in found for finding in outcome.findings))


def judge_rule(assessment, rule, municipality):
    """The Finding of one rule on one municipality."""
    if rule.kind == rule.Kind.FIGURE:
        if assessment.is_of_flanders and municipality.in_brussels:
            return NOT_IN_BRUSSELS
        return judge_figure(rule, municipality)
    if rule.kind == rule.Kind.LISTED:
        named = assessment.listed.get(rule.pk, {})
        return yes_or_no(municipality.pk in named, f"{municipality.name} staat in de lijst van de subsidie")
    holds, description = OF_TYPE[rule.kind]
    return yes_or_no(holds(municipality), f"{municipality.name} is {description}")


def yes_or_no(holds, why):
    """A Finding for a plain fact: `why` says it, and is turned around when it does not hold."""
    if holds:
        return Finding(Answer.YES, why)
    return Finding(Answer.NO, why.replace(" is een ", " is geen ", 1).replace(" staat in", " staat niet in", 1))
