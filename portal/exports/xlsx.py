"""XLSX for Excel: xlsxwriter writes the frame, the rows are written here. Text is text, whatever it looks like."""

import re
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from portal.exports import workbook
from portal.exports.stream import download

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "xl/worksheets/sheet1.xml"

# The frame's second row shows its styles; the rows of the list come in its place. The sheet's size is known only at
# its end, and need not be told.
GAP = rb'<dimension [^>]*/>|<row r="2".*</row>'
# What xlsxwriter calls the styles of the second row: it counts them by their first use.
TEXT_STYLE, DATE_STYLE = 2, 3

# What a cell of Excel holds, in units of UTF-16; a longer text is cut, and says so.
LONGEST_TEXT = 32_767
CUT = " … (ingekort, want een cel van Excel is vol)"
# Excel takes this for the number of a character, unless its first sign is itself written as a number.
CHARACTER_NUMBER = re.compile(r"_(?=x[0-9a-fA-F]{4}_)")
DAY_ZERO = date(1899, 12, 30).toordinal()  # Excel counts days from here


def rows_xml(table):
    """The rows, from the second of the sheet."""
    letters = [xl_col_to_name(number) for number in range(len(table.shown_columns))]
    for number, cells in enumerate(table.rows(), start=2):
        row = [cell_xml(f"{letter}{number}", cell) for letter, cell in zip(letters, cells, strict=True)]
        yield f'<row r="{number}">{"".join(row)}</row>'


def cell_xml(place, cell):
    """One cell at `place` (as "B7") with its own type: a number, a date, or text."""
    if cell is None or cell == "":
        return f'<c r="{place}" s="{TEXT_STYLE}"/>'
    if isinstance(cell, date):
        return f'<c r="{place}" s="{DATE_STYLE}"><v>{cell.toordinal() - DAY_ZERO}</v></c>'
    if isinstance(cell, (int, Decimal)):
        return f'<c r="{place}" s="{TEXT_STYLE}"><v>{cell}</v></c>'
    text = escape(CHARACTER_NUMBER.sub("_x005F_", fitting(cell)) if "_x" in cell else fitting(cell))
    return f'<c r="{place}" s="{TEXT_STYLE}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def fitting(text):
    """As much of `text` as a cell of Excel holds."""
    if 2 * len(text) <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - len(CUT))].decode("utf-16-le", "ignore") + CUT


def frame(table, count):
    """The workbook without its rows: a sheet for the list, and a sheet that says how it was made."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1})
    text_style = book.add_format({"text_wrap": True, "valign": "top"})
    date_style = book.add_format({"num_format": "d/mm/yyyy", "valign": "top", "align": "left"})
    sheet = book.add_worksheet("Lijst")
    write_headings(sheet, table.shown_columns, heading)
    sheet.write_blank(1, 0, None, text_style)
    sheet.write_blank(1, 1, None, date_style)
    sheet.autofilter(0, 0, max(count, 1), len(table.shown_columns) - 1)
    about = book.add_worksheet("Over dit overzicht")
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 90)
    for number, (label, text) in enumerate(table.about(count)):
        about.write_string(number, 0, label, heading)
        about.write_string(number, 1, text, text_style)
    book.close()
    return file.getvalue()


def write_headings(sheet, columns, style):
    """Writes the headings, which stay in view; the sheet is as wide as one page when printed."""
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(0, number, column.label, style)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def response(table):
    """The table as a streamed XLSX download."""
    return download(workbook.stream(partial(frame, table), SHEET, GAP, rows_xml(table)), CONTENT_TYPE)
