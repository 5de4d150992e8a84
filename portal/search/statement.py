"""The one statement that answers a list or a search: a page of entries, how many there are, and counts by facet.

How it stays quick at any size (measured: docs/decisions/2026-11-22-search-index.md): it passes over narrow rows only;
the matches of words are found once and kept (MATERIALIZED: else the planner walks the index of an order and unpacks a
vector for each row that it passes); no more than weights.RANKED of them are ranked, no more than weights.COUNTED
counted by facet.
"""

import json
from dataclasses import dataclass, field

from django.db import connection

from portal.search import weights
from portal.search.kinds import ROOM, split
from portal.search.terms import OWN

RELEVANCE = "relevance"
# SQL to sort by; `i` stands for the row. An entry's own number settles what is equal.
ORDERS = {
    "own": "i.own_order, i.entry_id",
    "title": "i.sort_key, i.entry_id",
    "newest": "i.day DESC, i.entry_id",
}
BEST = "b.score DESC, b.completeness DESC, b.day DESC, b.entry_id"
SHARES = 4  # when several kinds are ranked, each gets a part of what may be
NARROW = ("kind", "entry_id", "day", "own_order", "sort_key", "facets")


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
    `counts`, a dict of axis to dict of code to int: how many there would be with that choice on the axis."""

    total: int
    rows: list
    counts: dict


def ask(wish):
    """The Found of a Wish."""
    total, rows, *counts = Statement(wish).page()
    found = {axis: {} for axis in wish.count_on}
    for each in counts:
        for code, number in (loaded(each) or {}).items():
            found[split(int(code))[0]][int(code)] = number
    return Found(total, loaded(rows) or [], found)


def ask_all(wishes):
    """The Found of each of several wishes without words, by one statement; a dict with the names of `wishes`."""
    statements = [Statement(wish, f"{number}_") for number, wish in enumerate(wishes.values())]
    parts = [f"({part})" for statement in statements for part in (statement.total(), statement.rows())]
    parameters = {name: value for statement in statements for name, value in statement.parameters.items()}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        answers = iter(cursor.fetchone())
    return {name: Found(next(answers), loaded(next(answers)) or [], {}) for name in wishes}


def ask_groups(wish, best):
    """The Found of a wish over several kinds: the `best` rows of all, then up to `limit` more of each kind; `counts`
    is a dict of kind to how many there are."""
    (total, rows, counts) = Statement(wish).groups(best)
    return Found(total, loaded(rows) or [], {int(kind): number for kind, number in (loaded(counts) or {}).items()})


def identifiers(wish):
    """All entries of a Wish in its order, whatever its page; a list of primary keys, for a wish of one kind."""
    return [entry_id for (entry_id,) in Statement(wish).identifiers()]


def loaded(value):
    """JSON as PostgreSQL gave it; Django leaves it a text."""
    return json.loads(value) if isinstance(value, str) else value


class Statement:
    """The SQL of a Wish, put together from parts that share their parameters."""

    def __init__(self, wish, prefix=""):
        self.wish, self.prefix, self.parameters = wish, prefix, {}
        self.source = wish.addition.source % {
            name: self.put(name, value) for name, value in wish.addition.parameters.items()
        }

    def put(self, name, value):
        """Adds a parameter; the placeholder for it."""
        self.parameters[f"{self.prefix}{name}"] = value
        return f"%({self.prefix}{name})s"

    def run(self, sql):
        sql = f"{self.matches()} {sql}"
        with connection.cursor() as cursor:
            cursor.execute(sql, self.parameters)
            return cursor.fetchall()

    def page(self):
        """Total, rows and counts; one row of the database."""
        parts = [self.total(), self.rows(), *self.counts()]
        return self.run(f"SELECT {', '.join(f'({part})' for part in parts)}")[0]

    def total(self):
        return f"SELECT count(*) FROM (SELECT FROM {self.matching()} LIMIT {weights.COUNTED + 1}) AS first_ones"

    def groups(self, best):
        """Total, rows and counts by kind; one row of the database."""
        by_kind = f"row_number() OVER (PARTITION BY b.kind ORDER BY {BEST})"
        places = f"row_number() OVER (ORDER BY {BEST}) AS place, {by_kind} AS place_in_kind"
        chosen = (
            f"SELECT * FROM (SELECT b.kind, b.entry_id, {places} FROM ({self.ranked()}) b) AS all_ranked "
            f"WHERE place <= {best:d} OR place_in_kind <= {best + self.wish.limit:d}"
        )
        by_kind = f"SELECT i.kind, count(*) AS number FROM {self.matching()} GROUP BY i.kind"
        kinds = f"SELECT json_object_agg(k.kind, k.number) FROM ({by_kind}) k"
        return self.run(f"SELECT (SELECT count(*) FROM {self.matching()}), ({self.as_json(chosen)}), ({kinds})")[0]

    def identifiers(self):
        if not self.is_ranked:
            return self.run(f"SELECT i.entry_id FROM {self.matching()} ORDER BY {self.sorting}")
        return self.run(
            f"SELECT i.entry_id FROM (SELECT i.kind, i.entry_id, i.day FROM {self.matching()}) i "
            f"LEFT JOIN ({self.ranked()}) b USING (kind, entry_id) "
            "ORDER BY b.score DESC NULLS LAST, b.completeness DESC, i.day DESC, i.entry_id"
        )

    @property
    def is_ranked(self):
        return self.wish.order == RELEVANCE and self.wish.offset < weights.RANKED

    @property
    def sorting(self):
        """The SQL of an order. Beyond what is ranked, the newest come first, as they did to be ranked."""
        orders = ORDERS | self.wish.addition.orders | {RELEVANCE: ORDERS["newest"]}
        return orders[self.wish.order]

    def matches(self):
        """The WITH of a question with words: all that match them, whatever the facets."""
        if self.wish.query is None:
            return ""
        columns = ", ".join(f"i.{column}" for column in (*NARROW, *self.wish.addition.columns))
        query = self.put("query", self.wish.query)
        return (
            f"WITH m AS MATERIALIZED (SELECT {columns} FROM {self.source} i "
            f"WHERE {self.of_kinds()} AND i.vector @@ {query}::tsquery)"
        )

    def of_kinds(self):
        # One kind as a number: with a list PostgreSQL does not read an index in its order.
        if len(self.wish.kinds) == 1:
            return f"i.kind = {self.wish.kinds[0]:d}"
        return f"i.kind = ANY({self.put('kinds', list(self.wish.kinds))})"

    def matching(self, without=None):
        """FROM and WHERE: what matches the words, if any, and the facets but for the axis `without`."""
        conditions = [] if self.wish.query else [self.of_kinds()]
        for axis, codes in self.wish.facets.items():
            if axis != without:
                conditions.append(f"i.facets && {self.put(f'axis{axis:d}', codes)}::int[]")
        if self.wish.excluded:
            conditions.append(f"NOT i.facets && {self.put('excluded', list(self.wish.excluded))}::int[]")
        return f"{'m' if self.wish.query else self.source} i WHERE {' AND '.join(conditions) or 'true'}"

    def rows(self):
        """The entries of the page, as JSON."""
        bounds = f"LIMIT {self.wish.limit:d} OFFSET {self.wish.offset:d}"
        if self.is_ranked:
            place = f"row_number() OVER (ORDER BY {BEST})"
            chosen = f"SELECT b.kind, b.entry_id, {place} AS place FROM ({self.ranked()}) b ORDER BY place {bounds}"
        else:
            inner = f"SELECT i.kind, i.entry_id FROM {self.matching()} ORDER BY {self.sorting} {bounds}"
            chosen = f"SELECT c.kind, c.entry_id, row_number() OVER () AS place FROM ({inner}) c"
        return self.as_json(chosen)

    def as_json(self, chosen):
        """The rows `chosen` (kind, entry_id and place) with what a page shows of them."""
        passage = "e.passage" if self.wish.query else "''"
        columns = f"'kind', p.kind, 'entry_id', p.entry_id, 'place', p.place, 'card', e.card, 'passage', {passage}"
        return (
            f"SELECT json_agg(json_build_object({columns}) ORDER BY p.place) FROM ({chosen}) p "
            "JOIN portal_indexedentry e USING (kind, entry_id)"
        )

    def ranked(self):
        """The newest matches of each kind, so many that ranking stays quick, with their relevance."""
        most = weights.RANKED // (1 if len(self.wish.kinds) == 1 else SHARES)
        newest = (
            f"SELECT n.kind, n.entry_id FROM unnest({self.put('kinds', list(self.wish.kinds))}) AS one(kind), LATERAL ("
            f"SELECT i.kind, i.entry_id FROM {self.matching()} AND i.kind = one.kind "
            f"ORDER BY {ORDERS['newest']} LIMIT {most}) n"
        )
        return (
            f"SELECT e.kind, e.entry_id, e.completeness, e.day, {self.relevance()} AS score "
            f"FROM ({newest}) c JOIN portal_indexedentry e USING (kind, entry_id)"
        )

    def relevance(self):
        """The SQL of the relevance of row `e`: see portal.search.weights."""
        fields = self.put("fields", [weights.FIELDS[field] for field in "DCBA"])
        parts = ["0"]
        for number, term in enumerate(self.wish.terms):
            scores = {}
            for place, form in enumerate(term.forms):
                query = self.put(f"form{number}_{place}", form.query)
                score = f"{form.scale:.4f} * ts_rank({fields}::real[], e.vector, {query}::tsquery)"
                score = f"{form.factor} * least({weights.MOST_OF_A_WORD}, {score})"
                scores.setdefault(OWN if form.nearness == OWN else place, []).append(score)
            # The word and compounds of it add up; of what means the same only the best counts.
            best = ", ".join(" + ".join(same) for same in scores.values())
            parts.append(f"{term.rarity:.4f} * least({weights.MOST_OF_A_WORD}, greatest({best}))")
        whole = sum(term.rarity for term in self.wish.terms)
        title = f"e.sort_key = {self.put('typed', self.wish.typed)}"
        parts.append(f"CASE WHEN {title} THEN {whole * weights.TITLE_BONUS:.4f} ELSE 0 END")
        if self.wish.likely:
            parts.append(f"CASE WHEN e.kind = {self.wish.likely:d} THEN {whole * weights.KIND_BONUS:.4f} ELSE 0 END")
        sums = " + ".join(parts)
        return f"round((({sums}) * {self.of_kind()})::numeric, 3)"

    def of_kind(self):
        """The SQL of what makes one kind come before another, when several are asked for."""
        if len(self.wish.kinds) == 1:
            return "1"
        cases = " ".join(f"WHEN {kind:d} THEN {factor}" for kind, factor in weights.KINDS.items())
        return f"CASE e.kind {cases} ELSE 1 END"

    def counts(self):
        """How many of the first matches have each code of the axes to count, as JSON objects.

        One for each axis with a choice, which does not count itself, and one for all others together.
        """
        chosen = [axis for axis in self.wish.count_on if axis in self.wish.facets]
        others = [axis for axis in self.wish.count_on if axis not in self.wish.facets]
        return [self.counted([axis], without=axis) for axis in chosen] + ([self.counted(others)] if others else [])

    def counted(self, axes, without=None):
        some = f"SELECT i.facets FROM {self.matching(without)} LIMIT {weights.COUNTED}"
        return (
            "SELECT json_object_agg(counts.code, counts.number) FROM ("
            f"SELECT code, count(*) AS number FROM ({some}) AS first_ones, unnest(first_ones.facets) AS code "
            f"WHERE code / {ROOM} IN ({', '.join(f'{axis:d}' for axis in axes)}) GROUP BY code) AS counts"
        )
