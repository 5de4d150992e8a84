"""Shares and averages, worked out from two counts that an import brought in.

They are stored, and not only worked out when somebody looks: lists, filters, exports and the eligibility rules ask for
figures, and a share that a file brings must stand beside one that was worked out as its equal. What is stored is for
one municipality on one division; what a merger asks for is worked out by monitor.series.
"""

from django.db import connection
from django.db.models import Q

from monitor.loading import slices
from monitor.models import Figure, Indicator

# How a figure says that it was worked out; no file's own figure has this reference.
WORKED_OUT = "Berekend uit teller en noemer"
PERCENT = "%"

# A municipality that took in another between the two divisions is not the same place. Nor is a province, of which
# municipalities may have come and gone.
WORK_OUT = """
INSERT INTO monitor_figure (indicator_id, municipality_id, province_id, region, year, period, value, mark, flag,
    boundaries, is_approximate, source_id, reference, note, imported_by_id)
SELECT %(share)s, over.municipality_id, over.province_id, over.region, over.year, over.period,
    round(%(scale)s * over.value / under.value, 4), '', CASE over.flag WHEN '' THEN under.flag ELSE over.flag END,
    over.boundaries, over.is_approximate OR under.is_approximate, over.source_id, %(reference)s, '', %(record)s
FROM monitor_figure AS over JOIN monitor_figure AS under
    ON coalesce(over.municipality_id, 0) = coalesce(under.municipality_id, 0)
    AND coalesce(over.province_id, 0) = coalesce(under.province_id, 0)
    AND over.region = under.region AND over.year = under.year AND over.period = under.period
CROSS JOIN LATERAL (SELECT coalesce(over.boundaries, over.year) AS a, coalesce(under.boundaries, under.year) AS b)
    AS division
WHERE over.indicator_id = %(numerator)s AND under.indicator_id = %(denominator)s AND over.year = ANY(%(years)s)
    AND under.year = ANY(%(years)s)
    AND over.value IS NOT NULL AND under.value > 0
    AND NOT EXISTS (
        SELECT FROM portal_municipality AS former
        WHERE (former.successor_id = over.municipality_id OR over.province_id IS NOT NULL)
            AND extract(year FROM former.valid_until) >= least(a, b)
            AND extract(year FROM former.valid_until) < greatest(a, b)
    )
ORDER BY over.id
"""


def work_out(touched, record):
    """Works out anew the shares of which the import `record` touched a part; returns their slices, a list.

    `touched` are the slices of the file itself. A share that stands there from a file or by hand stays as it is: what
    a publisher says goes before what we work out.
    """
    years = {}
    for indicator, year in touched:
        years.setdefault(indicator, set()).add(year)
    found = Indicator.objects.filter(Q(numerator__in=years) | Q(denominator__in=years)).order_by("pk")
    return [each for share in found for each in work_out_one(share, years, set(touched), record)]


def work_out_one(share, years, touched, record):
    """Works out one share; `years` has by indicator those that were touched. Returns its slices."""
    wanted = years.get(share.numerator_id, set()) | years.get(share.denominator_id, set())
    given = Figure.objects.filter(indicator=share, year__in=wanted).exclude(reference=WORKED_OUT)
    wanted -= set(given.values_list("year", flat=True)) | {year for key, year in touched if key == share.pk}
    wanted &= years_with(share.numerator_id) & years_with(share.denominator_id) | years_with(share.pk)
    mine = [(share.pk, year) for year in sorted(wanted)]
    slices.take_out(mine, record)
    with connection.cursor() as cursor:
        cursor.execute(
            WORK_OUT,
            {
                "share": share.pk,
                "numerator": share.numerator_id,
                "denominator": share.denominator_id,
                "scale": 100 if share.unit == PERCENT else 1,
                "years": sorted(wanted),
                "reference": WORKED_OUT,
                "record": record.pk,
            },
        )
    return mine


def years_with(indicator):
    """The years in which an indicator, by primary key, has any figure; a set."""
    return set(Figure.objects.filter(indicator=indicator).order_by().values_list("year", flat=True).distinct())
