"""Axes of charts: from 0 up in round steps."""

from dataclasses import dataclass
from decimal import Decimal
from math import ceil

MOST_STEPS = 5
STEPS = (2, 4, 10, 20, 40, 100)


@dataclass(frozen=True)
class Axis:
    """From 0 to `top`, with a tick at every `step`."""

    step: Decimal
    top: Decimal

    @property
    def ticks(self):
        """The values of the ticks, the lowest first."""
        return [self.step * number for number in range(int(self.top / self.step) + 1)]

    @property
    def decimals(self):
        """How many the values of the ticks need."""
        return max(0, -self.step.normalize().as_tuple().exponent)


def axis_to(highest, at_most=MOST_STEPS):
    """The Axis of values up to `highest` (a Decimal), with at most that many ticks above 0."""
    step = step_for(highest)
    while highest / step > at_most:
        step *= 2
    return Axis(step, step * max(1, ceil(highest / step)))


def step_for(highest):
    """A round distance between ticks: with the one at 0, four to six reach `highest`."""
    if highest <= 0:
        return Decimal(1)
    size = Decimal(10) ** (Decimal(highest).adjusted() - 1)
    return next(size * step for step in STEPS if highest / (size * step) <= MOST_STEPS)
