"""Text files as tables: which characters, which separator, and lines that end."""

import codecs
import csv
import io
import re

from portal.reading.faults import UnreadableFile
from portal.reading.tables import Document, Table

LONGEST_LINE = 1_000_000
# From this many lines on, a file without a last line end was cut off: only hands leave it away.
MADE_BY_MACHINE = 100
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
QUOTED = re.compile(r'"[^"]*"?')
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def encodings_of(sample):
    """The encodings to try, most likely first, from the first bytes of a file. Raises UnreadableFile for no text."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if sample.startswith(mark):
            return [encoding]
    if b"\0" in sample or len(CONTROL.findall(sample)) > len(sample) // 100:
        raise UnreadableFile("Dit is geen tekst en geen werkmap: we kunnen het niet lezen. Bewaar het als CSV UTF-8.")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return ["cp1252"]
    return ["utf-8-sig", "cp1252"]


def start_of(sample, encoding):
    """The first text of a file, from its first bytes. Raises UnreadableFile for a web page and the like."""
    start = codecs.getincrementaldecoder(encoding)("replace").decode(sample).lstrip("\ufeff \t\r\n")
    if not start:
        raise UnreadableFile("Het bestand is leeg.")
    if start.startswith("<"):
        raise UnreadableFile("Dit is een webpagina of XML, geen bestand met cijfers. Download het bestand zelf.")
    if start.startswith(("{", "[")):
        raise UnreadableFile("Dit is JSON. We lezen CSV, TXT, XLSX en ZIP.")
    return start


def separator_of(start):
    """The separator of values in the first text of a file, "" when there is none."""
    first = re.match(r"sep=(.)\r?\n", start)
    if first:
        return first[1]
    for line in start.splitlines()[:10]:
        line = QUOTED.sub("", line)
        if counts := [(line.count(mark), mark) for mark in ";\t" if mark in line]:
            return max(counts)[1]
        # A comma is in more names than an upright stroke; a stroke is also in "nieuwkomers|2014".
        if counts := [(line.count(mark), mark == ",", mark) for mark in ",|" if mark in line]:
            return max(counts)[2]
    return ""


def lines_of(stream, fault):
    """The lines of an open text file; `fault(message, row)` makes the exception for what is no line."""
    number, line = 0, "\n"
    while following := stream.readline(LONGEST_LINE + 1):
        number, line = number + 1, following
        if len(line) > LONGEST_LINE:
            raise fault("Deze regel is te lang.", number)
        if "\0" in line:
            raise fault("Hier staan tekens die geen tekst zijn.", number)
        if number > 1 or not line.startswith("sep="):
            yield line
        else:
            yield "\n"
    if number > MADE_BY_MACHINE and not line.endswith(("\n", "\r")):
        raise fault("Het bestand houdt op midden in een regel: het is afgekapt.", number)


def rows_of(opener, encoding, separator, fault):
    """The rows of a text file: (number of its last line, list of texts). `opener()` gives an open binary file."""
    with opener() as binary, io.TextIOWrapper(binary, encoding, newline="") as stream:
        reader = csv.reader(lines_of(stream, fault), delimiter=separator, strict=True)
        while True:
            try:
                row = next(reader, None)
            except csv.Error as error:
                message = "Deze rij is niet te lezen: een aanhalingsteken opent of sluit niet."
                raise fault(message, reader.line_num) from error
            if row is None:
                return
            yield reader.line_num, row


def documents_of(opener, name):
    """The file as `Document`s to try, one for each encoding it may have; yields them.

    Reading one raises UnicodeDecodeError when it has another encoding.
    """
    with opener() as stream:
        sample = stream.read(65_536)
    for encoding in encodings_of(sample):
        separator = separator_of(start_of(sample, encoding))
        if not separator:
            raise UnreadableFile("De eerste regels hebben geen kolommen: er is geen puntkomma, komma of tab.")
        yield Document(name, (table_of(opener, encoding, separator),), is_workbook=False)


def table_of(opener, encoding, separator):
    def rows():
        return rows_of(opener, encoding, separator, table.fault)

    table = Table("", rows)
    return table
