"""Rules about figures: the latest of a municipality against a threshold, fixed or that of a larger area."""

import operator
from decimal import Decimal

from monitor import series
from monitor.models import small_groups
from portal.caching.remember import remembered, remembered_by_figures
from subsidies.eligibility.assessments import assessments
from subsidies.eligibility.verdict import Answer, Finding
from subsidies.eligibility.wording import needed, place_of_reference, said
from subsidies.models import EligibilityRule

Comparison = EligibilityRule.Comparison
HOLDS = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.MORE_THAN: operator.gt,
    Comparison.AT_MOST: operator.le,
    Comparison.LESS_THAN: operator.lt,
}


def judge_figure(rule, municipality):
    """The Finding of a rule about a figure.

    A number of persons under 10 is hidden. It still decides when every number under 10 gives the same answer, which
    then tells nothing more than that it is under 10; else the answer is unknown.
    """
    indicator = rule.indicator
    if not indicator.is_public:
        return Finding(Answer.UNKNOWN, "het cijfer waar de regel over gaat, is niet gepubliceerd")
    value = latest_values(indicator).get(municipality.pk)
    if value is None:
        return Finding(Answer.UNKNOWN, f"er is geen cijfer voor “{indicator.title}”")
    threshold = threshold_of(rule, municipality, value.year)
    if threshold is None:
        return Finding(Answer.UNKNOWN, f"er is geen cijfer van {place_of_reference(rule, municipality)}", value.year)
    if value.value is None:
        return judge_hidden(rule, municipality, value, threshold)
    answer = Answer.YES if HOLDS[rule.comparison](value.value, threshold) else Answer.NO
    shown = said(indicator, value, against=threshold)
    return Finding(answer, f"{shown}; {needed(rule, threshold, municipality)}", value.year)


def latest_values(indicator):
    """The latest values of an indicator of a rule, or of its denominator, by the primary key of a municipality."""
    return series.latest_tables(indicators_of_rules())[indicator.pk]


@remembered
def indicators_of_rules():
    """The published indicators that rules are about, with their denominators: read together they cost two queries."""
    used = {indicator for assessment in assessments().values() for indicator in assessment.indicators}
    return used | {indicator.denominator for indicator in used if indicator.denominator}


def judge_hidden(rule, municipality, value, threshold):
    """The Finding when there is a mark instead of a value."""
    why = f"{rule.indicator.title}: {value.reason} ({value.label})"
    most = most_when_small(rule.indicator, municipality.pk) if value.is_small else None
    if most is not None:
        answers = {HOLDS[rule.comparison](bound, threshold) for bound in (Decimal(0), most)}
        if len(answers) == 1:
            answer = Answer.YES if answers.pop() else Answer.NO
            return Finding(answer, f"{why}; {needed(rule, threshold, municipality)}", value.year)
    return Finding(Answer.UNKNOWN, why, value.year)


def most_when_small(indicator, municipality):
    """The most that a hidden value can be: the largest number that is hidden, or its share; None when not known.

    A share's denominator is public: with it, the bound tells nothing new.
    """
    if indicator.denominator_id is None:
        if indicator.unit == small_groups.PERCENT:
            return None
        return Decimal(small_groups.SMALLEST_SHOWN - 1)
    whole = latest_values(indicator.denominator).get(municipality)
    if whole is None or not whole.value:
        return None
    return small_groups.FEWEST_BEHIND_SHARE / whole.value * (100 if indicator.unit == small_groups.PERCENT else 1)


def threshold_of(rule, municipality, year):
    """The threshold of a rule for a municipality in a year; None when the figure of the larger area is unknown."""
    if not rule.reference:
        return rule.threshold
    area = "vlaanderen" if rule.reference == rule.Reference.FLANDERS else municipality.province
    found = value_of_area(rule.indicator, area, year)
    return None if found is None else found * rule.multiple


@remembered_by_figures
def value_of_area(indicator, area, year):
    """The value of an indicator for a larger area in a year; None when there is none."""
    values = series.of_area([indicator], area)[indicator.pk]
    return next((value.value for value in values if value.year == year), None)
