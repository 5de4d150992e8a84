"""What the bench asks for, and the goals."""

from dataclasses import dataclass

COLD, WARM, REPEATED = "koud", "warm", "304"


@dataclass(frozen=True)
class Page:
    """A page of the portal; goals are requests a second as a ratio to the bare template page T.

    `cold`: an address that nobody asked before. `warm`: asked before, answered in full. `repeated`: the visitor has it.
    `queries`: the most that it may take when cold.
    """

    name: str
    label: str
    cold: float
    warm: float
    repeated: float
    queries: int | None = None

    @property
    def goals(self):
        return {COLD: self.cold, WARM: self.warm, REPEATED: self.repeated}


PAGES = (
    Page("list", "lijst van praktijken", 0.35, 1.8, 2, 5),
    Page("filtered", "twee woorden, twee filters", 0.20, 1.8, 2, 6),
    Page("again", "dezelfde vragen, nieuw adres", 0.20, 1.8, 2, 6),
    Page("search", "zoeken in alles", 0.20, 1.8, 2, 6),
    Page("practice", "praktijk", 0.45, 1.8, 2, 3),
    Page("theme", "thema", 0.45, 1.8, 2, 3),
    Page("subsidy", "subsidie", 0.45, 1.8, 2, 3),
    Page("municipalities", "alle gemeenten", 0.05, 1, 2),
)
GOALS_COUNT_FROM = 3_000  # practices: the ratios are goals of a portal of this size

# Words of a search, by the share of the practices that have them both.
SHARES = {"breed": 0.106, "midden": 0.011, "zeldzaam": 0.0005}
SEARCHES = {"list": "/praktijken/?q={}", "search": "/zoeken/?q={}"}
# Milliseconds in the database for a broad search, by number of practices.
DATABASE_GOALS = {100_000: 35, 1_000_000: 200}

SPREAD = 2.5  # p99 ÷ p50 at most
WORKER_MB = 90
LIST_KB = 12  # gzipped HTML
# What is left of the throughput at 300 when there are 100,000.
GROWTH = (300, 100_000, {"list": 0.9, "filtered": 0.6, "again": 0.6})

EXPORTS = ("csv", "json", "xlsx", "ods")
EXPORT_SECONDS = 1  # to the first byte
EXPORT_MB = 60  # that a worker grows by
