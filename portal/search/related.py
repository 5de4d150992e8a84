"""Entries like another."""

from dataclasses import dataclass
from heapq import nlargest

from django.db import connection

from portal.caching.remember import remembered
from portal.queries import Prepared
from portal.search.kinds import Axis, split
from portal.search.statement import loaded

COMPARED = 500  # entries of the same theme that are compared, the newest first

NEWEST = f"""
SELECT entry_id, facets FROM portal_indexedentry WHERE kind = %s AND facets && %s
ORDER BY day DESC, entry_id LIMIT {COMPARED}
"""
CARDS = Prepared("SELECT entry_id, card FROM portal_indexedentry WHERE kind = $1 AND entry_id = ANY($2)", 2)


@dataclass(frozen=True)
class Compared:
    """The entries of one kind and theme that others are compared with: their primary keys, the newest first, and what
    each is about. That is a number, of which each bit stands for one of `codes`."""

    keys: tuple
    marks: tuple
    codes: dict

    def marks_of(self, facets):
        """What an entry with these codes of the index is about."""
        return sum(self.codes.get(code, 0) for code in facets)


@remembered
def compared(kind, theme):
    """The Compared of the entries of `kind` with the theme of that primary key: 50 kB at most, for each theme."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [kind, [Axis.THEME.code(theme)]])
        rows = cursor.fetchall()
    about = {code for _, facets in rows for code in facets if split(code)[0] in (Axis.DOMAIN, Axis.TARGET_GROUP)}
    codes = {code: 1 << number for number, code in enumerate(sorted(about))}
    found = Compared((), (), codes)
    return Compared(tuple(key for key, _ in rows), tuple(found.marks_of(facets) for _, facets in rows), codes)


def rows_like(entry, card, most):
    """Rows of the index of the `most` published entries that are most like `entry`, of which `card` is the card.

    Like: of its first theme, and sharing policy domains and target groups; of equal ones the newest comes first. A
    list of dicts.
    """
    if not card.themes:
        return []
    others = compared(entry.search_kind, card.themes[0].pk)
    own = others.marks_of(card.facets)
    shared = [(own & marks).bit_count() for marks in others.marks]
    # Equal ones stay in their order. The entry itself is one of them.
    best = [others.keys[place] for place in nlargest(most + 1, range(len(shared)), key=shared.__getitem__)]
    return rows_of(entry.search_kind, [key for key in best if key != entry.pk][:most])


def rows_of(kind, keys):
    """Rows of the index with these primary keys, in that order; a list of dicts."""
    cards = dict(CARDS.rows(kind, keys))
    return [{"kind": kind, "entry_id": key, "card": loaded(cards[key])} for key in keys if key in cards]
