"""Names of places in the content files: which municipality of today each leads to. No database here."""

from collections import defaultdict

from portal.text import fold


class Gazetteer:
    """Built from the `municipality` and `place` records; answers by folded name.

    A municipality of today goes before a former one, and that before a part: "Beveren" is the former municipality,
    not the part of Waregem.
    """

    def __init__(self, records):
        self.successors = {}
        self.own, self.former, self.parts = defaultdict(set), defaultdict(set), defaultdict(set)
        for record in records:
            if record.kind == "municipality":
                self.add_municipality(record.fields)
            elif record.kind == "place":
                self.parts[fold(record.fields["name"])].add(record.fields["municipality"])

    def add_municipality(self, fields):
        """Files a municipality under its name, apart for today's and former ones."""
        self.successors[fields["nis"]] = fields.get("successor")
        names = self.former if fields.get("successor") else self.own
        names[fold(fields["name"])].add(fields["nis"])

    def today(self, nis):
        """The code of today's municipality in which `nis` has ended up."""
        while self.successors.get(nis):
            nis = self.successors[nis]
        return nis

    def find(self, name):
        """The NIS codes of today to which `name` leads; a set, empty when unknown, several when ambiguous."""
        key = fold(name.strip())
        for names in (self.own, self.former, self.parts):
            if key in names:
                return {self.today(nis) for nis in names[key]}
        return set()
