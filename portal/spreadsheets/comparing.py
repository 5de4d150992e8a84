"""Whether a cell still says what the export wrote in it, whatever a spreadsheet did to its looks."""

import re
from base64 import b32encode
from datetime import date, datetime, time
from decimal import Decimal
from hashlib import blake2b

from portal.exports.table import FORMULA_STARTS
from portal.text import printable

NUMBER = re.compile(r"\d+([.,]\d+)?")
# A date as CSV has it.
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
# Signs of base 32, of five bits each: one cell in thirty million is taken for another.
PRINT_LENGTH = 5


def typed(value):
    """A value of a cell as text, number, date, bool or None: without the guard that CSV puts before a formula."""
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else f"{value:%d/%m/%Y %H:%M:%S}"
    if isinstance(value, float):
        return Decimal(f"{value:.15g}")
    return unguarded(value) if isinstance(value, str) else value


def unguarded(text):
    """The text that CSV wrote with an apostrophe before it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def written(value):
    """A value of a cell as a Belgian would write it; a str."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{value.day}/{value.month:02}/{value.year}"
    if isinstance(value, (int, Decimal)):
        return f"{Decimal(value).normalize():f}".replace(".", ",")
    return str(value)


def comparable(value):
    """The same without what formats and programs change by themselves: blanks, kinds of line breaks."""
    text = printable(written(typed(value)))
    if match := ISO_DAY.fullmatch(text):
        text = f"{int(match[3])}/{match[2]}/{match[1]}"
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(lines).strip()


def alike(found, expected):
    """Whether the comparable text `found` in a file is what `expected` became in a spreadsheet.

    A spreadsheet takes a text of digits for a number, and drops the zeros that say nothing: it never adds any.
    """
    if found == expected:
        return True
    if len(found) < len(expected) and NUMBER.fullmatch(found) and NUMBER.fullmatch(expected):
        return Decimal(found.replace(",", ".")) == Decimal(expected.replace(",", "."))
    return False


def fingerprint(text):
    """A few signs that tell whether a cell is as it was; `text` is comparable."""
    return b32encode(blake2b(text.encode(), digest_size=5).digest()).decode().lower()[:PRINT_LENGTH]


def control(cells):
    """The text that an export carries for each row: which columns there were, and the fingerprint of each cell.

    `cells` maps the keys of columns to comparable texts. A letter comes first, so that nothing takes it for a number.
    """
    return f"k{fingerprint(' '.join(cells))}{''.join(map(fingerprint, cells.values()))}"


def prints_in(text, keys):
    """The fingerprints in a control text, by key; None when it is not about exactly these columns, in this order."""
    keys, text = list(keys), str(text or "").strip()
    length = 1 + PRINT_LENGTH * (1 + len(keys))
    if len(text) != length or not text.startswith(f"k{fingerprint(' '.join(keys))}"):
        return None
    start = 1 + PRINT_LENGTH
    prints = [text[place : place + PRINT_LENGTH] for place in range(start, length, PRINT_LENGTH)]
    return dict(zip(keys, prints, strict=True))
