"""Provincies in Cijfers: what its two forms (CSV and XLSX) share. Both are wide and have names, no codes.

Below the figures come the meaning of the marks, sources, footnotes and the date of the export.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from monitor.reading.divisions import division_by_names
from monitor.reading.numbers import MARKS
from monitor.reading.shapes import Series
from portal.reading.tables import plain

PUBLISHER = "Provincies in Cijfers"
# The databank's own numbers for what is not known: JiveDocumentation, "Missing values".
ALL_MARKS = MARKS | {
    "-99996": MARKS["-"],
    "-99997": MARKS["x"],
    "-99998": MARKS["nvt"],
    "-99999": MARKS["?"],
}
BELOW = {"speciale waarden", "bron", "bronnen", "voetnoot", "voetnoten", "datum export"}
# "WZW (t.o.v. inwoners) [%] (1)": name, unit and footnotes.
LABEL = re.compile(r"(?P<name>.*?)\s*(\[(?P<unit>[^\[\]]*)\])?\s*(?P<notes>(\(\d+\)\s*)*)")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september"]
MONTHS += ["oktober", "november", "december"]
IN_WORDS = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})", re.IGNORECASE)
IN_DIGITS = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")


@dataclass
class Below:
    """What stands under the figures: footnotes by number, sources, and the date of the export."""

    notes: dict[str, str] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    exported_on: date | None = None
    heading: str = ""

    def take(self, row):
        """Understand one row; its texts as a list."""
        first, rest = row[0].lower(), [text for text in row[1:] if text]
        if first in BELOW:
            self.heading = first
        if self.heading.startswith("bron"):
            self.sources += rest
        elif self.heading.startswith("voetno") and first != self.heading:
            self.notes[row[0].strip("()") or str(len(self.notes) + 1)] = " ".join(rest) or row[0]
        elif self.heading == "datum export" and rest:
            self.exported_on = date_in(row[1])

    def text(self):
        """All of it as lines."""
        return "\n".join(
            [*(f"Bron: {source}" for source in self.sources), *(f"({key}) {text}" for key, text in self.notes.items())]
        )


def date_in(text):
    """The date in "donderdag 21 mei 2026", "21/05/2026" or "2026-05-21 00:00:00"; None without."""
    try:
        if match := IN_WORDS.search(text):
            return date(int(match[3]), MONTHS.index(match[2].lower()) + 1, int(match[1]))
        if match := IN_DIGITS.search(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def split(table, rows, start):
    """The rows of figures, and `Below`, from rows of values below row `start`; rows as (number, values).

    What stands below begins at one of its headings, or at a lone text after an empty row. Raises UnreadableFile when
    there are figures there: they would be lost.
    """
    figures, below, after_gap, is_below = [], Below(), False, False
    for number, row in rows:
        texts = [plain(value) for value in row[:50]]
        if number <= start:
            continue
        if not any(texts):
            after_gap, below.heading = True, ""
            continue
        is_below = is_below or texts[0].lower() in BELOW or (after_gap and not any(texts[1:]))
        if is_below and any(map(NUMBER.fullmatch, texts[1:])):
            raise table.fault("Onder de tabel staan nog cijfers.", number)
        if is_below:
            below.take(texts)
        else:
            figures.append((number, row))
    return figures, below


def series_of(labels, below):
    """A `Series` for each label: with its unit in the name only where two labels have the same name."""
    parts = [LABEL.fullmatch(label) for label in labels]
    names = [match["name"] or label for match, label in zip(parts, labels, strict=True)]
    units = [(match["unit"] or "").strip() for match in parts]
    return [
        Series(
            f"{name} [{unit}]"
            if unit and len({u for n, u in zip(names, units, strict=True) if n == name}) > 1
            else name,
            unit,
            note=" ".join(below.notes.get(key, "") for key in re.findall(r"\d+", match["notes"])).strip(),
        )
        for name, unit, match in zip(names, units, parts, strict=True)
    ]


def finished(gathering, form, title, below):
    """The `Reading`: the figures are on today's division, or on the one whose names they have."""
    return gathering.reading(
        form,
        boundaries=division_by_names({cell.area for cell in gathering.cells}),
        title=title,
        publisher=PUBLISHER,
        exported_on=below.exported_on,
        footnotes=below.text(),
    )
