"""Names of places in the content files: which municipality each leads to. No database here."""

import re
from collections import defaultdict

from portal.text import fold

IN_YEAR = re.compile(r"(.+) in (\d{4})")


class Gazetteer:
    """Built from the `municipality` and `place` records; answers by folded name.

    A municipality of today goes before a former one, and that before a part: "Beveren" is the former municipality,
    not the part of Waregem. "Hasselt in 2012" is the municipality of that name in that year, when there was one.
    """

    def __init__(self, records):
        self.successors = {}
        self.years = {}  # NIS code: the first and last year in which it was there, None when that is open
        self.own, self.former, self.parts = defaultdict(set), defaultdict(set), defaultdict(set)
        for record in records:
            if record.kind == "municipality":
                self.add_municipality(record.fields)
            elif record.kind == "place":
                self.parts[fold(record.fields["name"])].add(record.fields["municipality"])

    def add_municipality(self, fields):
        """Files a municipality under its name, apart for today's and former ones."""
        self.successors[fields["nis"]] = fields.get("successor")
        self.years[fields["nis"]] = [year_of(fields.get(name)) for name in ("since", "until")]
        names = self.former if fields.get("successor") else self.own
        names[fold(fields["name"])].add(fields["nis"])

    def today(self, nis):
        """The code of today's municipality in which `nis` has ended up."""
        while self.successors.get(nis):
            nis = self.successors[nis]
        return nis

    def find(self, name):
        """The NIS codes to which `name` leads; a set, empty when unknown, several when ambiguous.

        They are those of today, unless the name says in which year.
        """
        if dated := IN_YEAR.fullmatch(name):
            return self.find_then(dated[1], int(dated[2])) or self.find(dated[1])
        key = fold(name.strip())
        for names in (self.own, self.former, self.parts):
            if key in names:
                return {self.today(nis) for nis in names[key]}
        return set()

    def find_then(self, name, year):
        """The NIS codes of the municipalities that had this very name in `year`; a set."""
        key = fold(name.strip())
        return {nis for nis in self.own.get(key, set()) | self.former.get(key, set()) if self.was_there(nis, year)}

    def was_there(self, nis, year):
        """Whether the municipality existed in `year`."""
        since, until = self.years[nis]
        return (since is None or since <= year) and (until is None or year <= until)


def year_of(day):
    """The year of a date, as YAML gives it or as text; None when there is none."""
    year = str(day or "")[:4]
    return int(year) if year.isdecimal() else None
