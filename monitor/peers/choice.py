"""Which municipalities another is compared with, and why these."""

from dataclasses import dataclass, field

from monitor.peers.nearness import DIMENSIONS, Dimension, distances, known_dimensions
from monitor.peers.profiles import profiles, scale, years_of_profiles
from monitor.peers.weights import FAR, FEWEST_WITH_VALUE, MEMBERS
from portal.caching.remember import remembered_by_figures
from portal.models import Municipality
from portal.municipalities import municipalities_today

LIKE, PROVINCE, TYPE = "lijkt", "provincie", "type"
# What a visitor can choose, with its name on the page.
CHOICES = {LIKE: "Gemeenten die erop lijken", PROVINCE: "Zelfde provincie", TYPE: "Zelfde type"}
PEERS_KEPT = 400  # more than there are municipalities; each takes some 3 kB
# Antwerpen and Gent are the only two of their type: the cities nearest in size are centrumsteden.
RELATED_TYPES = {Municipality.Type.METROPOLIS: {Municipality.Type.METROPOLIS, Municipality.Type.CENTRE_CITY}}


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality to compare with. `values` is its profile by a dimension's key; `parts` are what its distance
    consists of, both without what is unknown. `distance` is None when nothing is known to measure it by."""

    municipality: Municipality
    values: dict
    parts: dict

    @property
    def distance(self):
        return sum(self.parts.values()) if self.parts else None

    @property
    def mainly(self):
        """The key of the dimension in which it differs most; "" when in none."""
        return max(self.parts, key=self.parts.get) if any(self.parts.values()) else ""


@dataclass(frozen=True)
class Peers:
    """The municipalities with which `municipality` is compared, nearest first (`members`; by name when `by` is not
    "lijkt"). `asked` is the choice of the visitor, `by` what it became: without figures nothing is "lijkt".

    `values` is the profile of the municipality itself, `years` are those of the figures, in words. `dimensions` are
    what distances are made of, `missing` what is unknown of the municipality or of most others.
    """

    municipality: Municipality
    asked: str
    by: str
    members: tuple
    values: dict
    dimensions: tuple = field(default=(), compare=False)
    missing: tuple[Dimension, ...] = field(default=(), compare=False)
    years: str = ""

    @property
    def name(self):
        """What they are called together, in the middle of a sentence."""
        if self.by == PROVINCE:
            return f"andere gemeenten in {self.municipality.province}"
        if self.by == TYPE:
            return "gemeenten van hetzelfde type"
        return "de best vergelijkbare gemeenten" if self.is_far else "gemeenten die erop lijken"

    @property
    def keys(self):
        """The primary keys of the members; a list."""
        return [member.municipality.pk for member in self.members]

    @property
    def is_far(self):
        """Whether even the nearest is not much alike."""
        found = [member.distance for member in self.members if member.distance is not None]
        return bool(found) and min(found) > FAR

    @property
    def is_fallback(self):
        """Whether what was asked could not be, for want of figures."""
        return self.asked != self.by


@remembered_by_figures(at_most=PEERS_KEPT)
def peers_of(municipality, by=LIKE):
    """The Peers of a municipality of today; `by` is "lijkt", "provincie" or "type". Without queries once the figures
    are remembered."""
    found = profiles(municipality.in_brussels)
    known = known_dimensions(found, municipality.pk)
    has_figures = any(dimension.key != "type" for dimension in known)
    parts = distances(found, municipality.pk, scale(municipality.in_brussels)) if has_figures else {}
    chosen = TYPE if by == LIKE and not has_figures else by
    keys = nearest(parts) if chosen == LIKE else others(municipality, chosen, is_guess=by != chosen)
    return Peers(
        municipality=municipality,
        asked=by,
        by=chosen,
        members=tuple(Member(municipalities_today()[pk], found[pk], parts.get(pk, {})) for pk in keys),
        values=found[municipality.pk],
        dimensions=tuple(known) if has_figures else (),
        missing=tuple(unknown(known)),
        years=years_of_profiles() if has_figures else "",
    )


def nearest(parts):
    """The primary keys of the MEMBERS with the smallest distances, nearest first."""
    return sorted(parts, key=lambda pk: (sum(parts[pk].values()), pk))[:MEMBERS]


def others(municipality, by, is_guess):
    """The primary keys of the others of the same province or type, by name.

    `is_guess` says that nobody chose the type, but that figures fail: then those of its own province will do, if
    there are enough.
    """
    rest = [each for each in municipalities_today().values() if each.pk != municipality.pk]
    here = [each for each in rest if each.province_id == municipality.province_id]
    types = RELATED_TYPES.get(municipality.type, {municipality.type})
    same_here = [each for each in here if each.type in types]
    if by == PROVINCE:
        found = here
    elif is_guess and len(same_here) >= FEWEST_WITH_VALUE:
        found = same_here
    else:
        found = [each for each in rest if each.type in types]
    return [each.pk for each in found]


def unknown(known):
    """The dimensions that are not among `known`; type only stands in for another."""
    keys = {dimension.key for dimension in known}
    return [each for each in DIMENSIONS if each.key not in keys and each.key != "type"]
