"""How former municipalities lead to those of today."""

from monitor.series.pieces import boundaries
from portal.municipalities import municipalities_today


def municipality_today(pk):
    """The municipality of today that the one with primary key `pk` is or is part of."""
    return municipalities_today()[boundaries().roots[pk]]
