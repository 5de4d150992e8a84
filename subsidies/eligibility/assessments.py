"""The rules of all schemes, kept until content changes."""

from dataclasses import dataclass
from itertools import groupby

from portal.caching.remember import remembered
from portal.models import Status
from subsidies.eligibility.places import municipality_today
from subsidies.models import Combination, EligibilityRule, Level, Scheme


@dataclass(frozen=True, slots=True)
class Assessment:
    """What decides who qualifies for a scheme: its level, its province if it has one, and its groups of rules.

    `groups` is a tuple of tuples of EligibilityRule, `listed` a dict of a rule's primary key to those of its
    municipalities, today's.
    """

    level: Level
    province: int | None
    province_name: str
    combination: Combination
    is_public: bool
    groups: tuple
    listed: dict

    @property
    def is_computable(self):
        """Whether there is anything to compute."""
        return bool(self.groups or self.province)

    @property
    def is_of_flanders(self):
        return self.level == Level.FLEMISH

    @property
    def indicators(self):
        """The published indicators that its rules are about, each once; a list."""
        used = [rule.indicator for group in self.groups for rule in group if rule.indicator]
        return [indicator for indicator in dict.fromkeys(used) if indicator.is_public]


@remembered
def assessments():
    """The Assessment of every scheme, by primary key."""
    groups, listed = groups_by_scheme(), listed_by_rule()
    fields = ("pk", "provider__level", "provider__province", "provider__province__name", "combination", "status")
    return {
        pk: Assessment(level, province, name or "", combination, status == Status.PUBLISHED, groups.get(pk, ()), listed)
        for pk, level, province, name, combination, status in Scheme.objects.values_list(*fields)
    }


def groups_by_scheme():
    """Groups of rules by the primary key of their scheme."""
    rules = EligibilityRule.objects.select_related("indicator__denominator").order_by("scheme", "group", "pk")
    found = {}
    for (scheme, _), group in groupby(rules, key=lambda rule: (rule.scheme_id, rule.group)):
        found[scheme] = (*found.get(scheme, ()), tuple(group))
    return found


def listed_by_rule():
    """The municipalities of each rule with a list, as primary keys of today's and their names."""
    named = EligibilityRule.municipalities.through.objects.order_by("municipality__sort_key")
    found = {}
    for rule, municipality in named.values_list("eligibilityrule", "municipality"):
        today = municipality_today(municipality)
        found.setdefault(rule, {})[today.pk] = today.name
    return found
