"""CSV as a Belgian Excel opens it by double click: UTF-8 with BOM, semicolons, CRLF, decimal comma."""

import csv
from datetime import date
from decimal import Decimal

from portal.exports.stream import download
from portal.exports.table import looks_like_formula

CONTENT_TYPE = "text/csv; charset=utf-8"


class Echo:
    """A file for csv.writer that hands back each line instead of keeping it."""

    def write(self, line):
        return line


def text(cell):
    """A cell as CSV text. What looks like a formula gets an apostrophe, so that it stays text (OWASP's advice)."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}".replace(".", ",")
    return f"'{cell}" if looks_like_formula(cell) else str(cell)


def lines(table):
    """The lines of the file, one at a time. CSV has no room for how it was made; the file's name has the day."""
    writer = csv.writer(Echo(), delimiter=";", lineterminator="\r\n")
    yield ("\ufeff" + writer.writerow([column.label for column in table.shown_columns])).encode()
    for row in table.rows():
        yield writer.writerow([text(cell) for cell in row]).encode()


def response(table):
    """The table as a streamed CSV download."""
    return download(lines(table), CONTENT_TYPE)
