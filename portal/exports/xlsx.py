"""XLSX with xlsxwriter, which keeps text that looks like a formula as text."""

import tempfile
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.http import FileResponse

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Rows go to disk as they are written, so memory stays flat; texts are text, whatever they look like.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


# What a cell of Excel holds; a longer text is cut, and says so.
LONGEST_TEXT = 32_767
CUT = " … (ingekort, want een cel van Excel is vol)"


def write(table, file):
    """Writes the workbook: a sheet with the list, and a sheet that says how it was made."""
    book = xlsxwriter.Workbook(file, OPTIONS)
    heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    styles = {
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "d/mm/yyyy", "valign": "top", "align": "left"}),
    }
    write_list(book.add_worksheet("Lijst"), table, heading, styles)
    about = book.add_worksheet("Over dit overzicht")
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 90)
    for number, (label, text) in enumerate(table.about()):
        about.write_string(number, 0, label, heading)
        about.write_string(number, 1, text, styles["text"])
    book.close()


def write_list(sheet, table, heading, styles):
    """Writes the list: headings that stay in view, a filter on each column, landscape when printed."""
    for number, column in enumerate(table.shown_columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.label, heading)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    last = 0
    for last, row in enumerate(table.rows(), start=1):
        for number, cell in enumerate(row):
            write_cell(sheet, last, number, cell, styles)
    sheet.autofilter(0, 0, max(last, 1), len(table.shown_columns) - 1)


def write_cell(sheet, row, column, cell, styles):
    """Writes one cell with its own type: a number, a date, or text."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, styles["text"])
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, styles["date"])
    elif isinstance(cell, (int, Decimal)):
        sheet.write_number(row, column, cell, styles["text"])
    else:
        text = cell if len(cell) <= LONGEST_TEXT else cell[: LONGEST_TEXT - len(CUT)] + CUT
        sheet.write_string(row, column, text, styles["text"])


def response(table):
    """The table as an XLSX download; the file waits on disk, not in memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 FileResponse closes it
    write(table, file)
    file.seek(0)
    return FileResponse(file, content_type=CONTENT_TYPE)
