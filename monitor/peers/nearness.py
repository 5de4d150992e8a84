"""How near municipalities are to each other. Numbers in, numbers out: no database."""

from dataclasses import dataclass
from math import log, sqrt
from statistics import median

from monitor.peers.weights import LEAST_KNOWN, NORMAL, OTHER_TYPE, WEIGHTS
from portal.models import Municipality
from portal.rendering.numbers import figure


@dataclass(frozen=True)
class Dimension:
    """Something in which municipalities differ: its name in Dutch, and how values are placed on a line."""

    key: str
    label: str
    unit: str
    decimals: int
    place: callable

    @property
    def weight(self):
        return WEIGHTS[self.key]

    def shown(self, profile):
        """The value in a profile as Belgians write it, a change with its sign; "onbekend" when it is not there."""
        if self.key not in profile:
            return "onbekend"
        value = profile[self.key]
        if self.key == "type":
            return Municipality.Type(value).label
        return ("+" if self.key == "change" and value > 0 else "") + figure(value, self.decimals)


def plain(value):
    return value


# Ratios count for sizes (10.000 to 20.000 as 50.000 to 100.000), hence logarithms. For shares the square root, as in
# Hellinger's distance between compositions: 1 % to 4 % counts as much as 25 % to 36 %.
DIMENSIONS = (
    Dimension("population", "inwoners", "", 0, log),
    Dimension("density", "inwoners per km²", "", 0, log),
    Dimension("type", "type", "", 0, plain),
    Dimension("neighbouring", "herkomst buurlanden", "%", 1, sqrt),
    Dimension("eu", "herkomst rest van de EU", "%", 1, sqrt),
    Dimension("non_eu", "herkomst buiten de EU", "%", 1, sqrt),
    Dimension("change", "verandering in tien jaar", "procentpunt", 1, plain),
)


def spread(values):
    """The robust standard deviation of `values` (at least one): 1.4826 times the median absolute deviation."""
    values = list(values)
    middle = median(values)
    return NORMAL * median(abs(value - middle) for value in values)


def known_dimensions(profiles, key):
    """The dimensions on which municipality `key` can be compared: its own value is known, and at least LEAST_KNOWN
    of all. Type stands in for density.

    `profiles` is a dict of municipality to dict of a dimension's key to its value; what is unknown is not there.
    """
    known = [
        dimension
        for dimension in DIMENSIONS
        if dimension.key in profiles[key]
        and sum(dimension.key in profile for profile in profiles.values()) >= LEAST_KNOWN * len(profiles)
    ]
    has_density = any(dimension.key == "density" for dimension in known)
    return [dimension for dimension in known if not (dimension.key == "type" and has_density)]


def spreads(profiles):
    """The spread on each dimension over all that are known; a dict by key. On a line without any, 1."""
    found = {}
    for dimension in DIMENSIONS:
        values = [dimension.place(each[dimension.key]) for each in profiles.values() if dimension.key in each]
        found[dimension.key] = (dimension.key != "type" and values and spread(values)) or 1.0
    return found


def distances(profiles, key, scale):
    """What the distance of `key` to each of the others consists of: a dict of municipality to dict of a dimension's
    key to its part. The parts add up to the distance.

    `scale` is what spreads() made of the profiles. An other of which a dimension is unknown is left out: it would seem
    near for want of figures.
    """
    dimensions = known_dimensions(profiles, key)
    whole = sum(dimension.weight for dimension in dimensions)
    own = profiles[key]
    return {
        other: {
            dimension.key: dimension.weight / whole * gap(dimension, own, profile) / scale[dimension.key]
            for dimension in dimensions
        }
        for other, profile in profiles.items()
        if other != key and all(dimension.key in profile for dimension in dimensions)
    }


def gap(dimension, own, other):
    """How far two profiles are apart on a dimension, in its own units."""
    first, second = own[dimension.key], other[dimension.key]
    if dimension.key == "type":
        return 0.0 if first == second else OTHER_TYPE
    return abs(dimension.place(first) - dimension.place(second))
