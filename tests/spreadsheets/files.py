"""Lists as files, made and edited as a spreadsheet does."""

import csv
from io import BytesIO, StringIO

import openpyxl
from odf import table, text
from odf.opendocument import OpenDocumentSpreadsheet

from portal.exports import FORMATS
from portal.spreadsheets.files import export_of
from portal.spreadsheets.planning import plan_of
from portal.spreadsheets.reading import sheet_in


def exported(kind, extension="csv", user=None):
    """The export of a Kind as bytes."""
    return b"".join(FORMATS[extension].response(export_of(kind, user)))


def grid(content):
    """The rows of a CSV file as lists."""
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def as_csv(rows):
    """Rows as a CSV file."""
    file = StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(rows, title="Lijst"):
    """Rows as an XLSX file."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book):
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def as_ods(rows, title="Lijst"):
    """Rows of text as an ODS file."""
    document = OpenDocumentSpreadsheet()
    sheet = table.Table(name=title)
    for row in rows:
        line = table.TableRow()
        for value in row:
            cell = table.TableCell(valuetype="string")
            cell.addElement(text.P(text=value))
            line.addElement(cell)
        sheet.addElement(line)
    document.spreadsheet.addElement(sheet)
    file = BytesIO()
    document.write(file)
    return file.getvalue()


def edited(content, key, **cells):
    """A CSV file with other cells, by heading (spaces as _), in the row whose first cells hold `key`."""
    rows = grid(content)
    row = next(row for row in rows[1:] if key in row)
    for heading, value in cells.items():
        row[rows[0].index(heading.replace("_", " "))] = value
    return as_csv(rows)


def planned(kind, content, path, user=None, name="lijst.csv"):
    """The Plan for a file of bytes; `path` is a folder to keep it in."""
    file = path / name
    file.write_bytes(content)
    return plan_of(kind, sheet_in(file, name, kind), user)


def told(plan):
    """What a plan does with each row that is not the same: (row, state, {heading: (before, after)}, faults)."""
    return [
        (each.number, each.state, {edit.label: (edit.before, edit.after) for edit in each.edits}, each.faults)
        for each in plan.outcomes
        if each.state != "same" or each.faults
    ]
