"""What a reader makes of a file: series, cells, and what it could not use."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """An indicator as the file has it. `slug` is ours, empty when the format alone does not tell."""

    name: str
    unit: str
    slug: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: a value, or a mark that says why there is none.

    `series` is the name of a `Series`; `area` the name as in the file ("" when it has none); `code` its NIS code, or
    that of a province or region ("" when the file has none); `mark` a `Figure.Mark` or ""; `flag` a `Figure.Flag` or
    "". Percentages are stored as 9.6, not as 0.096.
    """

    series: str
    area: str
    code: str
    year: int
    value: Decimal | None
    mark: str = ""
    flag: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the file that is not used, and why; both in Dutch. `where` is like "rij 12, kolom C"."""

    where: str
    reason: str

    def __str__(self):
        return f"{self.where}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file says.

    `format` is the reader's name; `boundaries` the year of the division in municipalities, None for that of each
    figure's own year; `duplicates` are figures that the file gives twice with the same value (kept once).
    """

    format: str
    title: str
    publisher: str
    licence: str
    exported_on: date | None
    footnotes: str
    boundaries: int | None
    series: tuple[Series, ...]
    cells: list[Cell]
    skipped: list[Skipped] = field(default_factory=list)
    duplicates: list[Skipped] = field(default_factory=list)
