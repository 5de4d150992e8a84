"""Finished pages, kept in the memory of one process."""

from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache

MOST_BYTES = 6 * 1024 * 1024
LARGEST_PAGE = 256 * 1024


@dataclass(frozen=True)
class Page:
    """A page as visitors get it. `search` is what portal.searches.note said about it, else None."""

    body: bytes
    headers: dict
    search: tuple | None = None

    @property
    def size(self):
        """Bytes, about, with what Python adds to each header."""
        return len(self.body) + sum(len(name) + len(value) + 100 for name, value in self.headers.items())


class PageCache:
    """The pages of one content version, those that were asked for last; threads may share it."""

    def __init__(self, most_bytes=MOST_BYTES):
        self.lock = Lock()
        self.pages = LRUCache(most_bytes, getsizeof=lambda page: page.size)
        self.version = None

    def get(self, version, tag):
        """The Page of that tag, else None; a version that is new empties the cache."""
        with self.lock:
            if version != self.version:
                self.pages.clear()
                self.version = version
            return self.pages.get(tag)

    def keep(self, version, tag, page):
        """Keeps a Page, unless it is too large or the content has changed since `version`."""
        with self.lock:
            if version == self.version and page.size <= LARGEST_PAGE:
                self.pages[tag] = page

    def clear(self):
        with self.lock:
            self.pages.clear()
