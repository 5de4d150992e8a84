"""The figures of an indicator in a year: what an import replaces whole, and what undoing it brings back whole.

A slice is a pair of an indicator's primary key and a year. SQL, because it is about many rows at once.
"""

from django.db import connection

from monitor.models import ReplacedFigure

# Two imports at once take turns on this PostgreSQL advisory lock; the number only has to be our own.
LOCK = 20_261_123

IN_SLICES = """
FROM monitor_figure AS figure JOIN unnest(%s::bigint[], %s::int[]) AS slice (indicator_id, year)
    ON figure.indicator_id = slice.indicator_id AND figure.year = slice.year
"""
KEEP = f"INSERT INTO monitor_replacedfigure (by_id, row) SELECT %s, to_jsonb(figure) {IN_SLICES} ORDER BY figure.id"
DELETE = """
DELETE FROM monitor_figure AS figure USING unnest(%s::bigint[], %s::int[]) AS slice (indicator_id, year)
WHERE figure.indicator_id = slice.indicator_id AND figure.year = slice.year
"""
RESTORE = """
INSERT INTO monitor_figure SELECT figure.* FROM monitor_replacedfigure AS kept,
    jsonb_populate_record(NULL::monitor_figure, kept.row) AS figure
WHERE kept.by_id = %s ORDER BY kept.id
"""
# Every column by its name, so that one that is added later changes no fingerprint.
FINGERPRINTS = f"""
SELECT slice.indicator_id, slice.year, count(*), md5(string_agg(concat_ws('|', figure.id,
    coalesce(figure.municipality_id, 0), coalesce(figure.province_id, 0), figure.region, figure.period,
    coalesce(figure.value::text, '-'), figure.mark, figure.is_approximate, figure.flag,
    coalesce(figure.boundaries, 0), figure.source_id, figure.reference, figure.note,
    coalesce(figure.imported_by_id, 0)), chr(10) ORDER BY figure.id))
{IN_SLICES} GROUP BY slice.indicator_id, slice.year ORDER BY slice.indicator_id, slice.year
"""


def lock():
    """Waits until no other import is being carried out or undone; until the transaction ends, others wait."""
    with connection.cursor() as cursor:
        # Longer than a visitor's query may take: see portal/wsgi.py.
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def columns(wanted):
    """A list of slices as a list of indicators and a list of years."""
    return [[indicator for indicator, _ in wanted], [year for _, year in wanted]]


def take_out(wanted, record):
    """Takes the figures of the slices `wanted` out, and keeps them with the import `record` that replaces them."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [record.pk, *columns(wanted)])
        cursor.execute(DELETE, columns(wanted))


def bring_back(wanted, record):
    """Puts back what `record` took out of the slices `wanted`, exactly as it was."""
    with connection.cursor() as cursor:
        cursor.execute(DELETE, columns(wanted))
        cursor.execute(RESTORE, [record.pk])
    ReplacedFigure.objects.filter(by=record).delete()


def fingerprints(wanted):
    """What the figures of slices are now; a list of [indicator, year, number, fingerprint], for empty slices too."""
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINTS, columns(wanted))
        found = {(indicator, year): (number, text) for indicator, year, number, text in cursor.fetchall()}
    return [[*each, *found.get(each, (0, ""))] for each in sorted(set(wanted))]
