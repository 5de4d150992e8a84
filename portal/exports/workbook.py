"""Workbooks (ODS and XLSX: XML in a zip) that are sent row by row, so that memory stays flat.

A library writes the frame: the whole workbook but for the rows of its list. Those are written here, into the frame's
own sheet, while the zip is on its way. See docs/decisions/2026-11-22-streamed-exports.md.
"""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

COMPRESSION = 3  # of 9; half the time of 6, for an eighth more bytes


class Outbox:
    """A file for zipfile that keeps what is written until it is taken. It cannot seek, so zipfile only goes forward."""

    def __init__(self, start):
        self.waiting, self.size = bytearray(start), len(start)

    def write(self, data):
        self.waiting += data
        self.size += len(data)
        return len(data)

    def tell(self):
        return self.size

    def flush(self):
        """Nothing to do: nothing is held back."""

    def take(self):
        """What was written since the last time."""
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def stream(frame, sheet, gap, rows):
    """The bytes of a workbook, piece by piece.

    `frame` takes the number of rows and gives the workbook without them, as bytes; it is asked twice, because the
    number is known only at the end. `sheet` is the name of the part with the list, `gap` a pattern (bytes) for what of
    it is left out: the rows come in the place of its last match. `rows` gives the XML of each row, as str.

    A part holds at most 2 GiB of XML, some 600,000 practices: Excel refuses the extension of zip (zip64) that holds
    more, when it is streamed. Raises RuntimeError beyond, so the file ends without its table of contents.
    """
    begin = frame(0)
    with ZipFile(BytesIO(begin)) as parts:
        first, second = parts.infolist()[:2]
        *head, _ = re.split(gap, parts.read(sheet))
    # The first part tells programs what the file is. It is copied as it is: streamed parts have no size before them.
    outbox, count = Outbox(begin[: second.header_offset]), 0
    with ZipFile(outbox, "w", ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        archive.infolist().append(first)
        with archive.open(sheet, "w") as part:
            part.write(b"".join(head))
            for count, row in enumerate(rows, start=1):  # noqa: B007 the last one counts
                part.write(row.encode())
                yield outbox.take()
            end = ZipFile(BytesIO(frame(count)))
            part.write(re.split(gap, end.read(sheet))[-1])
        for name in end.namelist():
            if name not in (first.filename, sheet):
                archive.writestr(name, end.read(name))
    yield outbox.take()
