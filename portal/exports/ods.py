"""ODS for LibreOffice: odfpy writes the frame, the rows are written here. Every cell has a type of its own, so no text
can become a formula."""

import re
from datetime import date
from decimal import Decimal
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TableCellProperties, TableColumnProperties, TextProperties
from odf.table import Table, TableCell, TableColumn, TableHeaderRows, TableRow
from odf.text import P

from portal.exports import workbook
from portal.exports.stream import download

CONTENT_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
END_OF_LIST = rb"(?=</table:table><table:table )"

HEADING, BODY = "kop", "cel"  # names of the styles of cells
BLANKS = re.compile(r"^ +| {2,}| +$")
EMPTY = f'<table:table-cell table:style-name="{BODY}"/>'


def row_xml(cells):
    """One row."""
    return f"<table:table-row>{''.join(map(cell_xml, cells))}</table:table-row>"


def cell_xml(cell):
    """One cell with its own type: a number, a date, or text with its line breaks."""
    if cell is None or cell == "":
        return EMPTY
    if isinstance(cell, date):
        return typed_xml(f'"date" office:date-value="{cell.isoformat()}"', f"{cell.day}/{cell.month:02}/{cell.year}")
    if isinstance(cell, (int, Decimal)):
        return typed_xml(f'"float" office:value="{cell}"', str(cell).replace(".", ","))
    return typed_xml('"string"', "</text:p><text:p>".join(map(paragraph, cell.splitlines())))


def paragraph(line):
    """The XML of a line of text. OpenDocument takes several spaces for one, and drops those at the ends."""
    text = escape(line).replace("\t", "<text:tab/>")
    return BLANKS.sub(lambda blanks: f'<text:s text:c="{len(blanks[0])}"/>', text)


def typed_xml(value_type, shown):
    """A cell's XML: `value_type` is the rest of the attribute and the value, `shown` the XML of what it shows."""
    return (
        f'<table:table-cell table:style-name="{BODY}" office:value-type={value_type}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


class Book:
    """A workbook under construction, with the two styles that its cells use."""

    def __init__(self):
        self.document = OpenDocumentSpreadsheet()
        self.add_style(HEADING, TextProperties(fontweight="bold"))
        self.add_style(BODY)

    def add_style(self, name, *properties):
        """A new style for cells that wrap their text."""
        style = Style(name=name, family="table-cell")
        for part in (TableCellProperties(wrapoption="wrap", verticalalign="top"), *properties):
            style.addElement(part)
        self.document.automaticstyles.addElement(style)

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


def text_row(texts, style):
    """One row of the frame."""
    row = TableRow()
    for text in texts:
        cell = TableCell(valuetype="string", stylename=style)
        cell.addElement(P(text=text))
        row.addElement(cell)
    return row


def frame(table, count):
    """The workbook without its rows: a sheet for the list, and a sheet that says how it was made."""
    book = Book()
    sheet = book.add_sheet("Lijst", [column.width for column in table.shown_columns])
    headings = TableHeaderRows()
    headings.addElement(text_row([column.label for column in table.shown_columns], HEADING))
    sheet.addElement(headings)
    about = book.add_sheet("Over dit overzicht", [24, 90])
    for pair in table.about(count):
        about.addElement(text_row(pair, BODY))
    file = BytesIO()
    book.document.write(file)
    return file.getvalue()


def response(table):
    """The table as a streamed ODS download."""
    pieces = workbook.stream(partial(frame, table), "content.xml", END_OF_LIST, map(row_xml, table.rows()))
    return download(pieces, CONTENT_TYPE)
