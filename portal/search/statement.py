"""The one statement that answers a list or a search: a page of entries, how many there are, and counts by facet.

How it stays quick at any size (measured: docs/decisions/2026-11-22-search-index.md): it passes over narrow rows only;
the matches of words are found once and kept (MATERIALIZED: else the planner walks the index of an order and unpacks a
vector for each row that it passes); no more than weights.RANKED of them are ranked, no more than weights.COUNTED
counted by facet.
"""

import json
from dataclasses import dataclass, field, replace

from portal.caching.remember import remembered
from portal.queries import planned_anew, planned_once
from portal.search import weights
from portal.search.kinds import split
from portal.search.sql import Statement, as_json


@dataclass(frozen=True)
class Addition:
    """What a list adds to the rows for a day, such as whether one can apply: SQL that stands for the table, the
    columns that it has more, its parameters, and the orders that they make possible."""

    source: str
    columns: tuple
    parameters: dict
    orders: dict


ROWS_AT = as_json(
    "SELECT $1::int AS kind, at.* FROM unnest($2::bigint[]) WITH ORDINALITY AS at (entry_id, place)", has_words=True
)
PLAIN = Addition("portal_indexedentry", (), {}, {})


@dataclass(frozen=True)
class Wish:
    """What is asked: entries of `kinds` that match `query` (a tsquery as text; None for all), with one of the codes on
    each axis of `facets` (a dict of Axis to list of codes) and none of the codes `excluded`, in an order of ORDERS, of
    the addition, or RELEVANCE to `terms`. `typed` is the folded question: a title that is just that comes first, and
    entries of the kinds `likely` come before others. `count_on` are the axes to count. Wishes that differ in their page
    alone (`offset` and `limit`) are equal: they are one question.
    """

    kinds: tuple
    query: str | None = None
    preferred: str | None = None
    terms: tuple = ()
    typed: str = ""
    likely: tuple = ()
    facets: dict = field(default_factory=dict)
    excluded: tuple = ()
    order: str = "own"
    offset: int = field(default=0, compare=False)
    limit: int = field(default=20, compare=False)
    count_on: tuple = ()
    addition: Addition = PLAIN

    @property
    def page(self):
        return self.offset, self.limit

    def __hash__(self):
        """Enough to tell most questions apart."""
        return hash((self.kinds, self.query, self.order, *map(tuple, self.facets.values())))


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


@dataclass
class Answer:
    """What the database says of a Wish, but for its rows; JSON as text. `first` are the primary keys of the first
    weights.RANKED entries, of a question with words. `rows` are those of `page`, for who asked first: to keep them
    would take a worker many MB."""

    page: tuple
    total: int
    preferred: int | None
    counts: str | None
    near: str
    first: str | None = None
    rows: list | None = None

    def take_rows(self):
        """The rows, once."""
        rows, self.rows = self.rows, None
        return rows


@remembered(at_most=100)
def answered(wish):
    """The Answer to a Wish, or to the one that differed in its page alone.

    Visitors go on in what they asked and chose, page after page; with many entries, counting and ranking take longer
    than all the rest.
    """
    return Answer(wish.page, *Statement(wish).answer())


def ask(wish):
    """The Found of a Wish."""
    is_far = wish.offset >= weights.RANKED
    answer = answered(replace(wish, offset=0) if is_far else wish)
    if is_far or wish.query is None:
        rows = ask_rows(wish)
    elif answer.rows is not None and answer.page == wish.page:
        rows = answer.take_rows()
    else:
        rows = rows_at(wish.kinds[0], (loaded(answer.first) or [])[wish.offset : wish.offset + wish.limit])
    return counted(wish, answer, rows)


def ask_rows(wish):
    """Only the rows of a Wish."""
    return loaded(rows_on(wish, wish.page)) or []


@remembered(at_most=500_000, size=len)
def rows_on(wish, page):
    """The rows of a Wish as JSON; `page` is its page, for wishes are equal without."""
    statement = Statement(wish)
    # UTF-8 takes half of what Python keeps for a text with quotation marks.
    return (statement.run(statement.rows())[0][0] or "").encode()


def rows_at(kind, entry_ids):
    """The rows of these entries of a kind, for a question with words; those that left the index are not there."""
    if not entry_ids:
        return []
    return planned_once(ROWS_AT, [kind, entry_ids])[0][0] or []


def counted(wish, answer, rows):
    """The Found of an Answer with these rows."""
    by_axis = {axis: {} for axis in wish.count_on}
    for code, number in (loaded(answer.counts) or {}).items():
        axis, _ = split(int(code))
        if axis in by_axis:
            by_axis[axis][int(code)] = number
    near = loaded(answer.near)
    beyond = {axis for axis in by_axis if answer.total + near.get(str(int(axis)), 0) > weights.COUNTED}
    return Found(answer.total, rows, by_axis, answer.preferred, frozenset(beyond))


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
    return Found(sum(by_kind.values()), rows or [], by_kind, preferred)


def identifiers(wish):
    """All entries of a Wish in its order, whatever its page; a list of primary keys, for a wish of one kind."""
    return [entry_id for (entry_id,) in Statement(wish).identifiers()]


def loaded(value):
    """What JSON says, a text or bytes; None for none."""
    return json.loads(value) if value else None
