"""Taking files in and back: all or nothing, repeatable, exact."""

from decimal import Decimal

import pytest

from monitor.loading import LoadingError, load, undo
from monitor.loading.plan import NEW
from monitor.models import Figure, FigureImport, Indicator, IndicatorName, ReplacedFigure
from monitor.reading import UnreadableFile
from tests.factories import make_figure, make_indicator, make_source

COLUMNS = ("indicator__slug", "municipality__nis", "province__code", "region", "year", "value", "mark", "boundaries")


def rows():
    """Every figure as its COLUMNS, in a fixed order."""
    return sorted(Figure.objects.values_list(*COLUMNS), key=str)


def whole():
    """Every column of every figure."""
    return list(Figure.objects.order_by("pk").values())


def test_file_lands_on_the_boundaries_of_its_years(named):
    record = load(
        named(
            "Hasselt;inwoners;2024;70",
            "Kortessem;inwoners;2024;8",
            "Hasselt;inwoners;2025;78",
            "Limburg;inwoners;2025;900",
            "Vlaanderen;inwoners;2025;?",
        )
    )

    assert rows() == sorted(
        [
            ("inwoners", "71022", None, "", 2024, Decimal(70), "", None),
            ("inwoners", "73040", None, "", 2024, Decimal(8), "", None),
            ("inwoners", "71072", None, "", 2025, Decimal(78), "", None),
            ("inwoners", None, "70000", "", 2025, Decimal(900), "", None),
            ("inwoners", None, None, "vlaanderen", 2025, None, "missing", None),
        ],
        key=str,
    )
    assert set(Figure.objects.values_list("imported_by", "source__slug")) == {(record.pk, "eigen-opgave")}
    assert (record.name, record.format, len(record.digest)) == ("cijfers.csv", "kapstok", 64)
    assert record.report["counts"] == {"new": 5}


def test_figures_of_former_years_on_later_boundaries_say_so(imported):
    load(imported("71072;inwoners;2020;78", "71072;inwoners;2025;80", "71016;inwoners;2020;6", "71016;inwoners;2025;7"))

    assert rows() == [
        ("inwoners", "71016", None, "", 2020, Decimal(6), "", 2025),
        ("inwoners", "71016", None, "", 2025, Decimal(7), "", None),
        ("inwoners", "71072", None, "", 2020, Decimal(78), "", 2025),
        ("inwoners", "71072", None, "", 2025, Decimal(80), "", None),
    ]


def test_figures_of_an_indicator_and_year_are_replaced_whole(imported, towns, indicators):
    kept = make_figure(indicator=indicators["inwoners"], municipality=towns["71016"], year=2019)
    make_figure(indicator=indicators["inwoners"], region="vlaanderen", year=2020)
    make_figure(indicator=indicators["inwoners"], municipality=towns["71016"], year=2020, period="2019-2020")

    load(imported("71016;inwoners;2020;67"), is_confirmed=True)

    assert list(Figure.objects.filter(imported_by=None)) == [kept]
    assert rows() == [
        ("inwoners", "71016", None, "", 2019, Decimal(57), "", None),
        ("inwoners", "71016", None, "", 2020, Decimal(67), "", None),
    ]


def test_same_file_again_changes_nothing(imported):
    file = imported("71016;inwoners;2020;67")
    load(file)
    before = whole()

    assert load(file) is None
    assert (whole(), FigureImport.objects.count()) == (before, 1)


def test_same_file_again_mends_what_was_changed(imported):
    file = imported("71016;inwoners;2020;67")
    load(file)
    Figure.objects.update(value=1)

    assert load(file)
    assert [row[5] for row in rows()] == [67]


def test_nothing_is_taken_of_a_file_with_a_fault(imported):
    with pytest.raises(LoadingError, match="horen allebei bij “Inwoners”"):
        load(imported("71016;Inwoners;2020;1", "71016;inwoners;2020;2"))
    with pytest.raises(LoadingError, match="Geen enkele reeks is gekend"):
        load(imported("71016;Wat;2020;1"))
    with pytest.raises(UnreadableFile):
        load(imported("71016;inwoners;2020;1", "71016;inwoners;2020;2"))
    assert (rows(), FigureImport.objects.count()) == ([], 0)


def test_all_or_nothing_when_it_stops_half_way(imported, towns, indicators, monkeypatch):
    make_figure(indicator=indicators["inwoners"], municipality=towns["71016"], year=2020)
    before = whole()

    def stop(*_):
        raise LoadingError("Halverwege gestopt.")

    monkeypatch.setattr("monitor.loading.shares.work_out", stop)
    with pytest.raises(LoadingError, match="Halverwege"):
        load(imported("71016;inwoners;2020;67", "71016;Nieuw;2020;1"), make_drafts=True)

    assert whole() == before
    assert (FigureImport.objects.count(), ReplacedFigure.objects.count(), Indicator.objects.count()) == (0, 0, 3)


def test_source_that_is_not_there_is_said(imported):
    with pytest.raises(LoadingError, match="De bron “nergens” bestaat niet"):
        load(imported("71016;inwoners;2020;67"), source="nergens")


def test_source_can_be_chosen(imported):
    make_source(slug="vdab")
    load(imported("71016;inwoners;2020;67"), source="vdab")

    assert Figure.objects.get().source.slug == "vdab"


def test_new_series_becomes_a_draft_that_the_next_file_knows(imported):
    load(imported("71016;Aantal fietsers;2020;67"), links={"Aantal fietsers": NEW})

    draft = Indicator.objects.get(slug="aantal-fietsers")
    assert (draft.title, draft.status, draft.is_public) == ("Aantal fietsers", "draft", False)
    assert list(draft.citations.values_list("source__slug", flat=True)) == ["eigen-opgave"]
    load(imported("71016;Aantal fietsers;2021;68"))
    assert list(draft.figures.order_by("year").values_list("value", flat=True)) == [67, 68]


def test_linked_series_is_known_the_next_time(imported, indicators):
    load(imported("71016;Bevolking;2020;67"), links={"Bevolking": "inwoners"})

    name = IndicatorName.objects.get()
    assert (name.indicator, name.format, name.name) == (indicators["inwoners"], "kapstok", "Bevolking")


def test_shares_are_worked_out_where_both_parts_are_known(imported):
    record = load(
        imported(
            *("71016;inwoners;2020;60", "71016;inwoners-65-plus;2020;7"),
            *("71022;inwoners;2020;0", "71022;inwoners-65-plus;2020;0"),
            *("73040;inwoners;2020;60", "73040;inwoners-65-plus;2020;x"),
        )
    )

    share = Figure.objects.get(indicator__slug="aandeel-65-plus")
    assert (share.municipality.nis, share.value, share.mark, share.imported_by) == (
        *("71016", Decimal("11.6667"), ""),
        record,
    )


def test_share_follows_when_its_other_part_comes_later(imported):
    load(imported("71016;inwoners;2020;60"))
    second = load(imported("71016;inwoners-65-plus;2020;6"))
    assert Figure.objects.get(indicator__slug="aandeel-65-plus").imported_by == second

    third = load(imported("71016;inwoners;2020;30"))
    share = Figure.objects.get(indicator__slug="aandeel-65-plus")
    assert (share.value, share.imported_by) == (20, third)


def test_share_is_not_worked_out_over_different_boundaries(imported, towns, indicators):
    """Genk took in nobody, Hasselt did in 2025: the number before that is of another Hasselt."""
    own = {"indicator": indicators["inwoners"], "year": 2020, "value": 50}
    make_figure(municipality=towns["71016"], boundaries=2025, **own)
    make_figure(municipality=towns["71072"], boundaries=2024, **own)

    load(imported("71016;inwoners-65-plus;2020;5", "71072;inwoners-65-plus;2020;5"))

    shares = Figure.objects.filter(indicator__slug="aandeel-65-plus")
    assert [share.municipality.nis for share in shares] == ["71016"]


def test_share_of_a_publisher_goes_before_ours(imported, towns, indicators):
    make_figure(indicator=indicators["aandeel-65-plus"], municipality=towns["71016"], year=2020, value=12)
    load(imported("71016;inwoners;2020;60", "71016;inwoners-65-plus;2020;6"))
    assert [figure.value for figure in Figure.objects.filter(indicator__slug="aandeel-65-plus")] == [12]

    rows = ("71016;inwoners;2021;60", "71016;inwoners-65-plus;2021;6", "71016;aandeel-65-plus;2021;11")
    load(imported(*rows))
    assert [figure.value for figure in Figure.objects.filter(indicator__slug="aandeel-65-plus", year=2021)] == [11]


def test_undoing_brings_everything_back(imported, towns, indicators):
    make_figure(indicator=indicators["inwoners"], municipality=towns["71016"], year=2020, note="van een redacteur")
    make_figure(indicator=indicators["inwoners-65-plus"], municipality=towns["71016"], year=2020, value=Decimal("1.5"))
    start = whole()
    first = load(imported("71016;inwoners;2020;60", "71022;inwoners;2020;x"))
    middle = whole()
    second = load(imported("71016;inwoners;2020;61", "71016;inwoners;2021;62"), is_confirmed=True)

    undo(second)
    assert whole() == middle
    undo(first)
    assert whole() == start
    assert ReplacedFigure.objects.count() == 0
    assert FigureImport.objects.filter(undone_at=None).count() == 0
    with pytest.raises(LoadingError, match="al ongedaan gemaakt"):
        undo(first)


def test_file_can_be_taken_in_again_after_undoing(imported):
    file = imported("71016;inwoners;2020;60")
    undo(load(file))

    assert load(file)
    assert [row[5] for row in rows()] == [60]


def test_undoing_is_refused_after_a_later_import(imported):
    first = load(imported("71016;inwoners;2020;60", name="eerst.csv"))
    second = load(imported("71016;inwoners;2020;61", name="daarna.csv"))
    before = whole()

    with pytest.raises(LoadingError) as error:
        undo(first)

    assert str(error.value) == (
        f"“eerst.csv” is niet ongedaan te maken. “daarna.csv” (nummer {second.pk}) veranderde daarna Inwoners (2020)."
        " Maak dat eerst ongedaan."
    )
    assert whole() == before


@pytest.mark.parametrize("change", [{"value": 5}, {"note": "nagekeken"}], ids=str)
def test_undoing_is_refused_after_an_editor(imported, change):
    record = load(imported("71016;inwoners;2020;60"))
    Figure.objects.update(**change)

    with pytest.raises(LoadingError, match=r"Een redacteur veranderde daarna cijfers van Inwoners \(2020\)"):
        undo(record)


def test_undoing_is_refused_after_an_editor_added_or_removed(imported, towns, indicators):
    record = load(imported("71016;inwoners;2020;60"))
    added = make_figure(indicator=indicators["inwoners"], municipality=towns["71022"], year=2020)
    with pytest.raises(LoadingError, match="Een redacteur"):
        undo(record)

    added.delete()
    Figure.objects.all().delete()
    with pytest.raises(LoadingError, match="Een redacteur"):
        undo(record)


def test_undoing_is_refused_when_a_later_share_was_made_of_it(imported):
    first = load(imported("71016;inwoners;2020;60", "71016;inwoners;2021;60", name="eerst.csv"))
    load(imported("71016;inwoners-65-plus;2020;6", name="deel.csv"))

    with pytest.raises(LoadingError, match=r"“deel.csv” \(nummer \d+\) rekende er daarna mee voor Aandeel"):
        undo(first)


def test_undoing_says_when_an_indicator_is_gone(imported):
    load(imported("71016;Fietsers;2020;60"), make_drafts=True)
    Indicator.objects.get(slug="fietsers").delete()

    with pytest.raises(LoadingError, match="is verwijderd"):
        undo(FigureImport.objects.get())


def test_figures_are_loaded_with_few_queries(imported, django_assert_max_num_queries):
    make_indicator()
    with django_assert_max_num_queries(60):
        load(imported(*(f"71016;inwoners;{year};60" for year in range(2000, 2020))))
