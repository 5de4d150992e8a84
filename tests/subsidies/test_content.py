"""Rules of schemes in the content files."""

from decimal import Decimal

import pytest

from portal.content.files import ContentError
from portal.content.load import load
from subsidies.models import Combination, EligibilityRule, Scheme
from tests.small_content import checked, content, one

RULES = [
    {"indicator": "nieuwkomers", "comparison": "at_least", "threshold": 10},
    {"indicator": "nieuwkomers", "comparison": "less_than", "reference": "province", "multiple": 1.5},
    {"group": 2, "kind": "listed", "municipalities": ["Bilzen", "Genk"]},
    {"group": 2, "kind": "city"},
]


def with_rules(rules, **fields):
    kinds = content()
    one(kinds, "scheme").update(rules=rules, **fields)
    return kinds


def test_rules_land(db):
    load(checked(with_rules(RULES, combination="one_group", rules_note="Bij benadering.")))

    scheme = Scheme.objects.get()
    assert (scheme.combination, scheme.rules_note) == (Combination.ONE_GROUP, "Bij benadering.")
    columns = ("group", "kind", "indicator__slug", "comparison", "threshold", "reference", "multiple")
    assert list(scheme.rules.values_list(*columns)) == [
        (1, "cijfer", "nieuwkomers", "minstens", Decimal(10), "", 1),
        (1, "cijfer", "nieuwkomers", "minder-dan", None, "provincie", Decimal("1.5")),
        (2, "lijst", None, "", None, "", 1),
        (2, "centrumstad", None, "", None, "", 1),
    ]
    listed = EligibilityRule.objects.get(kind="lijst")
    assert [place.name for place in listed.municipalities.all()] == ["Bilzen-Hoeselt", "Genk"]


def test_scheme_without_rules_takes_one_of_each_group(db):
    load(checked(content()))

    assert Scheme.objects.get().combination == Combination.EVERY_GROUP
    assert EligibilityRule.objects.count() == 0


@pytest.mark.parametrize(
    "rule",
    [
        {"indicator": "verzonnen", "comparison": "at_least", "threshold": 10},
        {"indicator": "nieuwkomers", "comparison": "ongeveer", "threshold": 10},
        {"indicator": "nieuwkomers", "comparison": "at_least", "threshold": "veel"},
        {"indicator": "nieuwkomers", "comparison": "at_least"},
        {"kind": "listed", "municipalities": ["Atlantis"]},
        {"kind": "city", "threshold": 10},
        {"drempel": 10},
    ],
)
def test_rule_that_makes_no_sense_stops_the_load(db, rule):
    with pytest.raises(ContentError):
        load(checked(with_rules([rule])))

    assert Scheme.objects.count() == 0
