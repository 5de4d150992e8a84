"""Statbel's population, origin and incomes."""

from decimal import Decimal

import pytest

from monitor.models import Figure
from monitor.reading import Cell, Series, UnreadableFile, read
from tests.monitor.reading.files import (
    INCOME_COLUMNS,
    ORIGIN_COLUMNS,
    POPULATION_COLUMNS,
    population,
    population_row,
    workbook,
    written,
    zipped,
)

PEOPLE = (
    population_row("71016", "Genk", age=17, people=10),
    population_row("71016", "Genk", age=18, people=20),
    population_row("71016", "Genk", sex="F", nationality="ETR", age=64, people=300),
    population_row("71016", "Genk", sex="F", nationality="ETR", status="2", age=65, people=4000),
    population_row("62063", "Luik", age=110, people=1),
)
SUMS = [
    ("inwoners", "71016", 4330),
    ("inwoners-niet-belgisch", "71016", 4300),
    ("inwoners-jonger-dan-18", "71016", 10),
    ("inwoners-65-plus", "71016", 4000),
    ("inwoners", "62063", 1),
    ("inwoners-niet-belgisch", "62063", 0),
    ("inwoners-jonger-dan-18", "62063", 0),
    ("inwoners-65-plus", "62063", 1),
]


def sums(reading):
    return [(cell.series, cell.code, cell.value) for cell in reading.cells]


def texts(things):
    return [str(each) for each in things]


def test_population_is_added_up(tmp_path):
    reading = read(written(tmp_path, "TF_SOC_POP_STRUCT_2024.txt", population(*PEOPLE)))

    assert sums(reading) == SUMS
    assert {(cell.year, cell.area) for cell in reading.cells} == {(2024, "Genk"), (2024, "Luik")}
    assert [series.slug for series in reading.series] == [name for name, *_ in SUMS[:4]]
    assert (reading.format, reading.publisher, reading.boundaries) == ("statbel-bevolking", "Statbel", None)
    assert texts(reading.skipped) == ["het hele bestand: Het heeft niet alle gemeenten van België, maar 2. Klopt dat?"]
    assert reading.duplicates == []


def test_population_in_a_zip_under_another_name(tmp_path):
    path = zipped(tmp_path, "upload.tmp", {"TF_SOC_POP_STRUCT_2024.txt": population(*PEOPLE)})

    assert sums(read(path, "download.zip")) == SUMS


def test_population_has_the_year_of_the_name_it_came_with(tmp_path):
    path = written(tmp_path, "upload.tmp", population(*PEOPLE))

    assert read(path, "https://example.be/TF_SOC_POP_STRUCT_2023.txt").cells[0].year == 2023


def test_population_with_the_columns_of_before_2019(tmp_path):
    columns = POPULATION_COLUMNS.replace("CD_REFNIS", "CD_MUNTY_REFNIS").replace("TX_DESCR", "TX_MUNTY_DESCR")
    path = written(tmp_path, "TF_SOC_POP_STRUCT_2015.txt", population(*PEOPLE, columns=columns))

    assert sums(read(path)) == SUMS


@pytest.mark.parametrize("names", [("cijfers.txt", ""), ("TF_SOC_POP_STRUCT_2024.txt", "TF_SOC_POP_STRUCT_2023.zip")])
def test_population_without_one_year_is_refused(tmp_path, names):
    with pytest.raises(UnreadableFile, match="Het jaar staat alleen in de naam"):
        read(written(tmp_path, names[0], population(*PEOPLE)), names[1])


def test_population_counts_no_row_twice(tmp_path):
    reading = read(written(tmp_path, "TF_SOC_POP_STRUCT_2024.txt", population(*PEOPLE, PEOPLE[0])))

    assert sums(reading) == SUMS
    assert texts(reading.duplicates) == ["rij 7: Deze groep staat er twee keer."]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (population_row("71016", "Genk", age=17, people=11), "Rij 7: Deze groep staat er twee keer, met een ander"),
        (population_row("71016", "Genk", age="x"), "Rij 7: Leeftijd en aantal"),
        (population_row("71016", "Genk", age=200), "Rij 7: Leeftijd en aantal"),
        (population_row("71016", "Genk", people=-1), "Rij 7: Leeftijd en aantal"),
        (population_row("71016", "Genk", people="*"), "Rij 7: Leeftijd en aantal"),
        (population_row("7101", "Genk"), "Rij 7: “7101” is geen NIS-code"),
        (population_row("71016", "Genk", sex="BEL", nationality="M"), "Rij 7: Geslacht of nationaliteit"),
        ("71016|Genk|Genk", "Rij 7: Deze rij heeft 3 cellen; de kop heeft er 21"),
        (population_row("71016", "Genk") + "|1", "Rij 7: Deze rij heeft 22 cellen"),
    ],
)
def test_population_with_a_wrong_row_is_refused(tmp_path, row, message):
    with pytest.raises(UnreadableFile, match=message) as caught:
        read(written(tmp_path, "TF_SOC_POP_STRUCT_2024.txt", population(*PEOPLE, row)))

    assert caught.value.row == 7


def test_population_of_all_of_belgium_that_was_cut_off_is_refused(tmp_path):
    rows = [
        population_row(code, "Plaats", sex=sex, nationality=nationality, status=status)
        for code in range(11001, 11201)
        for sex in "MF"
        for nationality in ("BEL", "ETR")
        for status in range(3)
    ]

    with pytest.raises(UnreadableFile, match="Dit bestand heeft maar 200 gemeenten: het is afgekapt"):
        read(written(tmp_path, "TF_SOC_POP_STRUCT_2024.txt", population(*rows)))


def test_population_has_the_division_of_its_codes(tmp_path):
    reading = read(written(tmp_path, "TF_SOC_POP_STRUCT_2025.txt", population(population_row("23023", "Galmaarden"))))

    assert reading.boundaries == 2024


def test_origin_has_its_groups_and_three_together(tmp_path):
    rows = "\n2024,11001,Aartselaar,70,1,2,27,100\n2025,11001,Aartselaar,x,1,-,27,100\n"

    reading = read(written(tmp_path, "x", ORIGIN_COLUMNS + rows))

    assert [(cell.series, cell.value, cell.mark) for cell in reading.cells if cell.year == 2024] == [
        ("inwoners-belgische-achtergrond", 70, ""),
        ("inwoners-herkomst-buurlanden", 1, ""),
        ("inwoners-herkomst-eu", 2, ""),
        ("inwoners-herkomst-buiten-eu", 27, ""),
        ("inwoners", 100, ""),
        ("inwoners-buitenlandse-herkomst", 30, ""),
    ]
    assert [(cell.value, cell.mark) for cell in reading.cells if cell.year == 2025] == [
        (None, "hidden"),
        (1, ""),
        (None, "none"),
        (27, ""),
        (100, ""),
        (None, "none"),
    ]
    assert {(cell.area, cell.code) for cell in reading.cells} == {("Aartselaar", "11001")}
    assert (reading.format, reading.boundaries) == ("statbel-herkomst", None)


@pytest.mark.parametrize(
    ("row", "message"),
    [("1,2,27,70,27", "De groepen zijn samen 100, niet 27"), (",70,1,2,27", "De groepen zijn samen 73, niet 27")],
)
def test_origin_that_does_not_add_up_is_refused(tmp_path, row, message):
    """Also when every column moved by one, and the first group looks as if it were missing."""
    with pytest.raises(UnreadableFile, match=f"Rij 2: {message}"):
        read(written(tmp_path, "x", ORIGIN_COLUMNS + f"\n2024,11001,Aartselaar,{row}\n"))


def test_incomes_of_a_workbook(tmp_path):
    rows = [
        (2005, 12041, 7, 1234567.89, 100, "Puurs-Sint-Amands", "Provincie Antwerpen"),
        (2005, "23023", 7, "*", 100, "Galmaarden", "Provincie Vlaams-Brabant"),
        (2005, 21004, 7, None, 100, "Brussel", None),
    ]

    reading = read(workbook(tmp_path, {"Blad1": [INCOME_COLUMNS, *rows]}))

    series = "netto-belastbaar-inkomen"
    assert reading.cells == [
        Cell(series, "Puurs-Sint-Amands", "12041", 2005, Decimal("1234567.89")),
        Cell(series, "Galmaarden", "23023", 2005, None, Figure.Mark.HIDDEN),
        Cell(series, "Brussel", "21004", 2005, None, Figure.Mark.MISSING),
    ]
    assert reading.series == (Series(series, "euro", series),)
    assert reading.boundaries == 2019
    assert texts(reading.skipped) == [
        "tabblad Blad1, rij 1, kolom C, E: Deze kolommen gebruiken we niet: ms_nbr_non_zero_inc, ms_tot_residents."
    ]


def test_incomes_of_a_text_file(tmp_path):
    text = "|".join(INCOME_COLUMNS) + "\n2023|11001|7|412.50|100|Aartselaar|Provincie Antwerpen\n"

    reading = read(written(tmp_path, "x", text.encode("utf-8-sig")))

    assert reading.cells == [Cell("netto-belastbaar-inkomen", "Aartselaar", "11001", 2023, Decimal("412.5"))]
    assert (reading.format, reading.boundaries) == ("statbel-inkomens", None)


def test_codes_of_two_divisions_are_refused(tmp_path):
    text = "nis;indicator;jaar;waarde\n23023;inwoners;2010;1\n23106;inwoners;2011;2\n"

    with pytest.raises(UnreadableFile, match="verschillende indelingen"):
        read(written(tmp_path, "x", text))
