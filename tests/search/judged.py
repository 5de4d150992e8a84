"""The judged queries: what people type, and which entries they should find."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from monitor.models import Indicator, Monitor, PolicyItem
from partners.models import Partner
from practices.models import Practice, Question, Resource
from subsidies.models import Scheme

OURS = Path(__file__).with_name("judged.yaml")
NOTHING = "nothing"

# Each kind of entry, with its model and the address of its own list.
KINDS = {
    "practice": (Practice, "/praktijken/"),
    "resource": (Resource, "/hulpmiddelen/"),
    "question": (Question, "/hete-hangijzers/"),
    "partner": (Partner, "/partners/"),
    "scheme": (Scheme, "/subsidies/"),
    "indicator": (Indicator, "/cijfers/"),
    "monitor": (Monitor, "/cijfers/bronnen/"),
    "policy": (PolicyItem, "/beleidsplan/"),
}
DIFFICULTIES = {
    *("exact", "form", "compound", "place", "abbreviation", "synonym", "question", "typo", "two-part", "phrase"),
    *("minus", NOTHING),
}


@dataclass(frozen=True)
class Query:
    """Words `q`, and the slugs of kind `kind` that they should find: all of `expected`, or one of `any_of`.

    None of `never` may be found at all. A query without `expected` and `any_of` should find nothing.
    """

    kind: str
    q: str
    difficulty: str
    expected: tuple = ()
    any_of: tuple = ()
    never: tuple = ()

    @cached_property
    def good(self):
        """The slugs that are a right answer."""
        return frozenset(self.expected + self.any_of)

    def recall(self, found, first):
        """The share of what was expected in the `first` of the slugs `found`, from 0 to 1."""
        if not self.good:
            return float(not found)
        if not self.never_among(found):
            return 0.0
        right = len(self.good.intersection(found[:first]))
        return min(right, 1.0) if self.any_of else right / len(self.good)

    def reciprocal_rank(self, found):
        """1 divided by the place of the first right answer in the slugs `found`; 0 without a right answer."""
        if not self.good:
            return float(not found)
        if not self.never_among(found):
            return 0.0
        return next((1 / place for place, slug in enumerate(found, start=1) if slug in self.good), 0.0)

    def never_among(self, found):
        """Whether nothing that may not be found was found."""
        return not set(self.never).intersection(found)


def read(path=OURS):
    """The queries of a file, as a list of Query; the file's own head says how it is written."""
    kinds = yaml.safe_load(Path(path).read_text())
    return [
        Query(kind, **{key: tuple(value) if isinstance(value, list) else value for key, value in query.items()})
        for kind, queries in kinds.items()
        for query in queries
    ]
