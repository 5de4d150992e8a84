"""Damaged and hostile files: the database stays as it was, and the message says where and why."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from portal.reading import UnreadableFile
from portal.spreadsheets import reading
from tests.spreadsheets.files import as_csv, as_ods, as_xlsx, edited, exported, grid, planned, saved, told

HEAD = ["Titel", "Samenvatting", "Periode", "Korte naam"]
ROW = ["Buren op de bank", "Buren zitten samen.", "2015", "buren"]


def cut(content, share):
    return content[: int(len(content) * share)]


def workbook(change):
    """A workbook with one row, after `change(book)`."""
    book = openpyxl.Workbook()
    for row in (HEAD, ROW):
        book.active.append(row)
    change(book)
    return saved(book)


def with_part(content, name, data=b"x"):
    """A workbook with one more part."""
    file = BytesIO(content)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return file.getvalue()


def merge(book):
    book.active.merge_cells("B2:C2")


def two_lists(book):
    for row in (HEAD, ROW):
        book.create_sheet("Kopie").append(row)


def hide_all(book):
    book.create_sheet("Leeg")
    book.worksheets[0].sheet_state = "hidden"


REPEATED = (
    b'<table:table-row table:number-rows-repeated="900000"><table:table-cell office:value-type="string">'
    b"<text:p>x</text:p></table:table-cell></table:table-row>"
)


def ods_with(before, after):
    """An ODS file whose content has `after` in place of `before`."""
    source, file = zipfile.ZipFile(BytesIO(as_ods([HEAD, ROW]))), BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.infolist():
            data = source.read(part)
            archive.writestr(part, data.replace(before, after, 1) if part.filename == "content.xml" else data)
    return file.getvalue()


ENTITY = b'<!DOCTYPE x [<!ENTITY a "b">]>'
UNREADABLE = {
    "empty": (b"", "leeg"),
    "nul": (as_csv([HEAD, ROW]).replace(b"samen", b"sa\0en"), "geen tekst"),
    "html": (b"<html><body>Titel;Korte naam</body></html>", "webpagina"),
    "json": (b'[{"title": "x"}]', "JSON"),
    "pdf": (b"%PDF-1.7 ...", "pdf"),
    "old excel": (b"\xd0\xcf\x11\xe0" + b"\0" * 100, "oude Excel"),
    "cut workbook": (cut(as_xlsx([HEAD, ROW]), 0.6), "beschadigd"),
    "cut ods": (cut(as_ods([HEAD, ROW]), 0.6), "beschadigd"),
    "open quote": (b'Titel;Korte naam\r\n"Buren;buren\r\n', "aanhalingsteken"),
    "shifted row": (b"Titel;Periode;Korte naam\r\nBuren;;2015;buren\r\n", "Rij 2: Deze rij heeft 4 cellen"),
    "short row": (b"Titel;Periode;Korte naam\r\nBuren;2015\r\n", "Rij 2: Deze rij heeft 2 cellen"),
    "same heading": (b"Titel;Titel;Korte naam\r\na;b;buren\r\n", "Twee kolommen hebben dezelfde naam"),
    "same column": (b"Titel;title;Korte naam\r\na;b;buren\r\n", "kolommen A, B zijn dezelfde"),
    "no headings": (b"a;b\r\nc;d\r\n", "geen koppen die we kennen"),
    "macros": (with_part(as_xlsx([HEAD, ROW]), "xl/vbaProject.bin"), "macro's"),
    "macros of ods": (with_part(as_ods([HEAD, ROW]), "Basic/Standard/script-lb.xml"), "macro's"),
    "bomb": (with_part(as_xlsx([HEAD, ROW]), "xl/bomb.xml", b"0" * 30_000_000), "zwelt"),
    "merged": (workbook(merge), "Cel B2 is samengevoegd"),
    "two lists": (workbook(two_lists), "Meer dan één tabblad"),
    "hidden": (workbook(hide_all), "geen koppen die we kennen"),
    "entities": (ods_with(b"<office:document-content", ENTITY + b"<office:document-content"), "beschadigd"),
    "repeated rows": (ods_with(b"</table:table>", REPEATED + b"</table:table>"), "900000 keer"),
    "formula": (workbook(lambda book: book.active.cell(2, 3, "=1+1")), "niet uitgerekend"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_file_of_no_use_is_refused(practice, sheets, tmp_path, name):
    content, message = UNREADABLE[name]

    with pytest.raises(UnreadableFile, match=message):
        planned(sheets["praktijken"], content, tmp_path)


def test_too_many_rows_are_not_taken_in(sheets, tmp_path, db):
    content = as_csv([HEAD, *[[f"Titel {n}", "x", "", ""] for n in range(reading.MOST_ROWS + 1)]])

    with pytest.raises(UnreadableFile, match=r"meer dan 10\.000 rijen"):
        planned(sheets["praktijken"], content, tmp_path)


def test_other_list_is_recognised(practice, sheets, tmp_path):
    (tmp_path / "x").write_bytes(exported(sheets["partners"]))

    with pytest.raises(UnreadableFile, match="een lijst van partners"):
        reading.sheet_in(tmp_path / "x", "x.csv", sheets["praktijken"], sheets.values())


REFUSED = {
    "unknown word": ({"Thema's": "wonnen"}, "(Thema's): thema “wonnen” kennen we niet. Bedoelt u “Wonen”?"),
    "unknown place": ({"Gemeenten": "Genkk"}, "(Gemeenten): gemeente “Genkk” kennen we niet. Bedoelt u “Genk”?"),
    "unknown choice": ({"Toestand": "klaar"}, "(Toestand): deze cel heeft een woord dat we niet kennen."),
    "no date": ({"Laatst nagekeken": "31/02/2026"}, "geen datum die we begrijpen: “31/02/2026”. Schrijf 22/11/2026."),
    "american date": ({"Laatst nagekeken": "11/22/2026"}, "geen datum die we begrijpen"),
    "too long": ({"Titel": "x" * 121}, "(Titel): deze cel telt 121 tekens; hoogstens 120 mag."),
    "broken letters": ({"Periode": "één".encode().decode("latin-1")}, "verkeerd gelezen letters"),
    "fault of a spreadsheet": ({"Periode": "#REF!"}, "(Periode): deze cel bevat een fout van het rekenblad (#REF!)."),
    "no source": ({"Bron": ""}, "(Bron): een gepubliceerde fiche heeft minstens één bron."),
    "unknown source": ({"Bron": "Onbekend (2011), blz. 3"}, "(Bron): bron “Onbekend (2011)” kennen we niet."),
    "source without place": (
        {"Bron": "Stadsgenoten (2020)"},
        "Schrijf: Stadsgenoten (2020), bladzijde 12.",
    ),
    "stopped without reason": ({"Toestand": "stopgezet"}, "rij 2: Zeg in de toelichting waarom ze stopte"),
    "unknown slug": ({"Korte naam": "burn", "Adres op Kapstok": ""}, "er is geen praktijk met korte naam “burn”."),
    "two slugs": ({"Korte naam": "ander"}, "wijzen naar twee verschillende fiches"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_row_is_refused_with_its_reason(practice, sheets, tmp_path, name):
    cells, reason = REFUSED[name]
    content = edited(exported(sheets["praktijken"]), "buren", **cells)

    [(number, state, edits, faults)] = told(planned(sheets["praktijken"], content, tmp_path))
    assert (number, state, edits) == (2, "refused", {})
    assert reason in faults[0]
    assert faults[0].startswith("rij 2")


def test_row_that_is_there_twice_is_refused_twice(practice, sheets, tmp_path):
    rows = grid(edited(exported(sheets["praktijken"]), "buren", Periode="2015"))
    plan = planned(sheets["praktijken"], as_csv([*rows, rows[1]]), tmp_path)

    assert [(each.number, each.state) for each in plan.outcomes] == [(2, "refused"), (3, "refused")]
    assert "dit is dezelfde praktijk als in rij 3." in plan.outcomes[0].faults[0]


def test_new_row_that_is_there_already_is_refused(practice, sheets, tmp_path):
    """Such as a file with new rows that is taken in twice."""
    rows = [["Titel", "Samenvatting"], ["buren op de bánk", "Nog eens."]]

    [(_, state, _, faults)] = told(planned(sheets["praktijken"], as_csv(rows), tmp_path))
    assert state == "refused"
    assert "er is al een praktijk “buren op de bánk”. Zet “buren” in de kolom “Korte naam”" in faults[0]


@pytest.mark.parametrize(
    "text", ["🎉 feest 👨‍👩‍👧", "שלום עולם", "مرحبا", "=HYPERLINK(1)", "+32 89", "a\u200bb", "'t Stad"]
)
@pytest.mark.parametrize("make", [as_csv, as_xlsx, as_ods])
def test_any_text_is_text(practice, sheets, tmp_path, text, make):
    written = f"'{text}" if make is as_csv and text[0] in "=+" else text
    if make is as_xlsx and text.startswith("="):
        book = openpyxl.load_workbook(BytesIO(as_xlsx([["Periode", "Korte naam"], ["x", "buren"]])))
        book.active["A2"].value, book.active["A2"].data_type = text, "s"
        content = saved(book)
    else:
        content = make([["Periode", "Korte naam"], [written, "buren"]])

    assert told(planned(sheets["praktijken"], content, tmp_path)) == [(2, "changed", {"Periode": ("2014", text)}, [])]


def test_other_order_of_sheets_and_columns_is_no_matter(practice, sheets, tmp_path):
    def change(book):
        book.create_sheet("Uitleg", 0).append(["Titel", "Wat erin komt"])
        book.active = 0
        book.worksheets[1].move_range("A1:D2", rows=2)

    plan = planned(sheets["praktijken"], workbook(change), tmp_path)

    assert told(plan) == [(4, "changed", {"Periode": ("2014", "2015")}, [])]


def test_windows_letters_are_read(practice, sheets, tmp_path):
    content = "Periode;Korte naam\r\néén jaar;buren\r\n".encode("cp1252")

    assert told(planned(sheets["praktijken"], content, tmp_path))[0][2] == {"Periode": ("2014", "één jaar")}
