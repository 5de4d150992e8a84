"""How an export of the whole list starts, and what it adds to a worker's memory."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass

from tests.bench.client import get
from tests.bench.environment import SECURE
from tests.bench.pages import EXPORTS

LONGEST = 60  # seconds that an export is read; long enough to see it stream
EVERY = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True)
class Export:
    """One export: seconds to its first byte and in all, its size, what the worker grew by, and how it ended."""

    first: float
    total: float
    mb: float
    grown_mb: float
    ending: str


def measured(site):
    """The whole list of practices in each format; a dict of format to Export."""
    return {extension: export(site, extension) for extension in EXPORTS}


def export(site, extension):
    with watched_memory(site) as memory:
        try:
            answer = get(site.port, f"/praktijken/export.{extension}", SECURE, LONGEST)
        except OSError:
            return Export(0, 0, 0, memory.grown, "afgebroken")
    ending = "klaar" if answer.complete else f"na {LONGEST} s nog bezig"
    if answer.status != 200:
        ending = f"status {answer.status}"
    return Export(answer.first, answer.total, answer.size / 1e6, memory.grown, ending)


class Watch:
    """How much the largest worker of `site` grows; `grown` is in MB, the most that was seen."""

    def __init__(self, site):
        self.site, self.grown = site, 0
        self.before = site.memory()
        self.done = threading.Event()

    def look(self):
        """Looks until `done` is set."""
        while not self.done.wait(EVERY):
            self.grown = max(self.grown, self.site.memory() - self.before)


@contextmanager
def watched_memory(site):
    """Gives a Watch that looks while the block runs."""
    watch = Watch(site)
    thread = threading.Thread(target=watch.look, daemon=True)
    thread.start()
    try:
        yield watch
    finally:
        watch.done.set()
        thread.join()
