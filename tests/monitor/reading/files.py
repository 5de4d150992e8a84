"""Small files in the shapes that publishers use, with figures of our own."""

import zipfile

from openpyxl import Workbook
from openpyxl.styles import Font

POPULATION_COLUMNS = (
    "CD_REFNIS|TX_DESCR_NL|TX_DESCR_FR|CD_DSTR_REFNIS|TX_ADM_DSTR_DESCR_NL|TX_ADM_DSTR_DESCR_FR|CD_PROV_REFNIS|"
    "TX_PROV_DESCR_NL|TX_PROV_DESCR_FR|CD_RGN_REFNIS|TX_RGN_DESCR_NL|TX_RGN_DESCR_FR|CD_SEX|CD_NATLTY|TX_NATLTY_NL|"
    "TX_NATLTY_FR|CD_CIV_STS|TX_CIV_STS_NL|TX_CIV_STS_FR|CD_AGE|MS_POPULATION"
)
ORIGIN_COLUMNS = "year,CD_REFNIS,TX_DESCR_NL,belgian_bg,neighbouring,eu27,non_eu27,total"
INCOME_COLUMNS = (
    "CD_YEAR",
    "CD_MUNTY_REFNIS",
    "MS_NBR_NON_ZERO_INC",
    "MS_TOT_NET_TAXABLE_INC",
    "MS_TOT_RESIDENTS",
    "TX_MUNTY_DESCR_NL",
    "TX_PROV_DESCR_NL",
)
LEGEND = [
    ("Speciale waarden", "- Geen waarde"),
    ("", "x Verborgen waarde"),
    ("", "nvt Niet van toepassing"),
    ("", "? Ontbrekende waarde"),
    ("", "Prognose"),
    ("", "Schatting"),
    ("", "Voorlopig"),
    ("Bron", "VDAB | provincies.incijfers.be"),
    ("Voetnoot",),
    ("(1)", "Op de laatste dag van het jaar."),
    (),
    ("provincies.incijfers.be",),
    (),
    ("Datum export", "donderdag 21 mei 2026"),
]
COLOURS = {"Prognose": "808080", "Schatting": "C8C8C8", "Voorlopig": "A0A0A0"}


def written(folder, name, content):
    """The path of a new file. `content` is bytes, or text that becomes UTF-8."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def zipped(folder, name, files, **options):
    """The path of a new zip with these files: a dict of name to content."""
    path = folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for each, content in files.items():
            archive.writestr(each, content)
    return path


def population_row(code, name, *, sex="M", nationality="BEL", status="1", age=30, people=1):
    """A line of Statbel's population file."""
    return (
        f"{code}|{name}|{name}|11000|Arrondissement Antwerpen|Arrondissement d’Anvers|10000|Provincie Antwerpen|"
        f"Province d’Anvers|02000|Vlaams Gewest|Région flamande|{sex}|{nationality}|Belgen|Belges|{status}|"
        f"Ongehuwd|Célibataire|{age}|{people}"
    )


def population(*rows, columns=POPULATION_COLUMNS):
    """Statbel's population file as bytes, with its byte order mark."""
    return "\r\n".join([columns, *rows, ""]).encode("utf-8-sig")


def workbook(folder, sheets, name="werkmap.xlsx"):
    """The path of a new workbook: a dict of sheet name to rows. Cells are values, or (value, number format, colour)."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            for place, cell in enumerate(row, start=1):
                fill(sheet.cell(number, place), *(cell if isinstance(cell, tuple) else (cell,)))
    path = folder / name
    book.save(path)
    return path


def fill(cell, value, number_format="General", colour=""):
    if value in COLOURS:
        colour = COLOURS[value]
    cell.value = value
    cell.number_format = number_format
    if colour:
        cell.font = Font(color=colour)


def unemployment(
    *rows, labels=("", "", "graad [%]", "", "WZW [aantal] (1)"), years=("", "2023", "2024", "2023", "2024")
):
    """The rows of a sheet of Provincies in Cijfers, with all that stands below."""
    return [("Werkloosheid - gemeenten",), labels, years, *rows, (), *LEGEND]
