"""What could be better: themes and kinds of municipality with few practices."""

from django.urls import reverse

from portal import roles
from portal.desk.blocks import Block, Item
from practices.models import Practice
from practices.white_spots import white_spots

SHOWN = 6
NUMBERS = ("nog geen praktijk", "nog maar één praktijk", "nog maar twee praktijken")


def waiting(user):
    """The white spots, for who publishes practices; a list of Block."""
    if not roles.may(user, roles.PUBLISH, Practice):
        return []
    found = white_spots()
    items = [Item(f"{spot.theme.name} · {spot.type.label}", note=NUMBERS[spot.count]) for spot in found[:SHOWN]]
    address = reverse("admin:practices_practice_white_spots")
    return [Block("Witte vlekken", position=40, items=items, count=len(found), more_url=address)]
