"""The cells of a file while they are read: checked one by one, and never more than a server can hold."""

import re
from functools import lru_cache
from itertools import islice

from monitor.reading.divisions import division_of
from monitor.reading.numbers import MARKS, MixedMarksError, NumberError, decimal_mark, figure, period_of, shortened
from monitor.reading.shapes import Reading, Skipped
from portal.reading import UnreadableFile
from portal.reading.tables import letters, plain

# 25 years of 40 indicators of all municipalities, former ones too, are 600,000.
MOST_CELLS = 750_000
# Of files that have to be seen whole before their figures are understood.
MOST_AT_ONCE = 400_000
MOST_SKIPPED = 1_000
TOO_LARGE = "Dit bestand heeft te veel cijfers voor één keer. Splits het."
# A number in front would mean that the columns have moved.
NUMERIC = re.compile(r"[+-]?[\d.,\s]+%?")
NOT_A_PLACE = re.compile(r"niet te lokaliseren|buiten vlaanderen en brussel", re.IGNORECASE)
# Bytes of UTF-8 that were taken for those of Windows.
GARBLED = re.compile("[ÃÂ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]")
FIVE_DIGITS = re.compile(r"\d{5}")


class Gathering:
    """What was read so far of one file."""

    def __init__(self, decimal=""):
        self.decimal = decimal
        self.series = {}
        self.cells = []
        self.skipped = []
        self.duplicates = []
        self.seen = {}
        self.places = {}

    def declare(self, series):
        """Make a `Series` known; its name, for the cells."""
        return self.series.setdefault(series.name, series).name

    def skip(self, where, reason):
        self.skipped.append(Skipped(where, reason))
        if len(self.skipped) > MOST_SKIPPED:
            raise UnreadableFile(f"Meer dan {MOST_SKIPPED} cellen zijn niet te lezen. De eerste: {self.skipped[0]}")

    def place(self, table, row, name, code=""):
        """The (name, code) of the area of a row, None when it is none of ours: reported the first time.

        Raises UnreadableFile.
        """
        if (name, code) in self.places:
            return self.places[name, code]
        self.places[name, code] = area = self.checked(table, row, plain(name), code)
        return area

    def checked(self, table, row, name, code):
        if NOT_A_PLACE.match(name):
            self.skip(table.where(row), f"“{name}” is geen gebied.")
            return None
        if name.startswith("="):
            self.skip(table.where(row), "De naam van het gebied is een formule.")
            return None
        if (not name and not code) or NUMERIC.fullmatch(name):
            raise table.fault(f"Hier hoort de naam van een gebied te staan, geen “{shortened(name)}”.", row)
        if len(name) > 200 or GARBLED.search(name):
            raise table.fault(f"De naam “{shortened(name)}” is beschadigd. Bewaar het bestand als UTF-8.", row)
        return name, code

    def value(self, table, row, column, raw, marks=MARKS):
        """The (value, mark) of a cell, `column` from 0; None when it was skipped."""
        try:
            return figure(raw, self.decimal, marks)
        except NumberError as error:
            self.skip(table.where(row, column + 1), str(error))
            return None

    def add(self, table, row, cell):
        """Keep a `Cell`, once. Raises UnreadableFile when the file has another figure for the same."""
        places = self.seen.setdefault((cell.series, cell.year, cell.period), {})
        former = places.setdefault(cell.code or cell.area.casefold(), cell)
        if former is cell:
            self.cells.append(cell)
            if len(self.cells) > MOST_CELLS:
                raise UnreadableFile(TOO_LARGE)
        elif (former.value, former.mark) == (cell.value, cell.mark):
            self.repeat(table.where(row), f"{cell.area or cell.code}, {cell.series}, {cell.year} staat er twee keer.")
        else:
            raise table.fault(
                f"{cell.area or cell.code}, {cell.series}, {cell.year} staat er twee keer, met een ander cijfer.", row
            )

    def repeat(self, where, reason):
        """Report a figure that is there twice; after the first thousand they only count."""
        if len(self.duplicates) < MOST_SKIPPED:
            self.duplicates.append(Skipped(where, reason))
        elif len(self.duplicates) == MOST_SKIPPED:
            self.duplicates.append(Skipped("verder", "Er staan nog meer cijfers twee keer in het bestand."))

    def reading(self, form, *, boundaries=None, **about):
        """The whole `Reading`. `boundaries` is what the form says; without, the codes and years tell."""
        if not self.cells:
            first = f" Dit lukte niet: {self.skipped[0]}" if self.skipped else ""
            raise UnreadableFile(f"Dit bestand heeft geen cijfers.{first}")
        about = {"title": "", "publisher": "", "licence": "", "exported_on": None, "footnotes": ""} | about
        return Reading(
            format=form,
            boundaries=boundaries or division_of(self.cells),
            series=tuple(self.series.values()),
            cells=self.cells,
            skipped=self.skipped,
            duplicates=self.duplicates,
            **about,
        )


def bounded(rows):
    """The same (number, values), that are going to be kept all together. Raises UnreadableFile for too many."""
    room = MOST_AT_ONCE
    for number, row in rows:
        room -= max(len(row), 1)
        if room < 0:
            raise UnreadableFile(TOO_LARGE)
        yield number, row


def decimal_mark_of(table, values):
    """As `decimal_mark`, for values of this table. Raises UnreadableFile when both are used.

    Workbooks keep numbers as numbers: the first of them tell how a number in text is meant, if there is any.
    """
    values = islice(values, MOST_CELLS if table.styled is None else 2_000)
    try:
        return decimal_mark(values)
    except MixedMarksError as error:
        with_comma, with_point = error.args
        raise table.fault(
            f"Komma en punt staan door elkaar als decimaalteken: “{with_comma}” en “{with_point}”."
        ) from error


@lru_cache(maxsize=1_000)
def known_period(value):
    """As `period_of`: a file has few years, in many rows."""
    return period_of(value)


def year_at(table, row, column, value):
    """The (year, period) in a cell that must hold them, `column` from 0. Raises UnreadableFile."""
    try:
        found = known_period(value)
    except ValueError as error:
        raise table.fault(str(error), row, column + 1) from error
    if not found:
        raise table.fault(f"“{shortened(value)}” is geen jaar.", row, column + 1)
    return found


def code_at(table, row, column, value):
    """The five-digit code in a cell that must hold one, `column` from 0. Raises UnreadableFile.

    Spreadsheets take it for a number and lose a zero in front.
    """
    code = plain(value)
    if not isinstance(value, str) and code.isdigit():
        code = code.zfill(5)
    if not FIVE_DIGITS.fullmatch(code) or not code.isascii():
        raise table.fault(f"“{shortened(value)}” is geen NIS-code van vijf cijfers.", row, column + 1)
    return code


def unused(gathering, table, row, columns, names):
    """Report the columns that are not used, in one go. `names` is a list."""
    if names:
        where = ", ".join(letters(columns.places[name] + 1) for name in names)
        which = ", ".join(name if len(name) < 60 else f"{name[:59]}…" for name in names)
        gathering.skip(f"{table.where(row)}, kolom {where}", f"Deze kolommen gebruiken we niet: {which}.")
