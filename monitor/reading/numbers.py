"""Numbers, marks and years as files write them."""

import math
import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from monitor.models import Figure
from portal.reading.tables import plain

MARKS = {
    "": Figure.Mark.MISSING,
    "?": Figure.Mark.MISSING,
    "-": Figure.Mark.NONE,
    "x": Figure.Mark.HIDDEN,
    "*": Figure.Mark.HIDDEN,
    "nvt": Figure.Mark.NOT_APPLICABLE,
    "n.v.t.": Figure.Mark.NOT_APPLICABLE,
}
FIRST_YEAR, LAST_YEAR = 1950, 2100
# What the column of a figure holds: eighteen digits, four of them after the comma.
SMALLEST_STEP = Decimal("0.0001")
LARGEST = Decimal(10) ** 14
LONGEST = 40

SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?!\d))")
COMMA_IS_DECIMAL = re.compile(
    r"[+-]?(\d{1,3}(\.\d{3})+,\d*|\d{1,3}(\.\d{3}){2,}|0+,\d+|\d+,(\d{1,2}|\d{4,})|\d{4,},\d+)"
)
POINT_IS_DECIMAL = re.compile(
    r"[+-]?(\d{1,3}(,\d{3})+\.\d*|\d{1,3}(,\d{3}){2,}|0+\.\d+|\d+\.(\d{1,2}|\d{4,})|\d{4,}\.\d+)"
)
EITHER = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
NUMBER = {
    ",": re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?"),
    ".": re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?"),
    "": re.compile(r"[+-]?\d+"),
}
PERIOD = re.compile(r"(?P<first>\d{4})(\s*[-–/]\s*(?P<last>\d{4}))?")


class NumberError(ValueError):
    """`str()` says why in Dutch."""


class MixedMarksError(ValueError):
    """Some numbers have a decimal comma, others a decimal point. Its arguments are one of each."""


def bare(value):
    """The digits and marks of a number in text: without %, spaces for thousands, and upper case."""
    return SPACES.sub("", plain(value).lower().removesuffix("%").strip())


def decimal_mark(values):
    """The mark before decimals in these values: a comma, a point, or "" when none tells. Raises MixedMarksError."""
    found = {}
    for value in values:
        if isinstance(value, str) and len(value) <= LONGEST and not value.isdigit():
            text = bare(value)
            if COMMA_IS_DECIMAL.fullmatch(text):
                found.setdefault(",", value)
            elif POINT_IS_DECIMAL.fullmatch(text):
                found.setdefault(".", value)
    if len(found) == 2:
        raise MixedMarksError(found[","], found["."])
    return next(iter(found), "")


def figure(value, decimal="", marks=MARKS):
    """The (Decimal or None, mark or "") of a cell. `decimal` is the mark before decimals. Raises NumberError."""
    if isinstance(value, str) or value is None:
        if value and len(value) < 15 and value.isascii() and value.isdigit():
            return Decimal(value), ""
        text = bare(value)
        if text in marks:
            return None, marks[text]
        return number(text, value, decimal), ""
    if isinstance(value, bool | date | datetime) or not isinstance(value, int | float | Decimal):
        raise NumberError(f"“{shortened(value)}” is geen getal.")
    if not math.isfinite(value):
        raise NumberError("Dit is geen getal, of het is te groot.")
    # Spreadsheets keep fifteen digits; the rest of a float is noise.
    return fitting(Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)), ""


def number(text, value, decimal):
    """The Decimal of `text`, which is the bare form of `value`."""
    if text.startswith("="):
        raise NumberError(f"“{shortened(value)}” is een formule, geen getal.")
    if not decimal and EITHER.fullmatch(text):
        raise NumberError(
            f"“{text}” kan {re.sub('[.,]', '', text)} of {text.replace('.', ',')} zijn. "
            "Schrijf getallen zonder teken voor duizendtallen."
        )
    if len(text) > LONGEST or not NUMBER[decimal].fullmatch(text):
        raise NumberError(f"“{shortened(value)}” is geen getal.")
    if decimal:
        text = text.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    return fitting(Decimal(text))


def fitting(value):
    """A Decimal with at most four digits after the comma. Raises NumberError when it is too large to keep."""
    if abs(value) >= LARGEST:
        raise NumberError("Dit getal is te groot.")
    if value.as_tuple().exponent < -4:
        value = value.quantize(SMALLEST_STEP, ROUND_HALF_UP)
    return value


def shortened(value):
    text = plain(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def period_of(value):
    """The (year, period or "") in a cell: (2014, ""), or (2016, "2014-2016"); None when it is no year.

    A span of years counts for the last of them. Raises ValueError when a year is outside 1950-2100.
    """
    match = PERIOD.fullmatch(plain(value))
    if not match:
        return None
    first, last = int(match["first"]), int(match["last"] or match["first"])
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise ValueError(f"“{plain(value)}” is geen jaar van {FIRST_YEAR} tot {LAST_YEAR}.")
    return last, f"{first}-{last}" if match["last"] else ""
