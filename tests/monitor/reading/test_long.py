"""Long files: our own form, and the Gemeente-Stadsmonitor."""

from decimal import Decimal

import pytest

from monitor.models import Figure
from monitor.reading import Cell, Series, UnreadableFile, read
from tests.monitor.reading.files import workbook, written

STADSMONITOR = ("Gemeente", "NIS-code", "Indicator", "Jaar", "65-plussers", "Inwoners", "Procent (%)")


def texts(things):
    return [str(each) for each in things]


def values(reading):
    return [(cell.series, cell.year, cell.value) for cell in reading.cells]


@pytest.mark.parametrize(
    "text",
    [
        "NIS;indicator;year;value\n71016;inwoners;2025;1234,5\n02000;inwoners;2025;-\n",
        "nis-code,indicator,jaar,waarde\n71016,inwoners,2025,1234.5\n2000,inwoners,2025,-\n",
        "Jaar|Waarde|NIS-code|Indicator\n2025|1 234,5|71016|inwoners\n2025|-|02000|inwoners\n",
        "sep=;\nnis;indicator;jaar;waarde\n71016;inwoners;2025;1.234,5\n02000;inwoners;2025;-\n",
    ],
)
def test_own_form_in_several_spellings(tmp_path, text):
    reading = read(written(tmp_path, "x", text))

    assert reading.cells == [
        Cell("inwoners", "", "71016", 2025, Decimal("1234.5")),
        Cell("inwoners", "", "02000", 2025, None, Figure.Mark.NONE),
    ]
    assert reading.series == (Series("inwoners", "", "inwoners"),)
    assert (reading.format, reading.boundaries) == ("kapstok", None)


def test_own_form_in_a_workbook_with_names(tmp_path):
    rows = [
        ("Gemeente", "Indicator", "Jaar", "Waarde", "Eenheid", "Nota"),
        ("Genk", "Wie wil, leert", 2025, 6.6, "%", ""),
    ]

    reading = read(workbook(tmp_path, {"Blad1": rows, "Blad2": [("x",)]}))

    assert reading.cells == [Cell("Wie wil, leert", "Genk", "", 2025, Decimal("6.6"))]
    assert reading.series == (Series("Wie wil, leert", "%"),)
    assert texts(reading.skipped) == [
        "tabblad Blad1, rij 1, kolom F: Deze kolommen gebruiken we niet: nota.",
        "tabblad Blad2: Alleen het eerste tabblad wordt gelezen.",
    ]


def test_own_form_says_which_cells_are_no_numbers(tmp_path):
    cells = ["veel", "=1+1", "NaN", "1e400", "1.234", "9" * 15, "12 %"]
    text = "gemeente;indicator;jaar;waarde\n" + "".join(f"Genk;i{n};2025;{cell}\n" for n, cell in enumerate(cells))

    reading = read(written(tmp_path, "x", text))

    assert values(reading) == [("i6", 2025, 12)]
    assert texts(reading.skipped) == [
        "rij 2, kolom D: “veel” is geen getal.",
        "rij 3, kolom D: “=1+1” is een formule, geen getal.",
        "rij 4, kolom D: “NaN” is geen getal.",
        "rij 5, kolom D: “1e400” is geen getal.",
        "rij 6, kolom D: “1.234” kan 1234 of 1,234 zijn. Schrijf getallen zonder teken voor duizendtallen.",
        "rij 7, kolom D: Dit getal is te groot.",
    ]


def test_same_figure_twice_is_kept_once(tmp_path):
    reading = read(written(tmp_path, "x", "nis;indicator;jaar;waarde\n71016;i;2025;1\n71016;i;2025;1,0\n"))

    assert len(reading.cells) == 1
    assert texts(reading.duplicates) == ["rij 3: 71016, i, 2025 staat er twee keer."]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("71016;i;2025;1\n71016;i;2025;2\n", "Rij 3: 71016, i, 2025 staat er twee keer, met een ander cijfer"),
        ("71016;i;2025;1\n71016;i;2025;-\n", "met een ander cijfer"),
        ("71016;i;1949;1\n", "Rij 2, kolom C: “1949” is geen jaar van 1950 tot 2100"),
        ("71016;i;2101;1\n", "is geen jaar van 1950 tot 2100"),
        ("71016;i;vorig jaar;1\n", "Rij 2, kolom C: “vorig jaar” is geen jaar"),
        ("Genk;i;2025;1\n", "Rij 2: “Genk” is geen NIS-code"),
        (";i;2025;1\n", "Rij 2: Hier hoort de naam van een gebied te staan"),
        ("71016;;2025;1\n", "Rij 2, kolom B: De indicator ontbreekt"),
        ("71016;i;2025\n", "Rij 2: Deze rij heeft 3 cellen; de kop heeft er 4"),
        ("71016;i;2025;1;2\n", "Rij 2: Deze rij heeft 5 cellen"),
        ("71016;i;2024;1,5\n71016;i;2025;1.5\n", "Komma en punt staan door elkaar"),
        ("", "Dit bestand heeft geen cijfers"),
    ],
)
def test_own_form_that_cannot_be_trusted_is_refused(tmp_path, rows, message):
    with pytest.raises(UnreadableFile, match=message):
        read(written(tmp_path, "x", "nis;indicator;jaar;waarde\n" + rows))


def test_stadsmonitor_reads_every_sheet(tmp_path):
    sheets = {
        "Index": [
            ("Thema", "Tabblad", "Naam indicator"),
            ("Demografie", "DE_05", "Grijs"),
            ("Demografie", "DE_06", "Weg"),
        ],
        "DE_05": [
            STADSMONITOR,
            ("Genk", 71016, "Grijs", 2024, 10, 50, 20.0),
            ("Provincie Limburg", "70000", "Grijs", 2024, 30, 60, "x"),
        ],
        "Uitleg": [("Lees mij",)],
    }

    reading = read(workbook(tmp_path, sheets))

    assert reading.cells == [
        Cell("DE_05 Grijs | 65-plussers", "Genk", "71016", 2024, Decimal(10)),
        Cell("DE_05 Grijs | inwoners", "Genk", "71016", 2024, Decimal(50)),
        Cell("DE_05 Grijs", "Genk", "71016", 2024, Decimal(20)),
        Cell("DE_05 Grijs | 65-plussers", "Provincie Limburg", "70000", 2024, Decimal(30)),
        Cell("DE_05 Grijs | inwoners", "Provincie Limburg", "70000", 2024, Decimal(60)),
        Cell("DE_05 Grijs", "Provincie Limburg", "70000", 2024, None, Figure.Mark.HIDDEN),
    ]
    assert [series.unit for series in reading.series] == ["aantal", "aantal", "%"]
    assert (reading.format, reading.title) == ("stadsmonitor", "Gemeente-Stadsmonitor, Demografie")
    assert texts(reading.skipped) == [
        "tabblad Index, rij 3: Het tabblad DE_06 ontbreekt.",
        "tabblad Uitleg: Dit tabblad heeft geen kolommen Gemeente, NIS-code, Indicator en Jaar.",
    ]


def test_stadsmonitor_divides_by_item(tmp_path):
    head = ("Gemeente", "NIS-code", "Indicator", "Item", "Jaar", "Eens (%)", "Oneens (%)")
    rows = [("Genk", 71016, "Netheid", "straat", 2023, 60, 40), ("Genk", 71016, "Netheid", "park", 2023, 70, 30)]

    assert values(read(workbook(tmp_path, {"WO_S_12": [head, *rows]}))) == [
        ("WO_S_12 Netheid | straat | eens (%)", 2023, 60),
        ("WO_S_12 Netheid | straat | oneens (%)", 2023, 40),
        ("WO_S_12 Netheid | park | eens (%)", 2023, 70),
        ("WO_S_12 Netheid | park | oneens (%)", 2023, 30),
    ]


def test_stadsmonitor_makes_percentages_of_fractions(tmp_path):
    survey = [("Gemeente", "NIS-code", "Indicator", "Jaar", "Eens", "Oneens"), ("Genk", 71016, "N", 2023, 0.6, 0.4)]
    register = [STADSMONITOR, ("Genk", 71016, "Grijs", 2024, 1, 200, 0.5)]

    reading = read(workbook(tmp_path, {"WO_S_12": survey, "DE_05": register}))

    assert [cell.value for cell in reading.cells] == [60, 40, 1, 200, Decimal("0.5")]
