"""Who helps a municipality: partners with their contact points there."""

from dataclasses import dataclass

from partners.models import ContactPoint, Partner
from portal.caching.remember import remembered

POINTS_KEPT = 400  # more than there are municipalities


@dataclass(frozen=True)
class Helper:
    """A partner, with its `contacts` for one municipality; a list of ContactPoint."""

    partner: Partner
    contacts: list


def helpers(municipality):
    """Who helps `municipality` today: a dict of Sector to a list of Helper.

    Within a sector, who is there for this municipality in particular comes first, then who is there for its province,
    then the rest.
    """
    return helpers_at(points_for(municipality))


@remembered
def helpers_at(keys):
    """The same, from the primary keys of contact points; many municipalities have the same."""
    found = {}
    for point in map(points_of_today().get, keys):
        found.setdefault(point.partner.sector, {}).setdefault(point.partner, []).append(point)
    return {
        sector: [Helper(partner, points) for partner, points in partners.items()] for sector, partners in found.items()
    }


@remembered(at_most=POINTS_KEPT)
def points_for(municipality):
    """The primary keys of the contact points that serve a municipality, in order; a tuple."""
    served = ContactPoint.objects.serving(municipality).nearest_first(municipality).values_list("pk", flat=True)
    return tuple(pk for pk in served if pk in points_of_today())


@remembered
def points_of_today():
    """All contact points that exist, of partners that do, by primary key."""
    partners = Partner.objects.published().filter(active_until=None)
    points = ContactPoint.objects.filter(is_historical=False, partner__in=partners)
    return points.select_related("partner__sector").in_bulk()
