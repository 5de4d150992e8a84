"""Lists as files: every format opens, holds what the list shows, and stays harmless in a spreadsheet."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import resolve

from portal.exports import FORMATS
from tests.exported import body, column, csv_rows, ods_sheets, records, xlsx_sheets
from tests.factories import (
    make_call,
    make_figure,
    make_indicator,
    make_practice,
    make_scheme,
    make_theme,
)
from tests.whole_site import EXTENSIONS, LISTS, make_one_of_each, make_vocabulary

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://x.be";"klik")', "=cmd|' /C calc'!A0"]
PLAIN = ["1+1=2", "Gewoon; met “teken”", 'Zeg "ja"', "'s Avonds", "Twee\nregels", "007", "1/2", "TRUE", "😀 Élan"]


@pytest.fixture
def scheme(db, time_machine):
    """A scheme with a date, a number and texts that look like formulas, on a day that does not pass."""
    time_machine.move_to("2026-06-15T12:34:00+02:00", tick=False)
    scheme = make_scheme(
        title="=1+1", conditions="Regel 1\nRegel 2", share_percent=Decimal("12.50"), checked_on=date(2026, 1, 2)
    )
    make_call(scheme=scheme, title="@Ronde", opens_on=date(2026, 6, 1), closes_on=date(2026, 7, 31))
    return scheme


def test_csv_is_what_a_belgian_excel_takes(get, scheme):
    content = body(get("/subsidies/export.csv"))
    rows = csv_rows(get("/subsidies/export.csv"))

    assert content.startswith("\ufeffNiveau;Subsidiegever;Titel;".encode())
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == 2
    assert content.replace(b"\r\n", b"").count(b"\n") == 1  # the line break inside a text
    assert column(rows, "Aandeel (%)") == ["12,5"]
    assert column(rows, "Oproep opent") == ["2026-06-01"]
    assert column(rows, "Laatst nagekeken") == ["2026-01-02"]
    assert column(rows, "Voorwaarden") == ["Regel 1\nRegel 2"]
    assert column(rows, "Alle oproepen") == ["'@Ronde: 1/06/2026 – 31/07/2026 (open)"]
    assert column(rows, "Wat er van bekend is") == [""]


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_guards_formulas(get, text):
    make_practice(title=text, summary=text)
    rows = csv_rows(get("/praktijken/export.csv"))

    assert column(rows, "Titel") == column(rows, "Samenvatting") == [f"'{text}"]


def test_csv_leaves_other_texts_alone(get):
    for text in PLAIN:
        make_practice(title=text)
    rows = csv_rows(get("/praktijken/export.csv", sorteer="nieuw"))

    assert sorted(column(rows, "Titel")) == sorted(PLAIN)


def test_csv_guards_lists_and_numbers_in_texts(get):
    """A joined list is a text too; a negative number is none."""
    make_practice(partners=["=1+1", "OCMW"])
    make_figure(indicator=make_indicator(decimals=1), value=Decimal("-12.5"))

    assert column(csv_rows(get("/praktijken/export.csv")), "Werkt samen met") == ["'=1+1; OCMW"]
    assert column(csv_rows(get("/cijfers/export.csv")), "Waarde") == ["-12,5"]


def test_xlsx_cells_have_types(get, scheme):
    head, row = xlsx_sheets(get("/subsidies/export.xlsx"))["Lijst"]
    cells = dict(zip((cell.value for cell in head), row, strict=True))

    found = {label: (cell.data_type, cell.value) for label, cell in cells.items()}
    assert found["Titel"] == ("s", "=1+1")
    assert found["Aandeel (%)"] == ("n", 12.5)
    assert found["Oproep opent"] == ("d", datetime(2026, 6, 1))  # noqa: DTZ001 a spreadsheet knows no zones
    assert found["Oproep sluit"] == ("d", datetime(2026, 7, 31))  # noqa: DTZ001
    assert found["Alle oproepen"] == ("s", "@Ronde: 1/06/2026 – 31/07/2026 (open)")
    assert found["Wat er van bekend is"] == ("n", None)
    assert cells["Oproep opent"].number_format == "d/mm/yyyy"


def test_ods_cells_have_types(get, scheme):
    head, row = ods_sheets(get("/subsidies/export.ods"))["Lijst"]
    cells = dict(zip(head, row, strict=True))

    assert cells["Titel"] == "=1+1"
    assert cells["Aandeel (%)"] == Decimal("12.5")
    assert cells["Oproep opent"] == date(2026, 6, 1)
    assert cells["Voorwaarden"] == "Regel 1\nRegel 2"
    assert cells["Wat er van bekend is"] is None


@pytest.mark.parametrize("text", [*DANGEROUS, *PLAIN])
def test_workbooks_keep_texts_as_they_are(get, text):
    make_practice(title=text)
    rows = {
        "xlsx": [[cell.value for cell in row] for row in xlsx_sheets(get("/praktijken/export.xlsx"))["Lijst"]],
        "ods": ods_sheets(get("/praktijken/export.ods"))["Lijst"],
    }

    assert {name: column(found, "Titel") for name, found in rows.items()} == {"xlsx": [text], "ods": [text]}


def test_json_keeps_texts_as_they_are(get):
    for text in [*DANGEROUS, *PLAIN]:
        make_practice(title=text)

    found = records(get("/praktijken/export.json"))

    assert sorted(record["title"] for record in found) == sorted([*DANGEROUS, *PLAIN])


def test_files_with_control_characters_and_long_texts_open(get):
    """What somebody pastes into the admin from a word processor breaks no file; what is cut off says so."""
    long = "lang " * 8_000 + "einde"
    make_practice(title="Een\x0b\x1ftitel\x07", approach=long)

    sheets = [xlsx_sheets(get("/praktijken/export.xlsx"))["Lijst"], ods_sheets(get("/praktijken/export.ods"))["Lijst"]]
    xlsx, ods = [[cell.value for cell in row] for row in sheets[0]], sheets[1]

    assert column(ods, "Aanpak") == [long]
    assert len(column(xlsx, "Aanpak")[0]) == 32_767
    assert column(xlsx, "Aanpak")[0].endswith(" … (ingekort, want een cel van Excel is vol)")
    assert column(ods, "Titel") == column(xlsx, "Titel") == ["Een  titel "]
    assert column(csv_rows(get("/praktijken/export.csv")), "Aanpak") == [long]


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_sheet_about_the_list(get, scheme, extension):
    theme = make_theme(name="Wonen")
    scheme.themes.add(theme)
    response = get(f"/subsidies/export.{extension}", thema=theme.slug, q="subsidie", status="open")
    sheets = (xlsx_sheets if extension == "xlsx" else ods_sheets)(response)
    rows = [[getattr(cell, "value", cell) for cell in row] for row in sheets["Over dit overzicht"]]

    assert list(sheets) == ["Lijst", "Over dit overzicht"]
    assert rows == [
        ["Overzicht", "Subsidies"],
        ["Gemaakt op", "15/06/2026 om 12:34"],
        ["Gekozen filters", "woorden: “subsidie”; status: open; thema: Wonen"],
        ["Aantal", rows[3][1]],
        ["Adres van deze lijst", f"https://kapstok.example/subsidies/?q=subsidie&status=open&thema={theme.slug}"],
        ["Herkomst", "Kapstok, portaal voor lokaal integratiebeleid. Inhoud: CC BY 4.0, met vermelding van de bron."],
    ]
    assert str(rows[3][1]) == str(len(sheets["Lijst"]) - 1)


@pytest.mark.parametrize("address", LISTS)
def test_every_format_of_every_list_opens(get, address):
    vocabulary = make_vocabulary()
    make_one_of_each([vocabulary])
    found = {
        "csv": csv_rows(get(f"{address}export.csv")),
        "xlsx": xlsx_sheets(get(f"{address}export.xlsx"))["Lijst"],
        "ods": ods_sheets(get(f"{address}export.ods"))["Lijst"],
    }
    labels = [item.label for item in resolve(address).func.view_class.columns if not item.json_only]

    assert found["csv"][0] == [cell.value for cell in found["xlsx"][0]] == found["ods"][0] == labels
    assert len({len(rows) for rows in found.values()}) == 1
    assert len(records(get(f"{address}export.json"))) == len(found["csv"]) - 1 > 0


@pytest.mark.parametrize("address", LISTS)
def test_empty_list_as_file(get, address):
    assert len(csv_rows(get(f"{address}export.csv"))) == 1
    assert len(xlsx_sheets(get(f"{address}export.xlsx"))["Lijst"]) == 1
    assert len(ods_sheets(get(f"{address}export.ods"))["Lijst"]) == 1
    assert records(get(f"{address}export.json")) == []


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("extension", ["pdf", "CSV", "csv.exe", "xls", "csv/", "", "../csv"])
def test_unknown_format(get, address, extension):
    assert get(f"{address}export.{extension}").status_code == 404


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_file_name_and_type(get, scheme, extension):
    response = get(f"/subsidies/export.{extension}")
    body(response)

    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="kapstok-subsidies-2026-06-15.{extension}"'
    )
    assert response.headers["Content-Type"] == FORMATS[extension].CONTENT_TYPE
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_formats():
    assert list(FORMATS) == EXTENSIONS
