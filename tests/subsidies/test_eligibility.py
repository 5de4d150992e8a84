"""Who qualifies: the logic of three answers, rules about figures and about municipalities, and reasons in Dutch."""

from decimal import Decimal
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from subsidies.eligibility import assessments, rules_in_words, verdicts, verdicts_for
from subsidies.eligibility.judging import all_of, any_of, one
from subsidies.eligibility.verdict import Answer, Finding, Verdict
from subsidies.models import EligibilityRule
from tests.factories import (
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_provider,
    make_province,
    make_rule,
    make_scheme,
)

JA, NEE, ONBEKEND = Answer.YES, Answer.NO, Answer.UNKNOWN
NOT_COMPUTABLE = Verdict(ONBEKEND, "de voorwaarden zijn niet te berekenen.")
SPACE = "\N{NO-BREAK SPACE}"

# Kleene's tables: the two answers, what "one is enough" makes of them, and what "all" does.
LOGIC = [
    (JA, JA, JA, JA),
    (JA, NEE, JA, NEE),
    (JA, ONBEKEND, JA, ONBEKEND),
    (NEE, NEE, NEE, NEE),
    (NEE, ONBEKEND, ONBEKEND, NEE),
    (ONBEKEND, ONBEKEND, ONBEKEND, ONBEKEND),
]


@pytest.mark.parametrize(("first", "second", "one_is_enough", "all_needed"), LOGIC)
@pytest.mark.parametrize("turned", [False, True])
def test_logic_of_three_answers(first, second, one_is_enough, all_needed, turned):
    outcomes = [one(Finding(answer, answer.value)) for answer in ((second, first) if turned else (first, second))]

    assert any_of(outcomes).answer == one_is_enough
    assert all_of(outcomes).answer == all_needed


@pytest.mark.parametrize("combine", [any_of, all_of])
def test_only_findings_with_the_answer_decide(combine):
    for answers in product(Answer, repeat=3):
        outcome = combine([one(Finding(answer, f"{place}")) for place, answer in enumerate(answers)])

        assert {finding.answer for finding in outcome.findings} == {outcome.answer}


@pytest.fixture
def place(db):
    return make_municipality(name="Genk")


def counted(place, value, **fields):
    """An indicator with `value` for `place` in 2025; `fields` are the indicator's."""
    indicator = make_indicator(**{"title": "Inwoners van elders", "is_additive": True} | fields)
    make_figure(indicator=indicator, municipality=place, year=2025, value=value)
    return indicator


def share_of(place, numerator, denominator):
    """A percentage made of two counts of 2025; small groups are hidden."""
    over = counted(place, numerator, hides_small_groups=True, title="Deel")
    under = counted(place, denominator, title="Geheel")
    return make_indicator(
        title="Aandeel",
        unit="%",
        decimals=1,
        numerator=over,
        denominator=under,
        position=1,
        sentence="{waarde} van de inwoners komt van elders.",
    )


def verdict_on(place, **rule):
    """The Verdict of a scheme with one rule."""
    scheme = make_scheme()
    make_rule(scheme=scheme, **rule)
    return verdicts(scheme)[place.pk]


@pytest.mark.parametrize(
    ("comparison", "answers"),
    [
        ("minstens", [NEE, JA, JA]),
        ("meer-dan", [NEE, NEE, JA]),
        ("hoogstens", [JA, JA, NEE]),
        ("minder-dan", [JA, NEE, NEE]),
    ],
)
def test_comparison_below_at_and_above_the_threshold(place, comparison, answers):
    found = [
        verdict_on(place, indicator=counted(place, value), comparison=comparison, threshold=1000).answer
        for value in (999, 1000, 1001)
    ]

    assert found == answers


def test_reason_says_the_figure_its_year_and_what_is_needed(place):
    indicator = share_of(place, 245, 1000)

    assert verdict_on(place, indicator=indicator) == Verdict(
        JA, f"24,5{SPACE}% van de inwoners komt van elders (2025); nodig is minstens 10{SPACE}%.", 2025
    )


def test_reason_of_a_count_without_a_sentence(place):
    verdict = verdict_on(place, indicator=counted(place, 1234), threshold=1250)

    assert verdict.reason == "Nee: Inwoners van elders: 1.234 (2025); nodig is minstens 1.250."


def test_value_that_looks_like_the_threshold_gets_more_decimals(place):
    verdict = verdict_on(place, indicator=share_of(place, 996, 10000))

    assert verdict.reason.startswith(f"Nee: 9,96{SPACE}% van de inwoners")


def test_latest_figure_counts(place):
    indicator = counted(place, 9)
    make_figure(indicator=indicator, municipality=place, year=2024, value=999)

    assert verdict_on(place, indicator=indicator).answer == NEE


@pytest.mark.parametrize("mark", ["hidden", "missing", "none", "not_applicable"])
def test_mark_is_unknown_with_its_reason(place, mark):
    indicator = counted(place, 5)
    other = make_municipality()
    make_figure(indicator=indicator, municipality=other, year=2025, mark=mark)

    verdict = verdict_on(other, indicator=indicator)

    assert (verdict.answer, verdict.year) == (ONBEKEND, 2025)
    assert verdict.why.startswith("Inwoners van elders: ")


def test_no_figure_is_unknown(place):
    indicator = counted(place, 5)

    assert verdict_on(make_municipality(), indicator=indicator) == Verdict(
        ONBEKEND, "er is geen cijfer voor “Inwoners van elders”."
    )


@pytest.mark.parametrize("value", [0, 1, 7, 9])
@pytest.mark.parametrize(
    ("comparison", "threshold", "answer"),
    [
        ("minstens", 1000, NEE),
        ("minstens", 10, NEE),
        ("minstens", 9, ONBEKEND),
        ("minstens", 5, ONBEKEND),
        ("meer-dan", 9, NEE),
        ("meer-dan", 8, ONBEKEND),
        ("hoogstens", 9, JA),
        ("hoogstens", 5, ONBEKEND),
        ("minder-dan", 10, JA),
        ("minder-dan", 9, ONBEKEND),
    ],
)
def test_hidden_number_decides_only_when_every_number_under_ten_would(place, value, comparison, threshold, answer):
    """So the answer is the same whatever the number is."""
    indicator = counted(place, value, hides_small_groups=True)

    verdict = verdict_on(place, indicator=indicator, comparison=comparison, threshold=threshold)

    assert verdict.answer == answer
    assert verdict.why.startswith("Inwoners van elders: verborgen (kleine groep) (2025)")


@pytest.mark.parametrize(("whole", "answer"), [(80, ONBEKEND), (95, ONBEKEND), (96, NEE), (2000, NEE)])
def test_hidden_share_decides_only_when_every_small_group_would(place, whole, answer):
    """Of 80 people, 8 are 10 %; of 2,000, no group under 10 is."""
    verdict = verdict_on(place, indicator=share_of(place, 7, whole))

    assert verdict.answer == answer
    assert "7" not in verdict.why


@pytest.mark.parametrize(("multiple", "answer"), [("1", JA), ("1.5", JA), ("2", NEE)])
def test_rule_compares_with_flanders(place, multiple, answer):
    indicator = counted(place, 15)
    make_figure(indicator=indicator, region="vlaanderen", year=2025, value=10)
    make_figure(indicator=indicator, region="vlaanderen", year=2024, value=1000)

    verdict = verdict_on(place, indicator=indicator, reference="vlaanderen", multiple=Decimal(multiple))

    assert verdict.answer == answer
    times = {"1": "", "1.5": "1,5 keer ", "2": "2 keer "}[multiple]
    needed = {"1": 10, "1.5": 15, "2": 20}[multiple]
    assert verdict.why == (
        f"Inwoners van elders: 15 (2025); nodig is minstens {needed}: {times}het cijfer van Vlaanderen."
    )


def test_rule_compares_with_the_own_province(db):
    indicator = make_indicator(title="Inwoners van elders")
    places = [make_municipality(province=make_province(name=name)) for name in ("Limburg", "Antwerpen")]
    for place, value in zip(places, (10, 30), strict=True):
        make_figure(indicator=indicator, municipality=place, year=2025, value=20)
        make_figure(indicator=indicator, province=place.province, year=2025, value=value)
    scheme = make_scheme()
    make_rule(scheme=scheme, indicator=indicator, reference="provincie")

    assert [verdicts(scheme)[place.pk].reason for place in places] == [
        "Ja: Inwoners van elders: 20 (2025); nodig is minstens 10: het cijfer van de provincie Limburg.",
        "Nee: Inwoners van elders: 20 (2025); nodig is minstens 30: het cijfer van de provincie Antwerpen.",
    ]


def test_reference_without_a_figure_is_unknown(place):
    indicator = make_indicator(unit="score")
    make_figure(indicator=indicator, municipality=place, year=2025, value=15)

    assert verdict_on(place, indicator=indicator, reference="vlaanderen") == Verdict(
        ONBEKEND, "er is geen cijfer van Vlaanderen.", 2025
    )


@pytest.mark.parametrize(
    ("kind", "fields", "others"),
    [
        ("centrumstad", {"type": "grootstad"}, "Genk is geen grootstad of centrumstad."),
        ("centrumstad", {"type": "centrumstad"}, "Genk is geen grootstad of centrumstad."),
        ("vlaamse-rand", {"type": "vlaamse-rand"}, "Genk is geen gemeente in de Vlaamse Rand."),
        ("taalfaciliteiten", {"has_language_facilities": True}, "Genk is geen gemeente met taalfaciliteiten."),
        ("brussel", {"type": "brussel"}, "Genk is geen gemeente in het Brussels Gewest."),
    ],
)
def test_rule_about_the_sort_of_municipality(place, kind, fields, others):
    scheme = make_scheme()
    make_rule(scheme=scheme, kind=kind)
    such = make_municipality(name="Zo", **fields)

    found = verdicts(scheme)

    assert found[place.pk] == Verdict(NEE, others)
    assert found[such.pk] == Verdict(JA, others.replace("Genk", "Zo").replace("geen", "een"))


def test_rule_with_a_list_follows_mergers(place):
    former = make_merged_municipality(place)
    other = make_municipality(name="Elders")
    scheme = make_scheme()
    make_rule(scheme=scheme, kind="lijst", municipalities=[former])

    assert verdicts(scheme) == {
        other.pk: Verdict(NEE, "Elders staat niet in de lijst van de subsidie."),
        place.pk: Verdict(JA, "Genk staat in de lijst van de subsidie."),
    }


def test_scheme_without_rules_is_unknown(place):
    scheme = make_scheme()

    assert verdicts(scheme) == {place.pk: NOT_COMPUTABLE}


def test_provincial_scheme_is_for_its_own_province(place):
    provider = make_provider(level="provinciaal", province=make_province(name="Limburg"))
    own = make_municipality(province=provider.province)
    scheme = make_scheme(provider=provider)

    assert verdicts(scheme) == {
        own.pk: NOT_COMPUTABLE,
        place.pk: Verdict(NEE, "deze subsidie is er alleen voor de provincie Limburg."),
    }


def test_figures_make_no_municipality_of_brussels_qualify_for_flemish_money(db):
    brussels = make_municipality(type="brussel")
    indicator = counted(brussels, 999)
    flemish, european = make_scheme(), make_scheme(provider=make_provider(level="europees"))
    for scheme in (flemish, european):
        make_rule(scheme=scheme, indicator=indicator)

    assert verdicts(european)[brussels.pk].answer == JA
    assert verdicts(flemish)[brussels.pk] == Verdict(
        NEE, "in Brussel voert de Vlaamse Gemeenschapscommissie het Vlaamse integratiebeleid, niet de gemeente."
    )


# What is known of four municipalities: of a share and a number, at least 10 and at least 1,000.
BOOKLET = {
    "both": (20, 2000, JA, JA),
    "share": (20, 500, JA, NEE),
    "number": (5, 2000, JA, NEE),
    "neither": (5, 500, NEE, NEE),
    "share known": (20, None, JA, ONBEKEND),
    "share too low": (5, None, ONBEKEND, NEE),
}


@pytest.mark.parametrize(("share", "number", "any_rule", "every_rule"), BOOKLET.values(), ids=BOOKLET)
def test_groups_go_together_as_the_scheme_says(place, share, number, any_rule, every_rule):
    """One group in which one rule is enough; the same as two groups, or one in which all must hold."""
    shares, numbers = (
        counted(place, share, unit="%"),
        counted(place, number) if number else counted(make_municipality(), 1),
    )
    found = {}
    for name, combination, groups in [
        ("any", "alle", (1, 1)),
        ("any of groups", "een", (1, 2)),
        ("every", "een", (1, 1)),
        ("every group", "alle", (1, 2)),
    ]:
        scheme = make_scheme(combination=combination)
        make_rule(scheme=scheme, group=groups[0], indicator=shares, threshold=10)
        make_rule(scheme=scheme, group=groups[1], indicator=numbers, threshold=1000)
        found[name] = verdicts(scheme)[place.pk].answer

    assert found == {"any": any_rule, "any of groups": any_rule, "every": every_rule, "every group": every_rule}


def test_reasons_of_both_when_neither_holds(place):
    scheme = make_scheme()
    make_rule(scheme=scheme, indicator=share_of(place, 50, 1000))
    make_rule(scheme=scheme, indicator=counted(place, 50), threshold=1000)

    assert verdicts(scheme)[place.pk].reason == (
        f"Nee: 5,0{SPACE}% van de inwoners komt van elders (2025); nodig is minstens 10{SPACE}%."
        " Inwoners van elders: 50 (2025); nodig is minstens 1.000."
    )


def test_year_is_that_of_the_oldest_figure(place):
    scheme = make_scheme(combination="een")
    make_rule(scheme=scheme, indicator=counted(place, 50))
    older = make_indicator()
    make_figure(indicator=older, municipality=place, year=2019, value=50)
    make_rule(scheme=scheme, indicator=older)

    assert verdicts(scheme)[place.pk].year == 2019


def test_merged_municipality_counts_with_its_parts(place):
    former = make_merged_municipality(place, name="Oud")
    indicator = make_indicator(is_additive=True)
    for part, value in ((former, 600), (place, 500)):
        make_figure(indicator=indicator, municipality=part, year=2020, boundaries=2020, value=value)
    scheme = make_scheme()
    make_rule(scheme=scheme, indicator=indicator, threshold=1000)

    assert verdicts(scheme)[place.pk].answer == JA
    assert verdicts_for(former) == verdicts_for(place) == {scheme.pk: verdicts(scheme)[place.pk]}


def test_drafts_stay_out_of_what_is_for_a_municipality(place):
    draft, public = make_scheme(status="draft"), make_scheme()

    assert verdicts_for(place) == {public.pk: NOT_COMPUTABLE}
    assert verdicts(draft) == {place.pk: NOT_COMPUTABLE}


def test_indicator_that_is_a_draft_tells_nothing(place):
    indicator = counted(place, 4321, status="draft", title="Geheim")
    scheme = make_scheme()
    make_rule(scheme=scheme, indicator=indicator)

    assert verdicts(scheme) == {
        place.pk: Verdict(ONBEKEND, "het cijfer waar de regel over gaat, is niet gepubliceerd.")
    }
    assert rules_in_words(assessments()[scheme.pk]) == (
        "Deze regel geldt:",
        ["een regel over een cijfer dat niet gepubliceerd is"],
    )
    assert assessments()[scheme.pk].indicators == []


@pytest.mark.parametrize(
    ("combination", "groups", "expected"),
    [
        ("alle", [1], ("Deze regel geldt:", ["A: minstens 1.000"])),
        ("alle", [1, 1], ("Eén van deze regels volstaat:", ["A: minstens 1.000", f"B: meer dan 2,5{SPACE}%"])),
        ("een", [1, 1], ("Al deze regels gelden:", ["A: minstens 1.000", f"B: meer dan 2,5{SPACE}%"])),
        ("alle", [1, 2], ("Al deze regels gelden:", ["A: minstens 1.000", f"B: meer dan 2,5{SPACE}%"])),
        ("een", [1, 2], ("Eén van deze regels volstaat:", ["A: minstens 1.000", f"B: meer dan 2,5{SPACE}%"])),
        (
            "een",
            [1, 1, 2],
            (
                "Eén van deze regels volstaat:",
                [f"A: minstens 1.000 en B: meer dan 2,5{SPACE}%", "C: minstens 1,5 keer het cijfer van haar provincie"],
            ),
        ),
        (
            "alle",
            [1, 1, 1, 2],
            (
                "Al deze regels gelden:",
                [
                    f"A: minstens 1.000 of B: meer dan 2,5{SPACE}% of"
                    " C: minstens 1,5 keer het cijfer van haar provincie",
                    "de gemeente is Gent of Ninove",
                ],
            ),
        ),
    ],
)
def test_rules_in_words(db, combination, groups, expected):
    scheme = make_scheme(combination=combination)
    rules = [
        {"indicator": make_indicator(title="A"), "threshold": 1000},
        {"indicator": make_indicator(title="B", unit="%"), "comparison": "meer-dan", "threshold": "2.5"},
        {"indicator": make_indicator(title="C"), "reference": "provincie", "multiple": "1.5"},
        {"kind": "lijst", "municipalities": [make_municipality(name="Ninove"), make_municipality(name="Gent")]},
    ]
    for group, rule in zip(groups, rules, strict=False):
        make_rule(scheme=scheme, group=group, **rule)

    assert rules_in_words(assessments()[scheme.pk]) == expected


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"threshold": None}, "precies één van beide"),
        ({"reference": "vlaanderen", "threshold": 10}, "precies één van beide"),
        ({"indicator": None}, "heeft een cijfer en een vergelijking"),
        ({"kind": "centrumstad"}, "een andere regel heeft die niet"),
        ({"multiple": 2}, "“Maal” is meer dan 0"),
        ({"reference": "vlaanderen", "threshold": None, "multiple": 0}, "“Maal” is meer dan 0"),
    ],
)
def test_rule_that_makes_no_sense_is_refused(db, fields, message):
    rule = {"scheme": make_scheme(), "indicator": make_indicator(), "comparison": "minstens", "threshold": 10} | fields

    with pytest.raises(ValidationError, match=message):
        EligibilityRule(**rule).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        EligibilityRule.objects.create(**rule)


def test_number_of_queries_does_not_depend_on_schemes_or_municipalities(place, django_assert_num_queries):
    """Schemes, rules, lists, municipalities, what merged, measures and boundaries; years and values by indicator."""
    indicator = counted(place, 50)

    def cost():
        with django_assert_num_queries(9):
            verdicts_for(place)

    make_rule(scheme=make_scheme(), indicator=indicator)
    cost()
    for _ in range(3):
        make_rule(scheme=make_scheme(), indicator=indicator)
        make_figure(indicator=indicator, municipality=make_municipality(), year=2025, value=1)
    cost()
