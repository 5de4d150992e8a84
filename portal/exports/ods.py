"""ODS with odfpy, for LibreOffice. Every cell has a type of its own, so no text can become a formula."""

import tempfile
from datetime import date
from decimal import Decimal

from django.http import FileResponse
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TableColumnProperties, TextProperties
from odf.table import Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import P

CONTENT_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def cell_element(cell, style):
    """One cell with its own type: a number, a date, or text with its line breaks."""
    if cell is None or cell == "":
        return TableCell(stylename=style)
    if isinstance(cell, date):
        element = TableCell(valuetype="date", datevalue=cell.isoformat(), stylename=style)
        element.addElement(P(text=f"{cell.day}/{cell.month:02}/{cell.year}"))
        return element
    if isinstance(cell, (int, Decimal)):
        element = TableCell(valuetype="float", value=str(cell), stylename=style)
        element.addElement(P(text=str(cell).replace(".", ",")))
        return element
    element = TableCell(valuetype="string", stylename=style)
    for line in str(cell).splitlines():
        element.addElement(P(text=line))
    return element


def row_element(cells, style):
    """One row."""
    row = TableRow()
    for cell in cells:
        row.addElement(cell_element(cell, style))
    return row


class Book:
    """A workbook under construction, with the two styles that its cells use."""

    def __init__(self):
        self.document = OpenDocumentSpreadsheet()
        self.heading = self.cell_style("kop", TextProperties(fontweight="bold"))
        self.body = self.cell_style("cel")

    def cell_style(self, name, *properties):
        """A style for cells that wrap their text."""
        style = Style(name=name, family="table-cell")
        for part in (TableCellProperties(wrapoption="wrap", verticalalign="top"), *properties):
            style.addElement(part)
        self.document.automaticstyles.addElement(style)
        return style

    def add_sheet(self, name, widths):
        """A new sheet whose columns have `widths`, in characters."""
        sheet = Table(name=name)
        for number, width in enumerate(widths):
            style = Style(name=f"{name}-{number}", family="table-column")
            style.addElement(TableColumnProperties(columnwidth=f"{width * 0.2:.1f}cm"))
            self.document.automaticstyles.addElement(style)
            sheet.addElement(TableColumn(stylename=style))
        self.document.spreadsheet.addElement(sheet)
        return sheet


def write(table, file):
    """Writes the workbook: a sheet with the list, and a sheet that says how it was made."""
    book = Book()
    sheet = book.add_sheet("Lijst", [column.width for column in table.shown_columns])
    headings = TableHeaderRows()
    headings.addElement(row_element([column.label for column in table.shown_columns], book.heading))
    sheet.addElement(headings)
    for row in table.rows():
        sheet.addElement(row_element(row, book.body))
    about = book.add_sheet("Over dit overzicht", [24, 90])
    for pair in table.about():
        about.addElement(row_element(pair, book.body))
    book.document.write(file)


def response(table):
    """The table as an ODS download. odfpy builds the whole document in memory before it goes to disk."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 FileResponse closes it
    write(table, file)
    file.seek(0)
    return FileResponse(file, content_type=CONTENT_TYPE)
