"""What a visitor chose for an analysis: read from the address, never failing."""

from dataclasses import dataclass

from django.utils.http import urlencode

from monitor.peers import LIKE, PROVINCE, TYPE

GROUPS = {
    LIKE: "gemeenten die erop lijken",
    PROVINCE: "gemeenten van dezelfde provincie",
    TYPE: "gemeenten van hetzelfde type",
}
# Sections that can be left out. Figures and their sources always stay.
SECTIONS = {
    "evolutie": "Hoe veranderde het?",
    "praktijken": "Wat doen gemeenten?",
    "partners": "Wie helpt?",
    "subsidies": "Wie betaalt?",
    "vragen": "Waarover praat u?",
}
LONGEST = 80


@dataclass(frozen=True)
class Choices:
    """With which group to compare (`by`), which sections are left out, and which values nobody knows (`ignored`)."""

    by: str
    without: tuple
    ignored: tuple

    @property
    def query_string(self):
        """The choices as they stand, with its question mark; empty when nothing was chosen."""
        chosen = [("vergelijk", self.by)] if self.by != LIKE else []
        chosen += [("zonder", name) for name in self.without]
        return f"?{urlencode(chosen)}" if chosen else ""

    def has(self, section):
        """Whether a section is to be shown."""
        return section not in self.without


def choices_from(query):
    """The Choices in the QueryDict of an address."""
    groups = words(query.getlist("vergelijk"))
    sections = words(query.getlist("zonder"))
    known = [group for group in groups if group in GROUPS]
    return Choices(
        by=known[-1] if known else LIKE,
        without=tuple(name for name in SECTIONS if name in sections),
        ignored=(
            *(each for each in groups if each not in GROUPS),
            *(each for each in sections if each not in SECTIONS),
        ),
    )


def words(values):
    """Values of an address without what cannot be one; a list without doubles."""
    clean = (value.replace("\0", "").strip()[:LONGEST] for value in values)
    return list(dict.fromkeys(value for value in clean if value))
