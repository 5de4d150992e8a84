"""Files with official figures, read into one shape. It knows files, not the database."""

import warnings
from pathlib import Path

from monitor.reading.forms import FORMS
from monitor.reading.shapes import Cell, Reading, Series, Skipped
from portal.reading import UnreadableFile
from portal.reading.archives import Member, checked, only_text
from portal.reading.texts import documents_of
from portal.reading.workbooks import document_of

__all__ = ["FORMS", "Cell", "Reading", "Series", "Skipped", "UnreadableFile", "read"]

ZIP = b"PK"
REFUSED = {
    b"\xd0\xcf\x11\xe0": "Dit is een oude Excel (.xls), of een werkmap met een wachtwoord. Bewaar ze als XLSX zonder.",
    b"%PDF": "Dit is een pdf. We lezen CSV, TXT, XLSX en ZIP.",
    b"\x1f\x8b": "Dit is een gz-bestand. Pak het eerst uit.",
    b"7z\xbc\xaf": "Dit is een 7z-bestand. Pak het eerst uit.",
    b"Rar!": "Dit is een rar-bestand. Pak het eerst uit.",
}


def read(path, name=""):
    """The `Reading` of the file at `path` (a Path or str).

    `name` is what the file was called where it came from, by default that of `path`: only the year of Statbel's
    population files is looked up in it. Raises UnreadableFile.
    """
    path = Path(path)
    name = name or path.name
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
        for first, message in REFUSED.items():
            if start.startswith(first):
                raise UnreadableFile(message)
        if start.startswith(ZIP):
            return read_zip(path, name)
        return read_text(lambda: path.open("rb"), path.name, name)
    except OSError as error:
        raise UnreadableFile("Het bestand is niet te openen.") from error


def read_zip(path, name):
    """The `Reading` of a workbook, or of the one text file in a zip."""
    with checked(path) as archive:
        names = archive.namelist()
        if "[Content_Types].xml" in names:
            # openpyxl warns of styles and the like that it leaves out.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return read_document(document_of(archive, name), name)
        if "mimetype" in names and "content.xml" in names:
            raise UnreadableFile("Dit is een ODS-werkmap. Bewaar ze als XLSX of CSV.")
        part = only_text(archive)
    with Member(path, part) as stream:
        if stream.read(4).startswith((ZIP, *REFUSED)):
            raise UnreadableFile(f"In dit zipbestand zit {part.filename[:60]}. Pak het eerst uit.")
    return read_text(lambda: Member(path, part), Path(part.filename).name, name)


def read_text(opener, own_name, name):
    """The `Reading` of a text file in the first encoding that it has. `opener()` gives it open, as bytes."""
    for document in documents_of(opener, own_name):
        try:
            return read_document(document, name)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("De tekens in dit bestand zijn niet te lezen. Bewaar het als CSV UTF-8.")


def read_document(document, name):
    """The `Reading` by the first form that recognises the document."""
    for form in FORMS:
        if form.recognises(document):
            return form.read(document, name)
    known = "; ".join(form.LABEL for form in FORMS)
    raise UnreadableFile(f"We herkennen dit bestand niet aan zijn kolommen. We lezen: {known}.")
