"""Damaged and hostile files: a clear message, and never more memory than a server has."""

import io
import random
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from monitor.reading import UnreadableFile, read
from tests.monitor.reading.files import POPULATION_COLUMNS, population, population_row, unemployment, workbook, written
from tests.monitor.reading.files import zipped as zip_with

LONG = "nis;indicator;jaar;waarde\n"
NEWCOMERS = '"gemeenten";"nieuwkomers|2023"\n'
NOISE = random.Random(5).randbytes(200_000)
ROWS = "".join(f"11{n % 1000:03};i{n};2025;{n}\n" for n in range(200))


def message_of(path, name=""):
    """What `read` says about a file that it refuses."""
    with pytest.raises(UnreadableFile) as caught:
        read(path, name)
    return str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Het bestand is leeg."),
        (b"\xef\xbb\xbf  \r\n", "Het bestand is leeg."),
        (NOISE, "Dit is geen tekst en geen werkmap"),
        (b"nis;indicator\0;jaar;waarde\n", "Dit is geen tekst en geen werkmap"),
        (LONG.encode("utf-16-le"), "Dit is geen tekst en geen werkmap"),
        (LONG + "71016;i;2025;1\n" * 6000 + "71016;i\0;2025;1\n", "Rij 6002: Hier staan tekens die geen tekst zijn"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "Dit is geen tekst en geen werkmap"),
        ("  <!DOCTYPE html><title>404</title>", "Dit is een webpagina of XML"),
        ('<?xml version="1.0"?><x/>', "Dit is een webpagina of XML"),
        ('{"fout": 404}', "Dit is JSON"),
        ("%PDF-1.7", "Dit is een pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Dit is een oude Excel (.xls), of een werkmap met een wachtwoord"),
        (b"\x1f\x8b\x08", "Dit is een gz-bestand"),
        ("zomaar wat tekst\nzonder kolommen\n", "De eerste regels hebben geen kolommen"),
        ("a;b;c\n1;2;3\n", "We herkennen dit bestand niet aan zijn kolommen"),
        (LONG, "Dit bestand heeft geen cijfers."),
        (LONG + "71016;i;2025;=1+1\n", "geen cijfers. Dit lukte niet: rij 2, kolom D: “=1+1” is een formule"),
        (LONG + "71016;i;2025;60.000\n", "Dit lukte niet: rij 2, kolom D: “60.000” kan 60000 of 60,000 zijn"),
        (NEWCOMERS, "Dit bestand heeft geen cijfers."),
        (POPULATION_COLUMNS + "\n", "Dit bestand heeft geen cijfers."),
        ("nis;nis;indicator;jaar;waarde\n", "Rij 1: Twee kolommen hebben dezelfde naam"),
        (LONG + '71016;"i;2025;1\n', "aanhalingsteken opent of sluit niet"),
        (LONG + '71016;"i"i;2025;1\n', "aanhalingsteken opent of sluit niet"),
        (LONG + "71016;i;2025;" + "1" * 1_500_000, "Rij 2: Deze regel is te lang"),
        (LONG + '71016;"' + "i\n" * 200_000, "aanhalingsteken opent of sluit niet"),
        ((LONG + ROWS)[:-1], "Rij 201: Het bestand houdt op midden in een regel"),
        ((LONG + ROWS)[:2000], "Rij 111: Deze rij heeft 3 cellen"),
        (LONG.encode() + b"71016;\x81\x8d;2025;1\n", "De tekens in dit bestand zijn niet te lezen"),
        (b"\xef\xbb\xbf" + LONG.encode() + b"71016;\xe9;2025;1\n", "De tekens in dit bestand zijn niet te lezen"),
        ("gemeente;indicator;jaar;waarde\nLiÃ¨ge;i;2025;1\n", "De naam “LiÃ¨ge” is beschadigd"),
        ("gemeenten;aantal|2024;aantal|1850\nGenk;1;2\n", "Rij 1, kolom C: “1850” is geen jaar"),
        (NEWCOMERS + '1;"Genk"\n', "Rij 2: Hier hoort de naam van een gebied te staan, geen “1”"),
        (NEWCOMERS + '"Genk";1\n\n"Pelt"\n"Zulte";2\n', "Rij 5: Onder de tabel staan nog cijfers"),
        (NEWCOMERS + '"Genk"\n', "Rij 2: Deze rij heeft 1 cel; de kop heeft er 2"),
        (NEWCOMERS + '"Genk";1;2\n', "Rij 2: Deze rij heeft 3 cellen"),
        (NEWCOMERS + '"Genk";1\n"Genk";2\n', "Rij 3: Genk, nieuwkomers, 2023 staat er twee keer, met een ander cijfer"),
        (NEWCOMERS + '"Genk";1,5\n"Pelt";2.5\n', "Komma en punt staan door elkaar"),
        (NEWCOMERS + "".join(f"Plaats {n}a;zoveel\n" for n in range(1100)), "Meer dan 1000 cellen zijn niet te lezen"),
    ],
    ids=range(38),
)
def test_text_that_is_refused(tmp_path, content, message):
    assert message in message_of(written(tmp_path, "TF_SOC_POP_STRUCT_2025.csv", content))


def test_file_that_is_not_there(tmp_path):
    assert message_of(tmp_path / "weg.csv") == "Het bestand is niet te openen."


def test_formula_as_a_name_is_left_out(tmp_path):
    reading = read(written(tmp_path, "x", NEWCOMERS + '"=HYPERLINK(1)";1\n"Genk";"=2+2"\n"Pelt";3\n'))

    assert [(cell.area, cell.value) for cell in reading.cells] == [("Pelt", 3)]
    assert [str(each) for each in reading.skipped] == [
        "rij 2: De naam van het gebied is een formule.",
        "rij 3, kolom B: “=2+2” is een formule, geen getal.",
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, "Dit zipbestand is leeg."),
        ({"a.csv": LONG, "b.csv": LONG}, "In dit zipbestand zitten 2 bestanden (a.csv, b.csv)"),
        ({"a.csv": "0" * 50_000_000}, "zwelt bij het uitpakken te sterk op"),
        ({"a.zip": b"PK\x03\x04"}, "In dit zipbestand zit a.zip"),
        ({"mimetype": "x", "content.xml": "x"}, "Dit is een ODS-werkmap"),
        ({f"{n}.csv": "" for n in range(1100)}, "In dit zipbestand zitten te veel bestanden"),
        ({"[Content_Types].xml": "x"}, "Deze werkmap is beschadigd"),
    ],
)
def test_zip_that_is_refused(tmp_path, files, message):
    assert message in message_of(zip_with(tmp_path, "x.zip", files))


def test_zip_with_a_password_is_refused(tmp_path):
    content = bytearray(zip_with(tmp_path, "x.zip", {"a.csv": LONG}).read_bytes())
    # Bit 0 of the flags, in the header of the file and in the list of contents.
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "heeft een wachtwoord" in message_of(written(tmp_path, "y.zip", bytes(content)))


def test_zip_packed_in_another_way_is_refused(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.csv", LONG)

    assert "op een ongewone manier ingepakt" in message_of(path)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_zip_that_is_cut_off_is_refused(tmp_path, share):
    content = zip_with(tmp_path, "x.zip", {"a.csv": LONG + ROWS}).read_bytes()

    assert "is beschadigd" in message_of(written(tmp_path, "y.zip", content[: int(len(content) * share)]))


def test_zip_with_damage_inside_is_refused(tmp_path):
    content = bytearray(zip_with(tmp_path, "x.zip", {"a.csv": LONG + ROWS}).read_bytes())
    content[200:240] = bytes(40)

    assert "Dit zipbestand is beschadigd" in message_of(written(tmp_path, "y.zip", bytes(content)))


def test_zip_beside_what_a_computer_adds(tmp_path):
    path = zip_with(tmp_path, "x.zip", {"a.csv": LONG + "71016;i;2025;1\n", "__MACOSX/._a.csv": "x", ".DS_Store": "x"})

    assert len(read(path).cells) == 1


def sheet_with(folder, old, new, rows=None):
    """The path of a workbook in whose one sheet the XML `old` became `new`."""
    path = workbook(folder, {"Blad1": rows or unemployment(("Genk", 0.1, 0.2, 3, 4))})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet]
    return zip_with(folder, "anders.xlsx", parts | {sheet: parts[sheet].replace(old, new, 1)})


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><worksheet '


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"<worksheet ", LAUGHS, "beschadigd"),
        (b"<worksheet ", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet ', "beschadigd"),
        (b"</sheetData>", b"", "beschadigd"),
        (b"<v>3</v>", b"<v>drie</v>", "De werkmap is hier beschadigd"),
        (b'<c r="D4" t="n"><v>3</v>', b'<c r="D4" t="s"><v>999</v>', "De werkmap is hier beschadigd"),
        (b'<row r="4"', b'<row r="99999999999"', "Dit tabblad heeft te veel rijen"),
        (b"<v>3</v>", b"<f>1+2</f>", "Deze formule is niet uitgerekend"),
        (b"<v>3</v>", b"<f>1+2</f><v></v>", "Deze formule is niet uitgerekend"),
        (b"<v>3</v>", b"<v>" + b"3" * 5_000_000 + b"</v>", "zwelt"),
    ],
    ids=range(9),
)
def test_workbook_that_is_refused(tmp_path, old, new, message):
    path = sheet_with(tmp_path, old, new)

    assert message in message_of(path)


def test_formula_in_a_workbook_has_the_value_it_came_to(tmp_path):
    reading = read(sheet_with(tmp_path, b"<v>3</v>", b"<f>1+2</f><v>3</v>"))

    assert [cell.value for cell in reading.cells] == [10, 20, 3, 4]


@pytest.mark.parametrize("value", [b"1E400", b"-1E400", b"1E15"])
def test_number_in_a_workbook_that_is_none_is_left_out(tmp_path, value):
    reading = read(sheet_with(tmp_path, b"<v>3</v>", b"<v>" + value + b"</v>"))

    assert [cell.value for cell in reading.cells] == [10, 20, 4]
    assert reading.skipped[0].where == "tabblad Blad1, rij 4, kolom D"


def test_date_in_a_workbook_is_no_number(tmp_path):
    reading = read(workbook(tmp_path, {"Blad1": unemployment(("Genk", 0.1, 0.2, (45000, "yyyy-mm-dd"), True))}))

    assert [each.where for each in reading.skipped] == [
        "tabblad Blad1, rij 4, kolom D",
        "tabblad Blad1, rij 4, kolom E",
    ]


def test_error_in_a_workbook_is_no_number(tmp_path):
    reading = read(workbook(tmp_path, {"Blad1": unemployment(("Genk", 0.1, 0.2, "#N/A", 4))}))

    assert [str(each) for each in reading.skipped] == ["tabblad Blad1, rij 4, kolom D: “#N/A” is geen getal."]


def test_workbook_without_figures_is_refused(tmp_path):
    book = io.BytesIO()
    Workbook().save(book)

    assert "We herkennen dit bestand niet" in message_of(written(tmp_path, "x", book.getvalue()))


def cells_or_message(path):
    """What `read` makes of a file; any other exception than UnreadableFile goes on."""
    try:
        return read(path).cells
    except UnreadableFile as error:
        return str(error)


@pytest.mark.parametrize("seed", range(60))
def test_workbook_with_random_damage(tmp_path, seed):
    """Refused, or read; nothing else."""
    content = bytearray(workbook(tmp_path, {"Blad1": unemployment(("Genk", 0.1, 0.2, 3, 4))}).read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)

    assert cells_or_message(written(tmp_path, "y.xlsx", bytes(content)))


@pytest.mark.parametrize("seed", range(60))
def test_text_with_random_damage(tmp_path, seed):
    chance = random.Random(seed)
    content = bytearray(chance.choice([LONG.encode() + ROWS.encode(), population(population_row("71016", "Genk"))]))
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.choice(b';"\n\r,|\xff\xc3x0=\t ')

    assert cells_or_message(written(tmp_path, "TF_SOC_POP_STRUCT_2025.txt", bytes(content)))


def large(path, start, size):
    """A file of `size` bytes that begins with `start`; the rest takes no room on disk."""
    with path.open("wb") as stream:
        stream.write(start)
        stream.truncate(size)
    return path


def test_a_gigabyte_of_noise_is_not_read(tmp_path):
    noise = large(tmp_path / "x.csv", NOISE, 1_000_000_000)
    after_columns = large(tmp_path / "y.csv", LONG.encode() + ROWS.encode() * 200, 1_000_000_000)
    as_zip = large(tmp_path / "z.zip", b"PK\x03\x04", 1_000_000_000)

    tracemalloc.start()
    try:
        messages = [message_of(path) for path in (noise, after_columns, as_zip)]
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert "geen tekst" in messages[0]
    assert "staat er twee keer" in messages[1] or "te lang" in messages[1]
    assert "groter dan 100 MB" in messages[2]
    assert most < 20_000_000


def test_population_takes_little_memory(tmp_path):
    with (tmp_path / "TF_SOC_POP_STRUCT_2025.txt").open("wb") as stream:
        stream.write(population())
        for code in range(11001, 11041):
            rows = [population_row(code, "Plaats", status=s, age=age) for s in range(3) for age in range(100)]
            stream.write(("\n".join(rows) + "\n").encode())

    tracemalloc.start()
    try:
        reading = read(tmp_path / "TF_SOC_POP_STRUCT_2025.txt")
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert {cell.value for cell in reading.cells if cell.series == "inwoners"} == {300}
    assert most < 3_000_000
