"""What looks like a damaged file is not taken in before somebody says that it is right."""

from decimal import Decimal

import pytest
from django.utils import timezone

from monitor.loading import LoadingError, UnconfirmedError, load, plan_for
from monitor.models import Figure
from tests.factories import make_indicator


def values():
    return sorted(Figure.objects.values_list("municipality__nis", "year", "value", "mark"))


def test_figures_only_go_when_somebody_confirms(imported):
    load(imported("71016;inwoners;2020;60", "71022;inwoners;2020;70", "71016;inwoners;2021;61"))
    before = values()
    file = imported("71016;inwoners;2020;62", "71016;inwoners;2021;63")

    with pytest.raises(UnconfirmedError, match=r"Inwoners: 1 cijfer verdwijnt \(2020\)\."):
        load(file)
    assert values() == before

    load(file, is_confirmed=True)
    assert values() == [("71016", 2020, 62, ""), ("71016", 2021, 63, "")]


def test_values_are_only_emptied_when_somebody_confirms(imported):
    load(imported("71016;inwoners;2020;60", "71022;inwoners;2020;?"))

    with pytest.raises(UnconfirmedError, match=r"Inwoners: 1 cijfer verliest zijn waarde \(2020\)\."):
        load(imported("71016;inwoners;2020;", "71022;inwoners;2020;?"))
    assert load(imported("71016;inwoners;2020;x", "71022;inwoners;2020;70"))
    assert values() == [("71016", 2020, None, "hidden"), ("71022", 2020, 70, "")]


def test_value_that_changes_by_more_than_half_is_doubted(imported):
    """As when a file was cut off within a municipality, or its names moved by one row."""
    load(imported("71016;inwoners;2020;200", "71022;inwoners;2020;200", "73040;inwoners;2020;90"))

    plan = plan_for(imported("71016;inwoners;2020;99", "71022;inwoners;2020;300", "73040;inwoners;2020;10"))

    assert plan.doubts == ["Inwoners: 1 cijfer verandert met meer dan de helft: 71016 (2020)."]


def test_same_or_more_figures_ask_for_nothing(imported):
    load(imported("71016;inwoners;2020;60"))

    assert plan_for(imported("71016;inwoners;2020;61", "71022;inwoners;2020;70")).doubts == []


@pytest.mark.parametrize(
    ("row", "number"),
    [("aandeel-65-plus;2020;900", "900"), ("aandeel-65-plus;2020;-1", "-1"), ("inwoners;2020;-5", "-5")],
)
def test_value_that_cannot_be_is_refused(imported, row, number):
    with pytest.raises(LoadingError) as refused:
        load(imported(f"71016;{row}"), is_confirmed=True)

    assert str(refused.value).startswith(f"{number} kan niet voor “")
    assert "71016 (2020). Staan de kolommen juist?" in str(refused.value)
    assert values() == []


def test_odd_value_is_only_taken_in_when_somebody_confirms(imported):
    make_indicator(slug="groei", title="Groei", unit="%")
    file = imported("71016;groei;2020;900", "71016;groei;2021;-2", "71016;groei;2022;2")

    assert plan_for(file).doubts == [
        "Groei: 2 cijfers zijn negatief, of meer dan 100 %: 71016 (2020), 71016 (2021).",
    ]
    with pytest.raises(UnconfirmedError):
        load(file)
    assert load(file, is_confirmed=True)
    assert values()[0] == ("71016", 2020, Decimal(900), "")


ORIGIN = "year,cd_refnis,tx_descr_nl,belgian_bg,neighbouring,eu27,non_eu27,total"


def test_file_of_statbel_has_every_municipality_of_its_year(imported):
    """Kortessem was there in 2024, and not in 2025; a file in our own form need not have all."""
    rows = ("2024,71016,Genk,6,1,1,1,9", "2024,71022,Hasselt,6,1,1,1,9", "2025,71016,Genk,6,1,1,1,9")

    doubts = plan_for(imported(*rows, heading=ORIGIN)).doubts

    assert doubts == [
        "Inwoners: 1 gemeente ontbreekt (2024): Kortessem.",
        "Inwoners: 1 gemeente ontbreekt (2025): Hasselt.",
    ]
    assert plan_for(imported("71016;inwoners;2024;9")).doubts == []


def test_population_with_municipalities_of_another_year_is_doubted(imported):
    heading = "cd_refnis|tx_descr_nl|cd_sex|cd_natlty|cd_age|ms_population"
    rows = ("71022|Hasselt|M|BEL|30|5", "73040|Kortessem|M|BEL|30|5", "71016|Genk|M|BEL|30|5")
    file = imported(*rows, heading=heading, name="TF_SOC_POP_STRUCT_2025.txt")

    assert plan_for(file).doubts == [
        "De gemeenten zijn die van 2024, niet van 2025. Klopt het jaar in de naam?",
    ]


def test_year_that_is_still_to_come_is_doubted(imported):
    year = timezone.localdate().year + 1

    assert plan_for(imported(f"71016;inwoners;{year};60")).doubts == [f"Inwoners: dit jaar moet nog komen: {year}."]
