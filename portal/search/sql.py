"""The SQL of a Wish (portal.search.statement), put together from parts that share their parameters."""

from itertools import combinations

from portal.queries import planned_anew, planned_once
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
# What ranking needs more. Of a long vector the row itself has only where it is kept.
TO_RANK = ("completeness", "vector")
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


def as_json(chosen, has_words):
    """SQL of the rows `chosen` (kind, entry_id and place) with what a page shows of them."""
    passage = "e.passage" if has_words else "''"
    columns = f"'kind', p.kind, 'entry_id', p.entry_id, 'place', p.place, 'card', e.card, 'passage', {passage}"
    return f"SELECT json_agg(json_build_object({columns}) ORDER BY p.place) FROM ({chosen}) p {whole_rows('p')}"


def rows_of(wish, sql, parameters):
    """What a statement about `wish` finds.

    What makes a question slow is the same whatever its words, and so is its plan. Without words PostgreSQL walks an
    index in its order for a page, but only when it knows which page, and how many have the choices.
    """
    return (planned_once if wish.query else planned_anew)(sql, parameters)


class Statement:
    """The SQL of a Wish, put together from parts that share their parameters."""

    def __init__(self, wish, parameters=None):
        """Statements that become one share their list of `parameters`."""
        self.wish, self.places = wish, {}
        self.parameters = [] if parameters is None else parameters
        self.source = wish.addition.source % {
            name: self.put(name, value) for name, value in wish.addition.parameters.items()
        }

    def put(self, name, value):
        """Adds a parameter, unless there is one of that name; its placeholder."""
        if name not in self.places:
            self.parameters.append(value)
            self.places[name] = f"${len(self.parameters)}"
        return self.places[name]

    def run(self, sql, more=""):
        """What `sql` finds among the matches; `more` are other parts of their WITH."""
        return rows_of(self.wish, f"{self.matches()}{more} {sql}", self.parameters)

    def one_of_each(self, parts, more=""):
        """What each of the statements `parts` gives; one row of the database."""
        return self.run(f"SELECT {', '.join(f'({part})' for part in parts)}", more)[0]

    def answer(self):
        """The total, how many of it are preferred, the counts beside the choices, and how many there are besides of
        what misses a choice; with words also the numbers of the first entries, whatever the page, and the entries of
        the page."""
        parts = [self.total(), self.of_preferred(), self.counts(), self.of_near()]
        if self.wish.query is None:
            return self.one_of_each(parts)
        limit, offset = self.put("limit", self.wish.limit), self.put("offset", self.wish.offset)
        page = f"SELECT * FROM placed WHERE place > {offset}::int AND place <= {offset}::int + {limit}::int"
        first = "SELECT json_agg(entry_id ORDER BY place)::text FROM placed"
        placed = f", placed AS MATERIALIZED ({self.placed(f'LIMIT {weights.RANKED}')})"
        return self.one_of_each([*parts, first, as_json(page, has_words=True)], placed)

    def total(self):
        if self.wish.preferred:
            others = f"SELECT count(*) FROM {self.matching(of='others')}"
            return f"SELECT least(number + ({others}), {weights.COUNTED + 1}) FROM of_preferred"
        return f"SELECT count(*) FROM (SELECT FROM {self.matching()} LIMIT {weights.COUNTED + 1}) AS first_ones"

    def of_preferred(self):
        return "SELECT number FROM of_preferred" if self.wish.preferred else "NULL"

    def groups(self, best):
        by_kind = f"row_number() OVER (PARTITION BY b.kind ORDER BY {BEST})"
        places = f"row_number() OVER (ORDER BY {BEST}) AS place, {by_kind} AS place_in_kind"
        chosen = (
            f"SELECT * FROM (SELECT b.kind, b.entry_id, {places} FROM ({self.ranked()}) b) AS all_ranked "
            f"WHERE place <= {best:d} OR place_in_kind <= {best + self.wish.limit:d}"
        )
        kinds = "SELECT json_object_agg(kind, number)::text FROM by_kind"
        return self.one_of_each([self.of_preferred(), as_json(chosen, has_words=True), kinds])

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
        needed += TO_RANK if self.is_ranked else ()
        flags = {flag(axis): self.chosen(axis) for axis in self.wish.facets}
        if self.is_ranked:
            flags["is_title"] = f"i.sort_key = {self.put('typed', self.wish.typed)}"
        columns = ", ".join([*(f"i.{column}" for column in dict.fromkeys(needed)), *named(flags)])
        # What misses two choices is counted nowhere: beside the choices of an axis stands what has all the others.
        near = "".join(f" AND {self.chosen(*pair)}" for pair in combinations(self.wish.facets, 2))
        query = self.put("query", self.wish.query)
        found = (
            f"SELECT {columns} FROM {self.source} i "
            f"WHERE {self.of_kinds()} AND i.vector @@ {{query}}::tsquery{near}{self.but_excluded()}"
        )
        if self.wish.preferred is None:
            return f"WITH m AS MATERIALIZED ({found.format(query=query)}){self.by_kind()}"
        # The others are looked for when the preferred are few. What both are is not kept a second time.
        not_same = "(i.kind, i.entry_id) NOT IN (SELECT kind, entry_id FROM preferred)"
        return (
            f"WITH preferred AS MATERIALIZED ({found.format(query=self.put('preferred', self.wish.preferred))}), "
            f"of_preferred AS MATERIALIZED (SELECT count(*) AS number FROM {self.matching(of='preferred')}), "
            f"others AS MATERIALIZED ({found.format(query=query)} "
            f"AND (SELECT number FROM of_preferred) < {weights.FEW} AND {not_same}), "
            f"m AS NOT MATERIALIZED (SELECT * FROM preferred UNION ALL SELECT * FROM others){self.by_kind()}"
        )

    def by_kind(self):
        """How many there are of each kind, when several are asked for: what follows in the WITH."""
        if len(self.wish.kinds) == 1:
            return ""
        numbers = f"SELECT i.kind, count(*) AS number FROM {self.matching()} GROUP BY i.kind"
        return f", by_kind AS MATERIALIZED ({numbers})"

    def of_kinds(self):
        # One kind as a number: with a list PostgreSQL does not read an index in its order.
        if len(self.wish.kinds) == 1:
            return f"i.kind = {self.wish.kinds[0]:d}"
        return f"i.kind = ANY({self.kinds()})"

    def kinds(self):
        return f"{self.put('kinds', list(self.wish.kinds))}::int[]"

    def chosen(self, *axes):
        """The condition that row `i` has one of the choices on one of the axes."""
        codes = [code for axis in axes for code in self.wish.facets[axis]]
        return f"i.facets && {self.put(f'axes{axes}', codes)}::int[]"

    def but_excluded(self):
        if not self.wish.excluded:
            return ""
        return f" AND NOT i.facets && {self.put('excluded', list(self.wish.excluded))}::int[]"

    def matching(self, missing=None, of="m"):
        """FROM and WHERE: what matches the words (the rows `of`), if any, and the facets; but for the axis `missing`,
        on which it has none of the choices."""
        # Only the words of a question are looked for once, with a flag for each axis.
        has_flags = self.wish.query is not None
        conditions = [] if has_flags else [self.of_kinds()]
        for axis in self.wish.facets:
            has_choice = f"i.{flag(axis)}" if has_flags else self.chosen(axis)
            conditions.append(f"NOT {has_choice}" if axis == missing else has_choice)
        if has_flags:
            return f"{of} i WHERE {' AND '.join(conditions) or 'true'}"
        return f"{self.source} i WHERE {' AND '.join(conditions)}{self.but_excluded()}"

    def rows(self):
        """The entries of the page, as JSON that stays a text: it is kept."""
        limit, offset = self.put("limit", self.wish.limit), self.put("offset", self.wish.offset)
        placed = self.placed(f"LIMIT {limit}::int OFFSET {offset}::int")
        return f"SELECT ({as_json(placed, has_words=self.wish.query is not None)})::text"

    def placed(self, bounds):
        """The kind, number and place of each of the entries within `bounds`."""
        if self.is_ranked:
            place = f"row_number() OVER (ORDER BY {BEST})"
            return f"SELECT b.kind, b.entry_id, {place} AS place FROM ({self.ranked()}) b ORDER BY place {bounds}"
        inner = f"SELECT i.kind, i.entry_id FROM {self.matching()} ORDER BY {self.sorting} {bounds}"
        return f"SELECT c.kind, c.entry_id, row_number() OVER () AS place FROM ({inner}) c"

    def ranked(self):
        """The newest matches of each kind, so many that ranking stays quick, with their relevance."""
        # To set no lexeme's weight copies the vector: else each form of each word would fetch it from where it is kept.
        # OFFSET 0 has PostgreSQL do that once a row, before anything else.
        vector = "setweight(c.vector, 'A', '{}'::text[]) AS vector"
        rows = (
            f"SELECT c.kind, c.entry_id, c.completeness, c.day, c.is_title, {vector} FROM ({self.to_rank()}) c OFFSET 0"
        )
        score = f"{relevance(self.wish, self.put)} AS score"
        return f"SELECT e.kind, e.entry_id, e.completeness, e.day, {score} FROM ({rows}) e"

    def to_rank(self):
        newest = f"ORDER BY {ORDERS['newest']} LIMIT"
        if len(self.wish.kinds) == 1:
            return f"SELECT i.* FROM {self.matching()} {newest} {weights.RANKED}"
        most = weights.RANKED // SHARES
        # Each kind that has too many passes over all matches; those of the other kinds are taken together.
        few = f"{self.matching()} AND i.kind IN (SELECT kind FROM by_kind WHERE number <= {most})"
        many = f"SELECT kind FROM by_kind WHERE number > {most}"
        of_kind = f"SELECT i.* FROM {self.matching()} AND i.kind = one.kind {newest} {most}"
        return f"SELECT i.* FROM {few} UNION ALL SELECT n.* FROM ({many}) one, LATERAL ({of_kind}) n"

    def counts(self):
        """How many of the first matches have each code, as a JSON object.

        Beside a choice stands how many there would be with it, the other axes as they are: of an axis with a choice
        that is what matches, and what misses nothing but that choice.
        """
        near = [
            f"{self.codes_of(self.matching(missing=axis))} WHERE code / {ROOM} = {axis:d}"
            for axis in self.counted_with_choice()
        ]
        codes = " UNION ALL ".join([self.codes_of(self.matching()), *near])
        by_code = f"SELECT code, count(*) AS number FROM ({codes}) AS codes GROUP BY code"
        return f"SELECT json_object_agg(counts.code, counts.number)::text FROM ({by_code}) AS counts"

    def codes_of(self, matching):
        some = f"SELECT i.facets FROM {matching} LIMIT {weights.COUNTED}"
        return f"SELECT code FROM (SELECT unnest(first_ones.facets) AS code FROM ({some}) AS first_ones) AS codes"

    def of_near(self):
        """How many miss nothing but the choice on an axis, by axis, as a JSON object."""
        numbers = {axis: f"SELECT FROM {self.matching(missing=axis)}" for axis in self.counted_with_choice()}
        pairs = [
            f"{axis:d}, (SELECT count(*) FROM ({rows} LIMIT {weights.COUNTED}) AS near)"
            for axis, rows in numbers.items()
        ]
        return f"SELECT json_build_object({', '.join(pairs)})::text"

    def counted_with_choice(self):
        """The axes to count that have a choice, which does not count itself."""
        return [axis for axis in self.wish.count_on if axis in self.wish.facets]
