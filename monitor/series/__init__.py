"""Values of indicators on the boundaries of today's municipalities, small groups hidden, as every page shows them.

What a figure is a part of stands in `pieces`, how parts make a whole in `adding`, sums over provinces and Flanders in
`sums`. Everything here answers from the newest content, and asks the database little: see each function.
"""

from monitor.series.areas import areas_around, of_area
from monitor.series.sums import FLANDERS
from monitor.series.value import BEFORE_MERGER, PART_UNKNOWN, Value
from monitor.series.years import (
    fullest,
    latest_tables,
    latest_values,
    latest_year,
    latest_years,
    over_years,
    values_of,
    years_of,
)

__all__ = [
    "BEFORE_MERGER",
    "FLANDERS",
    "PART_UNKNOWN",
    "Value",
    "areas_around",
    "fullest",
    "latest_tables",
    "latest_values",
    "latest_year",
    "latest_years",
    "of_area",
    "over_years",
    "values_of",
    "years_of",
]
