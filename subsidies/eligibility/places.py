"""Today's municipalities, and how former ones lead to them."""

from monitor.peers.tables import municipalities
from monitor.series.pieces import boundaries


def municipalities_today():
    """Today's municipalities, by primary key, in order of their names."""
    return municipalities()


def municipality_today(pk):
    """The municipality of today that the one with primary key `pk` is or is part of."""
    return municipalities()[boundaries().roots[pk]]
