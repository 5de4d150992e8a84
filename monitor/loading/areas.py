"""Which municipality, province or region a file means, by its code or its name."""

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import fuzz, process

from monitor.models import Figure
from portal.models import Municipality, Place, Province
from portal.text import fold

REGION_CODES = {"01000": Figure.Region.BELGIUM, "02000": Figure.Region.FLANDERS}
REGION_NAMES = {
    "vlaanderen": Figure.Region.FLANDERS,
    "vlaams gewest": Figure.Region.FLANDERS,
    "het vlaamse gewest": Figure.Region.FLANDERS,
    "belgie": Figure.Region.BELGIUM,
}
# Walloon Brabant, Hainaut, Liège, Luxembourg and Namur, and the Walloon Region: Statbel, REFNIS.
WALLOON = re.compile(r"(25|[5689]\d)\d{3}|20002|03000")
DISTRICT = re.compile(r"\d{2}000")
# "Hove (Antwerpen)" and "Provincie Antwerpen" are those names with more words around them.
QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")
PROVINCE = re.compile(r"(?:provincie|prov\.?)\s+(.+)", re.IGNORECASE)
NO_WORD = re.compile(r"[^a-z0-9]+")
SIMILAR, SUGGESTED = 75, 3


class Area(NamedTuple):
    """Where a figure stands: exactly one of the three, as in Figure. Relations are primary keys.

    `first` and `last` are the years whose division in municipalities it belongs to, None when that is open.
    """

    municipality: int | None = None
    province: int | None = None
    region: str = ""
    first: int | None = None
    last: int | None = None

    @property
    def key(self):
        """What tells it from the others in the columns of Figure."""
        return self.municipality, self.province, self.region

    def division(self, year):
        """`year`, or else the nearest year whose division it belongs to."""
        if self.first and year < self.first:
            return self.first
        return self.last if self.last and year > self.last else year


class Unknown(NamedTuple):
    """A name that no area has: who may be meant, as names."""

    name: str
    suggestions: tuple = ()
    reason: str = ""


class Areas:
    """All areas of the portal, and what a file says that is none of them.

    `unknown` holds each Unknown with its number of figures; `outside` the number for Walloon municipalities, and for
    districts, which the portal does not have.
    """

    def __init__(self):
        self.by_code, self.by_name, self.names = {}, defaultdict(list), {}
        self.unknown, self.outside = Counter(), Counter()
        self.found = {}
        self.municipalities = {}
        for province in Province.objects.all():
            self.by_code[province.code] = Area(province=province.pk)
            self.by_name[key_of(f"provincie {province.name}")].append(Area(province=province.pk))
            self.names[key_of(f"provincie {province.name}")] = f"Provincie {province.name}"
            if not Municipality.objects.filter(name=province.name).exists():
                self.by_name[key_of(province.name)].append(Area(province=province.pk))
        for code, region in REGION_CODES.items():
            self.by_code[code] = Area(region=region)
        for name, region in REGION_NAMES.items():
            self.by_name[name].append(Area(region=region))
        for row in Municipality.objects.values_list("pk", "nis", "name", "valid_from", "valid_until"):
            self.add_municipality(*row)

    def add_municipality(self, pk, nis, name, since, until):
        area = Area(municipality=pk, first=since and since.year, last=until and until.year)
        self.by_code[nis] = area
        self.by_name[key_of(name)].append(area)
        self.names[key_of(name)] = name
        self.municipalities[area] = name

    def municipalities_in(self, division):
        """The municipalities in the division of a year: their names by primary key."""
        return {
            area.municipality: name for area, name in self.municipalities.items() if area.division(division) == division
        }

    def find(self, cell, boundaries):
        """The Area of a cell, or None after counting why not. `boundaries` is a year, None for that of the cell."""
        question = (cell.code, cell.area, boundaries or cell.year)
        if question not in self.found:
            self.found[question] = self.by_code_of(cell) if cell.code else self.by_name_of(cell.area, question[2])
        found = self.found[question]
        if isinstance(found, Area):
            return found
        self.count(found)
        return None

    def count(self, found):
        """Remembers one figure that has no place here."""
        (self.unknown if isinstance(found, Unknown) else self.outside)[found] += 1

    def by_code_of(self, cell):
        """The Area of a cell with a code; Unknown when its name is that of another one, else why not."""
        if area := self.by_code.get(cell.code):
            named = self.named(cell.area)
            if named and all(other.key != area.key for other in named) and area.municipality and self.is_other(cell):
                return Unknown(f"{cell.code} {cell.area}", (), "code en naam zijn van twee verschillende gemeenten")
            return area
        if WALLOON.fullmatch(cell.code):
            return "Waalse gemeenten, provincies en gewest"
        if DISTRICT.fullmatch(cell.code):
            return "arrondissementen en andere gebieden"
        return Unknown(f"{cell.code} {cell.area}".strip(), self.suggestions(cell.area), "deze code kennen we niet")

    def is_other(self, cell):
        """Whether the name of a cell is only that of municipalities with another name than its code has."""
        area = self.by_code[cell.code]
        own = {name for name, areas in self.by_name.items() if any(each.key == area.key for each in areas)}
        return key_of(cell.area) not in own and key_of(QUALIFIER.sub("", cell.area)) not in own

    def named(self, name):
        """The areas with a name, whenever they were there; a list."""
        if province := PROVINCE.fullmatch(name.strip()):
            return self.by_name.get(key_of(f"provincie {province[1]}"), [])
        return self.by_name.get(key_of(name)) or self.by_name.get(key_of(QUALIFIER.sub("", name)), [])

    def by_name_of(self, name, division):
        """The Area with this name in the division of a year, or else the only one that ever had it; or Unknown."""
        named = self.named(name)
        then = [area for area in named if area.division(division) == division] or named
        if len(then) == 1:
            return then[0]
        return Unknown(name, (), "meer dan één gebied heet zo") if then else Unknown(name, self.suggestions(name))

    def suggestions(self, name):
        """Names like `name`, most alike first; a tuple. Parts of municipalities come with their municipality."""
        if not name:
            return ()
        choices = self.names | self.parts
        found = process.extract(key_of(name), choices.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=SUGGESTED)
        return tuple(choices[key] for key, _, _ in found)

    @cached_property
    def parts(self):
        """Other names of places, by folded name; a dict."""
        rows = Place.objects.values_list("name", "municipality__name")
        return {key_of(name): f"{name} ({whole})" for name, whole in rows}


def key_of(name):
    """A name as it is compared: folded, with one space between words."""
    return NO_WORD.sub(" ", fold(name)).strip()
