"""Reading exported files as the programs of their readers do."""

import csv
import json
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
from odf.opendocument import load
from odf.table import Table, TableCell, TableRow
from odf.teletype import extractText
from odf.text import P


def body(response):
    """The whole file; reading it to its end closes it."""
    assert response.status_code == 200
    return b"".join(response)


def csv_rows(response):
    """The rows of a CSV export as a Belgian Excel reads them."""
    return list(csv.reader(StringIO(body(response).decode("utf-8-sig"), newline=""), delimiter=";"))


def xlsx_sheets(response):
    """The sheets of an XLSX export; a dict of name to rows of cells."""
    book = openpyxl.load_workbook(BytesIO(body(response)))
    return {sheet.title: list(sheet.iter_rows()) for sheet in book}


def ods_sheets(response):
    """The sheets of an ODS export; a dict of name to rows of (type, value)."""
    document = load(BytesIO(body(response)))
    return {
        sheet.getAttribute("name"): [
            [ods_cell(cell) for cell in row.getElementsByType(TableCell)] for row in sheet.getElementsByType(TableRow)
        ]
        for sheet in document.getElementsByType(Table)
    }


def ods_cell(cell):
    kind = cell.getAttribute("valuetype")
    if kind == "date":
        return date.fromisoformat(cell.getAttribute("datevalue"))
    if kind == "float":
        return Decimal(cell.getAttribute("value"))
    return "\n".join(extractText(paragraph) for paragraph in cell.getElementsByType(P)) or None


def records(response):
    return json.loads(body(response))


def column(rows, label):
    """The cells below a heading."""
    place = rows[0].index(label)
    return [row[place] for row in rows[1:]]
