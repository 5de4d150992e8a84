"""What taking in a file would do: each new, changed and refused row, before anything is done."""

import hashlib
import json
from dataclasses import dataclass, field

from portal.exports.columns import SAVED
from portal.spreadsheets.lookups import Lookups

NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"
STATES = {NEW: "nieuw", CHANGED: "gewijzigd", SAME: "gelijk", REFUSED: "geweigerd"}


@dataclass
class Edit:
    """A cell that changes: the heading of its column, and what the export says before and after."""

    label: str
    before: str
    after: str


@dataclass
class Outcome:
    """What becomes of a row. `edits` are the cells that change, `faults` say in Dutch what is refused and why.

    A changed row can have faults too: those cells stay as they are. With `is_proposal` somebody else decides. `entry`
    is the primary key of its entry, None for a new one; `notes` are for who looks.
    """

    number: int
    name: str
    state: str = SAME
    edits: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    entry: int | None = None
    is_proposal: bool = False

    @property
    def heading(self):
        """What the row is, and what becomes of it."""
        return f"Rij {self.number}, {STATES[self.state]}: {self.name or '(zonder naam)'}"

    def refuse(self, reason):
        """Refuses the row."""
        self.state, self.edits = REFUSED, []
        self.faults.append(reason)


@dataclass
class Work:
    """An entry to write: `before` is its document today (None: there is none yet), `after` what it becomes.

    `numbers` are the rows of the file that it comes from.
    """

    pk: int | None
    before: dict | None
    after: dict
    numbers: list = field(default_factory=list)


@dataclass
class Plan:
    """What taking in a Sheet of a Kind would do, for `user` (None: a program).

    `outcomes` has one Outcome for each row, `works` the entries to write, `ignored` Dutch lines about what is not used.
    """

    kind: object
    user: object
    sheet: object
    outcomes: list = field(default_factory=list)
    works: list = field(default_factory=list)
    ignored: list = field(default_factory=list)

    def __post_init__(self):
        self.lookups = Lookups(self.user)

    def of(self, state):
        """The Outcomes in that state; a list."""
        return [outcome for outcome in self.outcomes if outcome.state == state]

    @property
    def counts(self):
        """How many rows there are of each state; `faults` counts those with anything refused."""
        counts = {state: len(self.of(state)) for state in (NEW, CHANGED, SAME, REFUSED)}
        return counts | {"faults": sum(bool(outcome.faults) for outcome in self.outcomes), "all": len(self.outcomes)}

    @property
    def digest(self):
        """A fingerprint of all that would be done, and to what."""
        works = [[work.pk, work.before, work.after] for work in self.works]
        text = json.dumps([self.kind.name, works, self.counts], sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def where(self, number, key=None):
        """A place in words: "rij 12, kolom C (Titel)"."""
        column = self.sheet.letters.get(key)
        return f"rij {number}" + (f", kolom {column} ({self.kind.label(key)})" if column else "")

    @property
    def read_columns(self):
        """The keys of the columns of the file that can be edited; a list."""
        return [key for key in self.kind.readers if key in self.sheet.letters]

    @property
    def computed_columns(self):
        """The keys of the columns of the file that follow from others; a list."""
        apart = {*self.kind.readers, self.kind.key, self.kind.entry, SAVED.key, "control", "slug"}
        return [key for key in self.sheet.letters if key not in apart]


def copied(document):
    """A copy of a document that can be written in: deepcopy, which takes many times as long, for what JSON can hold."""
    if isinstance(document, dict):
        return {key: copied(value) for key, value in document.items()}
    if isinstance(document, list):
        return [copied(value) for value in document]
    return document
