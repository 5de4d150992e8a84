"""The two forms of Provincies in Cijfers."""

from datetime import date
from decimal import Decimal

import pytest

from monitor.models import Figure
from monitor.reading import Cell, Series, UnreadableFile, read
from tests.monitor.reading.files import unemployment, workbook, written

NEWCOMERS = '"gemeenten";"nieuwkomers|2023";"nieuwkomers|2024"\n'


def newcomers(area, year, value, mark="", **more):
    return Cell("nieuwkomers", area, "", year, value and Decimal(value), mark, **more)


def texts(things):
    return [str(each) for each in things]


def test_csv_is_read_cell_by_cell(tmp_path):
    path = written(tmp_path, "x", NEWCOMERS + '"Aalst";646;6,5\n"Genk";"-";"x"\n"Pelt";"?";"nvt"\n"Zulte";;0\n')

    reading = read(path)

    assert reading.cells == [
        newcomers("Aalst", 2023, "646"),
        newcomers("Aalst", 2024, "6.5"),
        newcomers("Genk", 2023, None, Figure.Mark.NONE),
        newcomers("Genk", 2024, None, Figure.Mark.HIDDEN),
        newcomers("Pelt", 2023, None, Figure.Mark.MISSING),
        newcomers("Pelt", 2024, None, Figure.Mark.NOT_APPLICABLE),
        newcomers("Zulte", 2023, None, Figure.Mark.MISSING),
        newcomers("Zulte", 2024, "0"),
    ]
    assert (reading.format, reading.publisher, reading.boundaries) == ("pinc-csv", "Provincies in Cijfers", 2025)
    assert reading.series == (Series("nieuwkomers", ""),)
    assert reading.skipped == reading.duplicates == []


def test_csv_leaves_out_what_is_no_area(tmp_path):
    rows = '"Buiten Vlaanderen en Brussel";"-";"-"\n"Niet te lokaliseren - Brussel";5;6\n'

    reading = read(written(tmp_path, "x", NEWCOMERS + '"Genk";1;2\n' + rows))

    assert len(reading.cells) == 2
    assert texts(reading.skipped) == [
        "rij 3: “Buiten Vlaanderen en Brussel” is geen gebied.",
        "rij 4: “Niet te lokaliseren - Brussel” is geen gebied.",
    ]


def test_csv_understands_what_stands_below(tmp_path):
    below = '\n"Speciale waarden";"- Geen waarde"\n"";"x Verborgen waarde"\n"Bron";"Rijksregister"\n"Voetnoot"\n'
    below += '"(1)";"Op 1 januari."\n\n"Datum export";"vrijdag 1 maart 2024"\n'

    reading = read(
        written(tmp_path, "x", NEWCOMERS.replace("nieuwkomers|", "nieuwkomers (1)|") + '"Genk";1;2\n' + below)
    )

    assert reading.exported_on == date(2024, 3, 1)
    assert reading.footnotes == "Bron: Rijksregister\n(1) Op 1 januari."
    assert reading.series == (Series("nieuwkomers", "", note="Op 1 januari."),)
    assert len(reading.cells) == 2


def test_csv_has_several_indicators_and_spans_of_years(tmp_path):
    text = "gebied;graad [%]|2014-2016;aantal|2016;opmerking\nProvincie Limburg;6,6;7;ja\n"

    reading = read(written(tmp_path, "x", text))

    assert reading.cells == [
        Cell("graad", "Provincie Limburg", "", 2016, Decimal("6.6"), period="2014-2016"),
        Cell("aantal", "Provincie Limburg", "", 2016, Decimal(7)),
    ]
    assert reading.series == (Series("graad", "%"), Series("aantal", ""))
    assert texts(reading.skipped) == ["rij 1, kolom D: “opmerking” is geen indicator met een jaar."]


def test_names_of_before_a_merger_tell_the_division(tmp_path):
    assert read(written(tmp_path, "x", NEWCOMERS + '"Galmaarden";1;2\n')).boundaries == 2024


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t", ",", "|"])
def test_encoding_and_separator_are_detected(tmp_path, encoding, separator):
    text = '"gemeenten";"nieuwkomers|2023";"nieuwkomers|2024"\n"Liège";1;2\n'.replace(";", separator)

    reading = read(written(tmp_path, "x", text.encode(encoding)))

    assert reading.cells == [newcomers("Liège", 2023, "1"), newcomers("Liège", 2024, "2")]


def test_letters_of_windows_are_found_far_into_a_file(tmp_path):
    names = "".join(f'"Plaats {chr(97 + n % 26)} {n}";1;2\n' for n in range(6000))

    reading = read(written(tmp_path, "x", (NEWCOMERS + names + '"Liège";1;2\n').encode("cp1252")))

    assert reading.cells[-1].area == "Liège"


def test_workbook_is_read_cell_by_cell(tmp_path):
    percent = "0.0%"
    rows = [
        ("Aalst", (0.096, percent), (0.1, percent, "A0A0A0"), 444, (455, "General", "808080")),
        ("Genk", "-", "x", "?", (7, "General", "C8C8C8")),
        ("Niet te lokaliseren", 1, 2, 3, 4),
        ("Pelt", (1.2345678, percent), None, 0, "nvt"),
    ]

    reading = read(workbook(tmp_path, {"Werkloosheid": unemployment(*rows)}))

    assert reading.cells == [
        Cell("graad", "Aalst", "", 2023, Decimal("9.6")),
        Cell("graad", "Aalst", "", 2024, Decimal(10), flag=Figure.Flag.PROVISIONAL),
        Cell("WZW", "Aalst", "", 2023, Decimal(444)),
        Cell("WZW", "Aalst", "", 2024, Decimal(455), flag=Figure.Flag.FORECAST),
        Cell("graad", "Genk", "", 2023, None, Figure.Mark.NONE),
        Cell("graad", "Genk", "", 2024, None, Figure.Mark.HIDDEN),
        Cell("WZW", "Genk", "", 2023, None, Figure.Mark.MISSING),
        Cell("WZW", "Genk", "", 2024, Decimal(7), flag=Figure.Flag.ESTIMATE),
        Cell("graad", "Pelt", "", 2023, Decimal("123.4568")),
        Cell("graad", "Pelt", "", 2024, None, Figure.Mark.MISSING),
        Cell("WZW", "Pelt", "", 2023, Decimal(0)),
        Cell("WZW", "Pelt", "", 2024, None, Figure.Mark.NOT_APPLICABLE),
    ]
    assert reading.series == (Series("graad", "%"), Series("WZW", "aantal", note="Op de laatste dag van het jaar."))
    assert (reading.format, reading.title, reading.boundaries) == ("pinc-xlsx", "Werkloosheid - gemeenten", 2025)
    assert reading.exported_on == date(2026, 5, 21)
    assert reading.footnotes == "Bron: VDAB | provincies.incijfers.be\n(1) Op de laatste dag van het jaar."
    assert texts(reading.skipped) == ["tabblad Werkloosheid, rij 6: “Niet te lokaliseren” is geen gebied."]


def test_workbook_with_labels_in_the_first_column_of_their_blocks(tmp_path):
    sheet = unemployment(("Genk", 1, 2, 3, 4), labels=("", "a", "", "b", ""))

    assert [(cell.series, cell.year, cell.value) for cell in read(workbook(tmp_path, {"x": sheet})).cells] == [
        ("a", 2023, 1),
        ("a", 2024, 2),
        ("b", 2023, 3),
        ("b", 2024, 4),
    ]


def test_two_indicators_of_one_name_keep_their_units(tmp_path):
    sheet = unemployment(("Genk", 0.1, 0.2, 3, 4), labels=("", "", "WZW [%]", "", "WZW [aantal]"))

    assert [series.name for series in read(workbook(tmp_path, {"x": sheet})).series] == ["WZW [%]", "WZW [aantal]"]


def test_percentage_that_is_no_fraction_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="rij 4, kolom B: Percentages staan in dit soort bestand als breuk"):
        read(workbook(tmp_path, {"x": unemployment(("Genk", 9.6, 0.1, 1, 2))}))


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        (("", "", "graad [%]", "WZW", ""), "Boven de jaren staat niet bij elk blok een indicator"),
        (("", "", "", "graad [%]", "WZW"), "Het jaar 2023 staat twee keer"),
    ],
)
def test_labels_that_moved_are_refused(tmp_path, labels, message):
    with pytest.raises(UnreadableFile, match=message):
        read(workbook(tmp_path, {"x": unemployment(("Genk", 0.1, 0.2, 3, 4), labels=labels)}))
