"""Entries like another."""

from django.db import connection

from portal.search.kinds import ROOM, Axis
from portal.search.statement import loaded

COMPARED = 500  # entries of the same theme that are compared, the newest first

# Those with its first theme that share most values on the axes; of equal ones the newest.
STATEMENT = f"""
WITH own AS (SELECT ARRAY(SELECT code FROM unnest(facets) AS code WHERE code / {ROOM} = ANY(%(axes)s)) AS codes
    FROM portal_indexedentry WHERE kind = %(kind)s AND entry_id = %(entry)s),
near AS (SELECT i.entry_id, i.facets, i.day FROM portal_indexedentry i
    WHERE i.kind = %(kind)s AND i.facets && %(theme)s AND i.entry_id <> %(entry)s
    ORDER BY i.day DESC, i.entry_id LIMIT {COMPARED}),
alike AS (SELECT near.entry_id, row_number() OVER (ORDER BY (SELECT count(*) FROM unnest(near.facets) AS code
    WHERE code = ANY(own.codes)) DESC, near.day DESC, near.entry_id) AS place FROM near, own)
SELECT json_agg(json_build_object('kind', e.kind, 'entry_id', e.entry_id, 'card', e.card) ORDER BY alike.place)
FROM alike JOIN portal_indexedentry e ON e.kind = %(kind)s AND e.entry_id = alike.entry_id WHERE alike.place <= %(most)s
"""


def rows_like(entry, theme, most):
    """Rows of the index of the `most` published entries of theme `theme` that are most like `entry`; a list of dicts.

    Like: sharing policy domains and target groups. A draft, which the index does not have, shares nothing.
    """
    parameters = {
        "axes": [Axis.DOMAIN, Axis.TARGET_GROUP],
        "kind": entry.search_kind,
        "entry": entry.pk,
        "theme": [Axis.THEME.code(theme)],
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, parameters)
        return loaded(cursor.fetchone()[0]) or []
