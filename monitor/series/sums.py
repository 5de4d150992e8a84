"""Sums of counts over all municipalities of a province or of Flanders, for all years at once.

One statement, because the rows are many (some 100,000) and the sums few. It adds what `adding` would: a figure counts
as its Piece, and a sum is told only when every municipality of today is known. What has today's boundaries is most,
and is summed straight away; former municipalities are first made whole, where there is nothing newer.
"""

from collections import defaultdict
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple

from django.db import connection

from monitor.series.pieces import LAST, boundaries
from portal.caching.remember import remembered_by_figures
from portal.models import Municipality

FLANDERS = "vlaanderen"
STATEMENT = """
WITH piece AS MATERIALIZED (
    SELECT * FROM unnest(%(municipality)s::bigint[], %(today)s::bigint[], %(first)s::int[], %(last)s::int[],
        %(parts)s::int[], %(since)s::int[], %(province)s::bigint[])
        AS p(municipality, today, first, last, parts, since, province)
), now AS (
    SELECT f.indicator_id, f.year, f.period, p.province, sum(f.value) AS value, count(*) AS number,
        max(f.flag) AS flag, min(f.source_id) AS source
    FROM monitor_figure AS f JOIN piece AS p ON p.municipality = f.municipality_id AND p.last = %(now)s
    WHERE f.indicator_id = ANY(%(indicators)s) AND f.value IS NOT NULL AND coalesce(f.boundaries, f.year) >= p.first
    GROUP BY 1, 2, 3, 4
), made AS (
    SELECT f.indicator_id, f.year, f.period, p.province, p.today, p.first, p.since, sum(f.value) AS value,
        max(f.flag) AS flag, min(f.source_id) AS source
    FROM monitor_figure AS f JOIN piece AS p ON p.municipality = f.municipality_id AND p.last < %(now)s
        AND coalesce(f.boundaries, f.year) BETWEEN p.first AND p.last
    WHERE f.indicator_id = ANY(%(indicators)s)
    GROUP BY 1, 2, 3, 4, 5, 6, 7, p.parts HAVING count(f.value) = p.parts
), before AS (
    SELECT DISTINCT ON (indicator_id, year, period, today) * FROM made
    WHERE NOT EXISTS (
        SELECT FROM monitor_figure AS f
        WHERE f.indicator_id = made.indicator_id AND f.municipality_id = made.today AND f.year = made.year
            AND f.period = made.period AND f.value IS NOT NULL AND coalesce(f.boundaries, f.year) >= made.since
    )
    ORDER BY indicator_id, year, period, today, first DESC
)
SELECT indicator_id, year, period, province, sum(value), sum(number)::int, max(flag), min(source) FROM (
    SELECT * FROM now
    UNION ALL SELECT indicator_id, year, period, province, value, 1, flag, source FROM before
) AS every GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
"""


class Sum(NamedTuple):
    """A count over a whole area. `flag` is one of Figure.Flag, or empty; `source` a primary key."""

    year: int
    period: str
    value: Decimal
    flag: str
    source: int


@remembered_by_figures
def members():
    """Of each province the primary keys of its municipalities of today; and of FLANDERS those of its provinces.

    The Brussels-Capital Region is the sixth province, and no part of Flanders. A dict of sets.
    """
    found = defaultdict(set)
    for pk, province, kind in Municipality.objects.today().values_list("pk", "province", "type"):
        found[province].add(pk)
        if kind != Municipality.Type.BRUSSELS:
            found[FLANDERS].add(province)
    return dict(found)


@remembered_by_figures
def sums(indicators):
    """Sums of the additive `indicators` (a tuple of primary keys): a dict of (indicator, area) to a dict of year to
    Sum. An area is the primary key of a province, or FLANDERS. Without all of its municipalities it has no sum.
    """
    whole = members()
    complete = defaultdict(dict)
    for indicator, year, period, province, value, number, flag, source in rows_of(indicators):
        if province in whole and number == len(whole[province]):
            complete[indicator, year, period][province] = Sum(year, period, value, flag, source)
    found = defaultdict(dict)
    # The last word is that of the whole year, which has no period; else of the latest period.
    for (indicator, year, _), by_province in sorted(complete.items(), key=itemgetter(0), reverse=True):
        for province, total in by_province.items():
            found[indicator, province][year] = total
        flemish = whole.get(FLANDERS, set())
        if flemish and flemish <= by_province.keys():
            found[indicator, FLANDERS][year] = added([by_province[province] for province in flemish])
    return dict(found)


def added(parts):
    """One Sum of several, of the same year."""
    first = parts[0]
    flag = max(part.flag for part in parts)
    return first._replace(value=sum(part.value for part in parts), flag=flag)


def rows_of(indicators):
    """Sums by indicator, year, period and province, each with the number of municipalities in it."""
    today = {pk: province for province, found in members().items() if province != FLANDERS for pk in found}
    pieces = [piece for found in boundaries().pieces.values() for piece in found]
    columns = {
        name: [getattr(piece, name) for piece in pieces] for name in ("municipality", "today", "first", "last", "parts")
    }
    since = {piece.today: piece.first for piece in pieces if piece.last == LAST}
    columns |= {
        "since": [since[piece.today] for piece in pieces],
        "province": [today[piece.today] for piece in pieces],
        "indicators": list(indicators),
        "now": LAST,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, columns)
        return cursor.fetchall()
