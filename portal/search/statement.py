"""The one statement that answers a list or a search: a page of entries, how many there are, and counts by facet.

How it stays quick at any size (measured: docs/decisions/2026-11-22-search-index.md): it passes over narrow rows only;
the matches of words are found once and kept (MATERIALIZED: else the planner walks the index of an order and unpacks a
vector for each row that it passes); no more than weights.RANKED of them are ranked, no more than weights.COUNTED
counted by facet.
"""

import json
from dataclasses import dataclass, field

from portal.queries import planned_anew
from portal.search import weights
from portal.search.kinds import split
from portal.search.sql import Statement


@dataclass(frozen=True)
class Addition:
    """What a list adds to the rows for a day, such as whether one can apply: SQL that stands for the table, the
    columns that it has more, its parameters, and the orders that they make possible."""

    source: str
    columns: tuple
    parameters: dict
    orders: dict


PLAIN = Addition("portal_indexedentry", (), {}, {})


@dataclass(frozen=True)
class Wish:
    """What is asked: entries of `kinds` that match `query` (a tsquery as text; None for all), with one of the codes on
    each axis of `facets` (a dict of Axis to list of codes) and none of the codes `excluded`, in an order of ORDERS, of
    the addition, or RELEVANCE to `terms`. `typed` is the folded question: a title that is just that comes first, and
    entries of the kind `likely` come before others. `count_on` are the axes to count.
    """

    kinds: tuple
    query: str | None = None
    preferred: str | None = None
    terms: tuple = ()
    typed: str = ""
    likely: int | None = None
    facets: dict = field(default_factory=dict)
    excluded: tuple = ()
    order: str = "own"
    offset: int = 0
    limit: int = 20
    count_on: tuple = ()
    addition: Addition = PLAIN


@dataclass(frozen=True)
class Found:
    """The answer: `total` (at most weights.COUNTED + 1), `rows` (dicts with kind, entry_id, card and passage), and
    `counts`, a dict of axis to dict of code to int: how many there would be with that choice on the axis; of an axis in
    `beyond` there are more, which were not counted. `preferred` is how many of the total match the wish's `preferred`,
    None when it has none."""

    total: int
    rows: list
    counts: dict
    preferred: int | None = None
    beyond: frozenset = frozenset()


def ask(wish):
    """The Found of a Wish."""
    total, preferred, rows, *numbers = Statement(wish).page()
    return counted(wish, total, *numbers, rows=loaded(rows) or [], preferred=preferred)


def ask_rows(wish):
    """Only the rows of a Wish."""
    statement = Statement(wish)
    return loaded(statement.run(statement.rows())[0][0]) or []


def ask_numbers(wish):
    """The Found of a Wish without its rows."""
    statement = Statement(wish)
    return counted(wish, *statement.one_of_each([statement.total(), *statement.numbers()]), rows=[])


def counted(wish, total, counts, near, **others):
    """A Found with its counts, from what the database gave."""
    by_axis = {axis: {} for axis in wish.count_on}
    for code, number in (loaded(counts) or {}).items():
        axis, _ = split(int(code))
        if axis in by_axis:
            by_axis[axis][int(code)] = number
    near = loaded(near)
    beyond = {axis for axis in by_axis if total + near.get(str(int(axis)), 0) > weights.COUNTED}
    return Found(total, counts=by_axis, beyond=frozenset(beyond), **others)


def ask_all(wishes):
    """The Found of each of several wishes without words, by one statement; a dict with the names of `wishes`."""
    parameters = []
    statements = [Statement(wish, parameters) for wish in wishes.values()]
    parts = [f"({part})" for each in statements for part in (each.total(), each.rows())]
    answers = iter(planned_anew(f"SELECT {', '.join(parts)}", parameters)[0])
    return {name: Found(next(answers), loaded(next(answers)) or [], {}) for name in wishes}


def ask_groups(wish, best):
    """The Found of a wish over several kinds: the `best` rows of all, then up to `limit` more of each kind; `counts`
    is a dict of kind to how many there are."""
    preferred, rows, counts = Statement(wish).groups(best)
    by_kind = {int(kind): number for kind, number in (loaded(counts) or {}).items()}
    return Found(sum(by_kind.values()), loaded(rows) or [], by_kind, preferred)


def identifiers(wish):
    """All entries of a Wish in its order, whatever its page; a list of primary keys, for a wish of one kind."""
    return [entry_id for (entry_id,) in Statement(wish).identifiers()]


def loaded(value):
    """JSON as PostgreSQL gave it; Django leaves it a text."""
    return json.loads(value) if isinstance(value, str) else value
