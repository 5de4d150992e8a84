"""The rows of a CSV file with awards. No database here."""

from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO

from django.utils import timezone

from monitor.reading.forms.long import INDICATORS
from monitor.reading.numbers import MixedMarksError, NumberError, decimal_mark, figure, period_of
from portal.reading import UnreadableFile
from portal.reading.tables import body, columns_of, plain
from portal.reading.texts import documents_of

SCHEME = ("subsidie", "scheme", "slug", "titel")
MUNICIPALITY = ("nis", "nis-code", "niscode", "gemeente", "naam", "gemeente toen")
YEAR = ("jaar", "year")
AMOUNT = ("bedrag", "bedrag (euro)", "amount")
NOTE = ("toelichting", "note")
LARGEST_FILE = 1_000_000  # bytes
LARGEST_AMOUNT = Decimal(10) ** 12
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class Row:
    """An award as the file has it. `scheme` and `municipality` are texts; `faults` Dutch messages about the row."""

    number: int
    scheme: str
    municipality: str
    year: int | None
    amount: Decimal | None
    note: str
    faults: tuple


def rows_of(raw, name):
    """The rows of a file of bytes; a list of Row. Raises UnreadableFile for a file that is of no use as a whole."""
    if len(raw) > LARGEST_FILE:
        raise UnreadableFile("Het bestand is groter dan 1 MB. Splits het.")
    for document in documents_of(lambda: BytesIO(raw), name):
        try:
            return rows_in(document.tables[0])
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("De tekens zijn niet te lezen. Bewaar het bestand als CSV UTF-8.")


def rows_in(table):
    columns = columns_of(table, lambda names: names & {*MUNICIPALITY} and names & {*YEAR})
    if columns is None:
        raise UnreadableFile("De eerste regels noemen geen kolommen “gemeente” (of “nis”) en “jaar”.")
    if columns.place(*INDICATORS) is not None:
        raise UnreadableFile("Dit is een bestand met cijfers, niet met toekenningen: er is een kolom “indicator”.")
    places = [columns.place(*names) for names in (SCHEME, MUNICIPALITY, YEAR, AMOUNT, NOTE)]
    lines = [(number, [cell(row, place) for place in places]) for number, row in body(table, columns)]
    for _, texts in lines:
        texts[3] = texts[3].replace("€", "").strip()
    try:
        mark = decimal_mark([texts[3] for _, texts in lines])
    except MixedMarksError as mixed:
        first, second = mixed.args
        raise UnreadableFile(f"Bedragen zijn verschillend geschreven: “{first}” en “{second}”.") from mixed
    if not lines:
        raise UnreadableFile("Onder de namen van de kolommen staat niets.")
    return [row_of(number, texts, mark) for number, texts in lines]


def cell(row, place):
    return "" if place is None else plain(row[place])


def row_of(number, texts, mark):
    """A Row from the texts of scheme, municipality, year, amount and note; `mark` is the one before decimals."""
    scheme, municipality, year, amount, note = texts
    faults = []
    year = year_in(year, faults)
    amount = amount_in(amount, mark, faults)
    if not municipality:
        faults.append("de gemeente ontbreekt")
    if len(note) > LONGEST_NOTE:
        faults.append(f"de toelichting is langer dan {LONGEST_NOTE} tekens")
    return Row(number, scheme, municipality, year, amount, note, tuple(faults))


def year_in(text, faults):
    """The year that a text is; None, with a message in `faults`, when it is none."""
    try:
        year, period = period_of(text) or (None, "")
    except ValueError as error:
        faults.append(str(error).rstrip("."))
        return None
    if year is None or period:
        faults.append(f"“{text[:40]}” is geen jaar")
        return None
    if year > timezone.localdate().year + 1:
        faults.append(f"het jaar {year} moet nog komen")
        return None
    return year


def amount_in(text, mark, faults):
    """The amount that a text is, None when empty or marked as not known; else a message in `faults`."""
    try:
        amount, _ = figure(text, mark)
    except NumberError as error:
        faults.append(str(error).rstrip("."))
        return None
    if amount is not None and not 0 <= amount < LARGEST_AMOUNT:
        faults.append(f"“{text[:40]}” is geen mogelijk bedrag")
        return None
    return None if amount is None else round(amount, 2)
