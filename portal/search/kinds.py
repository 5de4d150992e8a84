"""What the search index knows things by: the kinds of entry, and the axes along which lists are narrowed.

The numbers stand in the index: give a new kind or axis a new number, and never use one again.
"""

from enum import IntEnum
from functools import cache

from django.db.models import IntegerChoices

ROOM = 1_000_000  # values an axis has room for


class Kind(IntegerChoices):
    """A kind of entry; its label is the heading above what a search found of it."""

    PRACTICE = 1, "Praktijken"
    RESOURCE = 2, "Hulpmiddelen"
    QUESTION = 3, "Hete hangijzers"
    PARTNER = 4, "Partners"
    SCHEME = 5, "Subsidies"
    INDICATOR = 6, "Cijfers"
    MONITOR = 7, "Waar vindt u cijfers?"
    POLICY = 8, "Beleidsplan"

    @property
    def singular(self):
        """What one of them is called."""
        names = ("praktijk", "hulpmiddel", "heet hangijzer", "partner", "subsidie", "cijfer", "cijferbron")
        return (*names, "doel of actie")[self - 1].capitalize()

    @property
    def slug(self):
        """The same for in an address."""
        return self.singular.lower().replace(" ", "-")


class Axis(IntEnum):
    """Something that a list is narrowed by. An entry has any number of values on it, each a small number: the
    primary key of a term, or the place of a choice among its model's choices."""

    THEME = 1
    DOMAIN = 2
    TARGET_GROUP = 3
    MUNICIPALITY = 4
    PROVINCE = 5
    SOURCE = 6
    STATE = 7
    TYPE = 8
    SECTOR = 9
    SERVED_MUNICIPALITY = 10
    LEVEL = 11
    APPLICANT = 12
    GOAL = 13
    STAND = 14
    WHOLE_PROVINCE = 15
    PRESENCE = 16  # of a partner: exists today (1) or not (0)
    PARENT = 17

    def code(self, number):
        """The one number that stands in the index for value `number` on this axis."""
        return self * ROOM + number


def split(code):
    """The axis and the number of a code of the index: 1_000_007 → (1, 7)."""
    return divmod(code, ROOM)


@cache
def place_of(choices, value):
    """The number of `value` among the choices of a TextChoices class, from 1."""
    return choices.values.index(value) + 1
