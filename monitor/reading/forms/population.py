"""Statbel, TF_SOC_POP_STRUCT_YYYY: every resident by municipality, sex, nationality, civil status and age.

Half a million rows: they are added up while they pass.
"""

import re
from array import array
from decimal import Decimal

from monitor.reading.forms.statbel import ABOUT
from monitor.reading.gathering import FIVE_DIGITS, Gathering
from monitor.reading.numbers import FIRST_YEAR, LAST_YEAR, shortened
from monitor.reading.shapes import Cell, Series
from portal.reading import UnreadableFile
from portal.reading.tables import body, columns_of, plain

NAME = "statbel-bevolking"
LABEL = "Statbel, structuur van de bevolking"
# Two names since 2019, what they were before.
CODES = ("cd_refnis", "cd_munty_refnis")
NAMES = ("tx_descr_nl", "tx_munty_descr_nl")
NEEDED = {"cd_sex", "cd_natlty", "cd_age", "ms_population"}
SERIES = (
    Series("inwoners", "personen", "inwoners"),
    Series("inwoners-niet-belgisch", "personen", "inwoners-niet-belgisch"),
    Series("inwoners-jonger-dan-18", "personen", "inwoners-jonger-dan-18"),
    Series("inwoners-65-plus", "personen", "inwoners-65-plus"),
)
YEAR = re.compile(r"STRUCT\D{0,3}(\d{4})(?!\d)", re.IGNORECASE)
OLDEST = 130
# Belgium had 589 at most since 1983; this leaves room for districts.
MOST_PLACES = 5_000
# Belgium had 589 municipalities, then 581, and 565 since 2025; Flanders has 285.
FEWEST_OF_BELGIUM, FEWEST_OF_FLANDERS = 500, 285
# A file of a few municipalities is somebody's own; with so many groups, it can only be one that was cut off.
MANY_GROUPS = 2_000
SEXES = {"M", "F"}
NATIONALITIES = {"BEL", "ETR"}


def header(names):
    return names >= NEEDED and bool(names & set(CODES)) and bool(names & set(NAMES))


def recognises(document):
    return columns_of(document.tables[0], header) is not None


def read(document, name):
    year = year_of(document.name, name)
    table = document.tables[0]
    gathering = Gathering()
    sums = Sums(table, columns_of(table, header), gathering)
    sums.take()
    check_completeness(gathering, len(sums.places), len(sums.seen))
    for series in SERIES:
        gathering.declare(series)
    for code, (area, *numbers) in sums.places.items():
        for series, value in zip(SERIES, numbers, strict=True):
            gathering.add(table, None, Cell(series.name, area, code, year, Decimal(value)))
    return gathering.reading(NAME, title=f"Structuur van de bevolking op 1 januari {year}", **ABOUT)


def check_completeness(gathering, places, groups):
    """Report a file without all of Belgium. Raises UnreadableFile when it is large, but without all of Flanders."""
    if places < FEWEST_OF_FLANDERS and groups > MANY_GROUPS:
        raise UnreadableFile(f"Dit bestand heeft maar {places} gemeenten: het is afgekapt.")
    if places < FEWEST_OF_BELGIUM:
        gathering.skip("het hele bestand", f"Het heeft niet alle gemeenten van België, maar {places}. Klopt dat?")


def year_of(*names):
    """The one year in the names of a file: its own, and that of the zip. Raises UnreadableFile."""
    years = {int(match[1]) for name in names for match in [YEAR.search(name)] if match}
    if len(years) != 1 or not FIRST_YEAR <= min(years) <= LAST_YEAR:
        raise UnreadableFile(
            "Het jaar staat alleen in de naam van dit bestand. Noem het zoals Statbel: TF_SOC_POP_STRUCT_2025."
        )
    return years.pop()


class Sums:
    """The rows of the file added up by municipality: `places` has [name, all, not Belgian, under 18, 65 plus] by code.

    `seen` has the sums and the number of people by age for each group, so that no row counts twice.
    """

    def __init__(self, table, columns, gathering):
        self.table = table
        self.columns = columns
        self.gathering = gathering
        self.places = {}
        self.seen = {}

    def take(self):
        """Add up all rows. Raises UnreadableFile at the first that is not as it should be."""
        place = self.columns.place
        code, area = place(*CODES), place(*NAMES)
        sex, nationality, age, people = place("cd_sex"), place("cd_natlty"), place("cd_age"), place("ms_population")
        status = place("cd_civ_sts")
        for number, row in body(self.table, self.columns):
            group = row[code], row[sex], row[nationality], row[status] if status is not None else ""
            room = self.seen.get(group) or self.opened(number, group, row[area])
            self.count(number, *room, row[age], row[people])

    def opened(self, number, group, area):
        """Room to count a group that is new, once it is checked: its sums, whether it is foreign, and its ages."""
        code, sex, nationality, _ = map(plain, group)
        if not FIVE_DIGITS.fullmatch(code):
            raise self.table.fault(f"“{shortened(code)}” is geen NIS-code van vijf cijfers.", number)
        if sex not in SEXES or nationality not in NATIONALITIES:
            raise self.table.fault("Geslacht of nationaliteit is onbekend: staan de kolommen juist?", number)
        if code not in self.places:
            area, _ = self.gathering.place(self.table, number, area, code) or ("", code)
            self.places[code] = [area, 0, 0, 0, 0]
        if len(self.places) > MOST_PLACES:
            raise self.table.fault("Dit zijn meer gemeenten dan er ooit waren.", number)
        room = self.places[code], nationality == "ETR", array("i", [-1]) * (OLDEST + 1)
        return self.seen.setdefault(group, room)

    def count(self, number, sums, is_foreign, counts, age, people):
        """Add one row, unless it was there before."""
        try:
            years, count = int(age), int(people)
        except (TypeError, ValueError):
            years = count = -1
        if not (0 <= years <= OLDEST and 0 <= count < 10_000_000):
            found = f"“{shortened(age)}” en “{shortened(people)}”"
            raise self.table.fault(f"Leeftijd en aantal zijn geen getallen die kunnen: {found}.", number)
        if counts[years] == count:
            return self.gathering.repeat(self.table.where(number), "Deze groep staat er twee keer.")
        if counts[years] >= 0:
            raise self.table.fault("Deze groep staat er twee keer, met een ander aantal.", number)
        counts[years] = count
        sums[1] += count
        sums[2] += count * is_foreign
        sums[3] += count * (years < 18)
        sums[4] += count * (years >= 65)
        return None
