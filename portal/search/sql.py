"""The SQL of a Wish (portal.search.statement), put together from parts that share their parameters."""

from itertools import combinations

from django.db import connection

from portal.search import weights
from portal.search.kinds import ROOM
from portal.search.relevance import relevance

RELEVANCE = "relevance"
# SQL to sort by; `i` stands for the row. An entry's own number settles what is equal.
ORDERS = {
    "own": "i.own_order, i.entry_id",
    "title": "i.sort_key, i.entry_id",
    "newest": "i.day DESC, i.entry_id",
}
BEST = "b.score DESC, b.completeness DESC, b.day DESC, b.entry_id"
SHARES = 2  # when several kinds are ranked, each gets a part of what may be
NARROW = ("kind", "entry_id", "day", "facets")
OF_ORDER = {"own": ("own_order",), "title": ("sort_key",)}  # what an order needs more


def flag(axis):
    """The column of a match that says whether it has one of the choices on an axis."""
    return f"on_axis{axis:d}"


def named(expressions):
    """SQL of columns: `expressions` by their names."""
    return [f"{expression} AS {name}" for name, expression in expressions.items()]


def whole_rows(narrow):
    """SQL that adds the whole row `e` of the index to each row of `narrow`.

    One by one, by their number: a plain join has PostgreSQL read the whole table for a thousand of them.
    """
    return (
        "CROSS JOIN LATERAL (SELECT * FROM portal_indexedentry w "
        f"WHERE w.kind = {narrow}.kind AND w.entry_id = {narrow}.entry_id LIMIT 1) e"
    )


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
        return self.one_of_each([self.total(), self.of_preferred(), self.rows(), *self.counts()])

    def one_of_each(self, parts):
        """What each of the statements `parts` gives; one row of the database."""
        return self.run(f"SELECT {', '.join(f'({part})' for part in parts)}")[0]

    def total(self):
        return f"SELECT count(*) FROM (SELECT FROM {self.matching()} LIMIT {weights.COUNTED + 1}) AS first_ones"

    def of_preferred(self):
        return f"SELECT count(*) FROM {self.matching()} AND is_preferred" if self.wish.preferred else "NULL"

    def groups(self, best):
        by_kind = f"row_number() OVER (PARTITION BY b.kind ORDER BY {BEST})"
        places = f"row_number() OVER (ORDER BY {BEST}) AS place, {by_kind} AS place_in_kind"
        chosen = (
            f"SELECT * FROM (SELECT b.kind, b.entry_id, {places} FROM ({self.ranked()}) b) AS all_ranked "
            f"WHERE place <= {best:d} OR place_in_kind <= {best + self.wish.limit:d}"
        )
        by_kind = f"SELECT i.kind, count(*) AS number FROM {self.matching()} GROUP BY i.kind"
        kinds = f"SELECT json_object_agg(k.kind, k.number) FROM ({by_kind}) k"
        total = f"SELECT count(*) FROM {self.matching()}"
        return self.one_of_each([total, self.of_preferred(), self.as_json(chosen), kinds])

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
        needed = [*NARROW, *OF_ORDER.get(self.wish.order, ()), *self.wish.addition.columns]
        chosen = {flag(axis): self.chosen(axis) for axis in self.wish.facets}
        columns = ", ".join([*(f"i.{column}" for column in dict.fromkeys(needed)), *named(chosen)])
        # What misses two choices is counted nowhere: beside the choices of an axis stands what has all the others.
        near = "".join(f" AND ({one} OR {other})" for one, other in combinations(chosen.values(), 2))
        query = self.put("query", self.wish.query)
        found = (
            f"SELECT {columns}{{more}} FROM {self.source} i "
            f"WHERE {self.of_kinds()} AND i.vector @@ {{query}}::tsquery{near}{self.but_excluded()}"
        )
        if self.wish.preferred is None:
            return f"WITH m AS MATERIALIZED ({found.format(more='', query=query)})"
        preferred = found.format(more=", true AS is_preferred", query=self.put("preferred", self.wish.preferred))
        others = found.format(more=", false", query=query)
        # Asked once, before the others are looked for; when the preferred are enough, they are not.
        are_few = f"(SELECT count(*) FROM {self.matching(of='preferred')}) < {weights.FEW}"
        not_same = "(i.kind, i.entry_id) NOT IN (SELECT kind, entry_id FROM preferred)"
        return (
            f"WITH preferred AS MATERIALIZED ({preferred}), m AS MATERIALIZED "
            f"(SELECT * FROM preferred UNION ALL {others} AND {are_few} AND {not_same})"
        )

    def of_kinds(self):
        # One kind as a number: with a list PostgreSQL does not read an index in its order.
        if len(self.wish.kinds) == 1:
            return f"i.kind = {self.wish.kinds[0]:d}"
        return f"i.kind = ANY({self.put('kinds', list(self.wish.kinds))})"

    def chosen(self, axis):
        """The condition that row `i` has one of the choices on an axis."""
        return f"i.facets && {self.put(f'axis{axis:d}', self.wish.facets[axis])}::int[]"

    def but_excluded(self):
        if not self.wish.excluded:
            return ""
        return f" AND NOT i.facets && {self.put('excluded', list(self.wish.excluded))}::int[]"

    def matching(self, without=None, of="m"):
        """FROM and WHERE: what matches the words (the rows `of`), if any, and the facets but for the axis `without`."""
        axes = [axis for axis in self.wish.facets if axis != without]
        if self.wish.query:
            return f"{of} i WHERE {' AND '.join(f'i.{flag(axis)}' for axis in axes) or 'true'}"
        conditions = " AND ".join([self.of_kinds(), *map(self.chosen, axes)])
        return f"{self.source} i WHERE {conditions}{self.but_excluded()}"

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
        return f"SELECT json_agg(json_build_object({columns}) ORDER BY p.place) FROM ({chosen}) p {whole_rows('p')}"

    def ranked(self):
        """The newest matches of each kind, so many that ranking stays quick, with their relevance."""
        return (
            f"SELECT e.kind, e.entry_id, e.completeness, e.day, {relevance(self.wish, self.put)} AS score "
            f"FROM ({self.to_rank()}) c {whole_rows('c')}"
        )

    def to_rank(self):
        newest = f"ORDER BY {ORDERS['newest']} LIMIT"
        if len(self.wish.kinds) == 1:
            return f"SELECT i.kind, i.entry_id FROM {self.matching()} {newest} {weights.RANKED}"
        return (
            f"SELECT n.kind, n.entry_id FROM unnest({self.put('kinds', list(self.wish.kinds))}) AS one(kind), LATERAL ("
            f"SELECT i.kind, i.entry_id FROM {self.matching()} AND i.kind = one.kind "
            f"{newest} {weights.RANKED // SHARES}) n"
        )

    def counts(self):
        """How many of the first matches have each code of the axes to count, as JSON objects.

        One for each axis with a choice, which does not count itself, and one for all others together.
        """
        chosen = [axis for axis in self.wish.count_on if axis in self.wish.facets]
        others = [axis for axis in self.wish.count_on if axis not in self.wish.facets]
        return [self.counted([axis], without=axis) for axis in chosen] + ([self.counted(others)] if others else [])

    def counted(self, axes, without=None):
        some = f"SELECT i.facets FROM {self.matching(without)} LIMIT {weights.COUNTED}"
        # Counted first and chosen after: there are some hundreds of codes, and a hundred thousand of their uses.
        return (
            "SELECT json_object_agg(counts.code, counts.number) FROM (SELECT code, count(*) AS number FROM "
            f"(SELECT unnest(first_ones.facets) AS code FROM ({some}) AS first_ones) AS codes GROUP BY code "
            f"HAVING code / {ROOM} IN ({', '.join(f'{axis:d}' for axis in axes)})) AS counts"
        )
