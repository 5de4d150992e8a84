"""The value of an indicator for an area of today, as visitors may see it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from monitor.models import Figure, small_groups

BEFORE_MERGER = "before_merger"
PART_UNKNOWN = "part_unknown"
REASONS = {
    **dict(Figure.Mark.choices),
    BEFORE_MERGER: "voor de fusie, niet op te tellen",
    PART_UNKNOWN: "niet van elke vroegere gemeente bekend",
    small_groups.MARK: small_groups.LABEL,
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value of one year, on the boundaries of today.

    Without a `value` (Decimal, in the unit of the indicator) the `mark` says why: one of Figure.Mark, BEFORE_MERGER,
    PART_UNKNOWN, or small_groups.MARK (`is_small`: fewer than 10 persons, hidden). `parts` names the former
    municipalities that were added up; empty when nothing was. `flag` is one of Figure.Flag, or empty.
    """

    year: int
    period: str
    value: Decimal | None
    mark: str = ""
    is_small: bool = False
    parts: tuple[str, ...] = ()
    flag: str = ""
    source_id: int | None = None

    @property
    def reason(self):
        """Why there is no value, in words; empty when there is one."""
        return REASONS[self.mark] if self.mark else ""

    @property
    def label(self):
        """The period it is about, in words."""
        return self.period or str(self.year)

    @property
    def flag_label(self):
        """What reservation there is, in words; empty when there is none."""
        return Figure.Flag(self.flag).label if self.flag else ""

    def hidden(self):
        """The same, hidden because it is about a small group."""
        return replace(self, value=None, mark=small_groups.MARK, is_small=True)
