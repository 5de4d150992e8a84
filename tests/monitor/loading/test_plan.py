"""What an import would do, before it does."""

from decimal import Decimal

from monitor.loading import plan_for, words
from monitor.loading.plan import NEW, SKIP
from monitor.models import Figure, IndicatorName
from tests.factories import make_figure, make_indicator


def test_plan_tells_new_changed_gone_and_same(imported, towns, indicators):
    own = {"indicator": indicators["inwoners"], "year": 2020}
    make_figure(municipality=towns["71016"], value=67, **own)
    make_figure(municipality=towns["71022"], value=70, **own)
    make_figure(region="vlaanderen", value=99, **own)
    make_figure(indicator=indicators["inwoners"], municipality=towns["71016"], year=2019, value=1)
    before = list(Figure.objects.values())

    plan = plan_for(imported("71016;inwoners;2020;67", "71022;inwoners;2020;71", "73040;inwoners;2020;x"))

    assert plan.counts == {"new": 1, "changed": 1, "gone": 1, "same": 1}
    assert words.changes(plan.counts) == "1 nieuw, 1 gewijzigd, 1 verdwijnt, 1 gelijk"
    assert plan.marks == {"verborgen (privacy)": 1}
    assert (plan.faults, plan.unknown_series, plan.unknown_areas, plan.before) == ([], [], [], None)
    assert list(Figure.objects.values()) == before


def test_series_are_known_by_slug_title_or_name_in_files(imported, indicators):
    IndicatorName.objects.create(indicator=indicators["inwoners"], name="Bevolking")
    rows = ("71016;Bevolking;2020;1", "71016;65-plussers;2020;2", "71016;aandeel-65-plus;2020;3", "71016;Wat;2020;4")

    plan = plan_for(imported(*rows))

    assert [each.indicator and each.indicator.slug for each in plan.series] == [
        *("inwoners", "inwoners-65-plus", "aandeel-65-plus"),
        None,
    ]
    assert [each.series.name for each in plan.unknown_series] == ["Wat"]


def test_series_are_linked_made_new_or_left_out_as_somebody_chose(imported, indicators):
    rows = [f"71016;{name};2020;1" for name in ("Een", "Twee", "Drie")]

    plan = plan_for(imported(*rows), links={"Een": "inwoners", "Twee": NEW, "Drie": SKIP})

    assert [(each.indicator, each.is_draft, each.reason) for each in plan.series] == [
        (indicators["inwoners"], False, ""),
        (None, True, ""),
        (None, False, "u laat deze reeks weg"),
    ]


def test_two_series_for_one_indicator_are_a_fault(imported, indicators):
    plan = plan_for(imported("71016;Inwoners;2020;1", "71016;inwoners;2020;2"))

    assert plan.faults == ["De reeksen Inwoners en inwoners horen allebei bij “Inwoners”. Laat er een weg."]


def test_unit_that_differs_leaves_a_series_out(imported):
    heading = "NIS;indicator;jaar;waarde;eenheid"

    plan = plan_for(imported("71016;inwoners;2020;1;%", "71016;65-plussers;2020;2;aantal", heading=heading))

    assert [each.reason for each in plan.series] == [
        "het bestand telt in %, de indicator “Inwoners” in personen",
        "",
    ]


def test_unknown_names_come_with_suggestions(named):
    plan = plan_for(named("Genkk;inwoners;2020;1", "Genkk;inwoners;2021;1", "Hasselt;inwoners;2020;1"))

    assert [(words.meant(unknown), number) for unknown, number in plan.unknown_areas] == [
        ("“Genkk” (bedoelde u Genk?)", 2)
    ]
    assert plan.counts == {"new": 1}


def test_two_names_of_one_area_are_a_fault_unless_they_agree(named):
    plan = plan_for(named("Limburg;inwoners;2020;5", "Provincie Limburg;inwoners;2020;6"))
    assert plan.faults == ["Limburg en Provincie Limburg zijn hetzelfde gebied, met een ander cijfer (inwoners, 2020)."]

    plan = plan_for(named("Limburg;inwoners;2020;5", "Provincie Limburg;inwoners;2020;5"))
    assert (plan.faults, plan.counts) == ([], {"new": 1})


def test_file_without_a_known_place_is_a_fault(named):
    plan = plan_for(named("Atlantis;inwoners;2020;5"))

    assert plan.faults == ["Er is geen enkel cijfer dat het portaal kan plaatsen."]


def test_plan_says_which_shares_follow(imported, indicators):
    make_indicator(unit="%", numerator=indicators["inwoners"], denominator=make_indicator())

    plan = plan_for(imported("71016;inwoners;2020;10", "71016;65-plussers;2020;2"))

    assert plan.shares == [indicators["aandeel-65-plus"]]


def test_figures_keep_the_decimals_that_the_database_holds(imported, towns, indicators):
    make_figure(indicator=indicators["inwoners"], municipality=towns["71016"], year=2020, value=Decimal("1.2346"))

    assert plan_for(imported("71016;inwoners;2020;1,23456")).counts == {"same": 1}


def test_plan_costs_a_fixed_number_of_queries(imported, django_assert_num_queries):
    few = imported("71016;inwoners;2020;1", name="few.csv")
    many = imported("71016;inwoners;2020;1", "71022;inwoners;2020;2", "71016;inwoners;2021;1", name="many.csv")
    with django_assert_num_queries(8):
        plan_for(few)
    with django_assert_num_queries(8):
        plan_for(many)
