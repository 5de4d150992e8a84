"""Rules and figures in Dutch."""

from monitor.models.small_groups import PERSONS
from portal.rendering.numbers import figure
from subsidies.models import Combination

NO_BREAK = "\N{NO-BREAK SPACE}"
MOST_DECIMALS = 4


def written(number, unit, decimals=0):
    """A number with its unit as Belgians write it: "24,5 %", "€ 21.000", "1.234"; persons need no unit."""
    text = figure(number, decimals)
    if unit == "%":
        return f"{text}{NO_BREAK}%"
    if unit == "euro":
        return f"€{NO_BREAK}{text}"
    return text if unit == PERSONS else f"{text} {unit}"


def decimals_of(number):
    """How many decimals it takes to write a threshold as it is, at most 4."""
    return min(max(-number.normalize().as_tuple().exponent, 0), MOST_DECIMALS)


def said(indicator, value, against):
    """A value in a sentence, with its year, without full stop.

    It gets as many decimals as it takes not to look like the threshold `against` when it is not: 9.96 is "9,96" then.
    """
    digits = indicator.decimals
    while digits < MOST_DECIMALS and value.value != against and round(value.value, digits) == round(against, digits):
        digits += 1
    shown = written(value.value, indicator.unit, digits)
    if indicator.sentence:
        return f"{indicator.sentence.replace('{waarde}', shown).rstrip('.')} ({value.label})"
    return f"{indicator.title}: {shown} ({value.label})"


def needed(rule, threshold, municipality):
    """What a rule asks: "nodig is minstens 10 %"; of a larger area, its figure too."""
    digits = rule.indicator.decimals if rule.reference else decimals_of(threshold)
    amount = f"{rule.get_comparison_display()} {written(threshold, rule.indicator.unit, digits)}"
    if not rule.reference:
        return f"nodig is {amount}"
    return f"nodig is {amount}: {times(rule)}het cijfer van {place_of_reference(rule, municipality)}"


def times(rule):
    """How many times the figure of a larger area counts; empty for once."""
    return "" if rule.multiple == 1 else f"{figure(rule.multiple, decimals_of(rule.multiple))} keer "


def place_of_reference(rule, municipality):
    """The larger area that a rule compares with, in words."""
    if rule.reference == rule.Reference.FLANDERS:
        return "Vlaanderen"
    return f"de provincie {municipality.province.name}"


def rules_in_words(assessment):
    """The rules of a scheme as a heading and a list of sentences without full stop; ("", []) without rules.

    A group becomes one sentence, unless there is only one group: then each of its rules does.
    """
    groups = [
        [rule_in_words(rule, assessment.listed.get(rule.pk, {})) for rule in group] for group in assessment.groups
    ]
    is_each = assessment.combination == Combination.EVERY_GROUP
    if len(groups) == 1:
        [lines], one_is_enough = groups, is_each
    else:
        lines, one_is_enough = [(" of " if is_each else " en ").join(group) for group in groups], not is_each
    if len(lines) < 2:
        return ("Deze regel geldt:", lines) if lines else ("", [])
    return ("Eén van deze regels volstaat:" if one_is_enough else "Al deze regels gelden:"), lines


def rule_in_words(rule, named):
    """One rule: "Inwoners: minstens 1.000"; `named` are the municipalities in its list, by primary key."""
    if rule.kind == rule.Kind.LISTED:
        *some, last = named.values() or ["geen enkele"]
        return f"de gemeente is {', '.join(some)} of {last}" if some else f"de gemeente is {last}"
    if rule.kind != rule.Kind.FIGURE:
        return rule.get_kind_display()
    if not rule.indicator.is_public:
        return "een regel over een cijfer dat niet gepubliceerd is"
    comparison = rule.get_comparison_display()
    if rule.reference:
        of_whom = "Vlaanderen" if rule.reference == rule.Reference.FLANDERS else "haar provincie"
        return f"{rule.indicator.title}: {comparison} {times(rule)}het cijfer van {of_whom}"
    amount = written(rule.threshold, rule.indicator.unit, decimals_of(rule.threshold))
    return f"{rule.indicator.title}: {comparison} {amount}"
