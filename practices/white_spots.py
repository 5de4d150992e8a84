"""White spots: themes of which no practice, or hardly any, is known in one kind of municipality."""

from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import Coalesce

from portal.caching.remember import remembered
from portal.models import Municipality, Theme
from practices.models import Practice

FEW = 2  # practices; with these or fewer, a councillor of such a town finds little


@dataclass(frozen=True, slots=True)
class Spot:
    """How many published practices a theme has in municipalities of one type; one in two types counts in both."""

    theme: Theme
    type: Municipality.Type
    count: int

    @property
    def is_white(self):
        return self.count <= FEW


@remembered
def spots():
    """Every theme with every type of municipality, in their orders; a list of Spot."""
    # A municipality that merged counts as the one it is in today.
    place_type = Coalesce("localities__municipality__successor__type", "localities__municipality__type")
    rows = Practice.objects.published().order_by().annotate(place_type=place_type)
    counted = rows.values_list("themes", "place_type").annotate(number=Count("pk", distinct=True))
    numbers = {(theme, place): number for theme, place, number in counted}
    return [
        Spot(theme, place, numbers.get((theme.pk, place.value), 0))
        for theme in Theme.objects.all()
        for place in Municipality.Type
    ]


def white_spots():
    """Those with few practices, the emptiest first; a list of Spot. Brussels comes last."""
    white = (spot for spot in spots() if spot.is_white)
    return sorted(white, key=lambda spot: (spot.type == Municipality.Type.BRUSSELS, spot.count))


def table():
    """All as rows of a table; a list of pairs of a theme and its Spots, one for each type."""
    rows = {}
    for spot in spots():
        rows.setdefault(spot.theme, []).append(spot)
    return list(rows.items())
