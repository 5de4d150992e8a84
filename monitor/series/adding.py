"""From figures on their own boundaries to values on those of today. Reads no figures: `sources` does.

Counts are added up when every part is known. A ratio is that of the two sums. Nothing else is made out of parts: a
median or a mean of parts is none of the whole.
"""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter
from typing import NamedTuple

from monitor.models import small_groups
from monitor.series.value import BEFORE_MERGER, PART_UNKNOWN, Value

EXACT = Decimal("0.0001")  # as many decimals as a figure holds


class Row(NamedTuple):
    """A figure of a municipality, as the database has it; relations are primary keys."""

    indicator: int
    municipality: int
    year: int
    period: str
    value: Decimal | None
    mark: str
    flag: str
    boundaries: int | None
    source: int


def values_from(chosen, rows, measures, boundaries):
    """Values on today's boundaries of the measures `chosen`, from `rows` of all that they need.

    `measures` are all there are, by primary key. A dict of (indicator, year) to a dict of municipality to Value, all
    by primary key.
    """
    raw = whole_values(rows, measures, boundaries)
    return {
        (measure.pk, year): shown
        for measure in chosen
        for year in years_in(raw, measure)
        if (shown := shown_values(measure, year, raw))
    }


def whole_values(rows, measures, boundaries):
    """Values of every indicator by itself, with nothing hidden yet; a dict as values_from()."""
    groups = defaultdict(list)
    for row in rows:
        groups[row.indicator, row.year, boundaries.roots[row.municipality], row.period].append(row)
    found = defaultdict(dict)
    for (indicator, year, today, period), group in sorted(groups.items(), key=itemgetter(0), reverse=True):
        # The last word is that of the whole year, which has no period; else of the latest period.
        if not period or today not in found[indicator, year]:
            found[indicator, year][today] = whole_value(measures[indicator], group, boundaries)
    return found


def whole_value(measure, rows, boundaries):
    """The Value of one municipality of today, from the rows of one year of all that it was or is."""
    divisions = defaultdict(list)
    for row in rows:
        if piece := boundaries.piece(row.municipality, row.boundaries or row.year):
            divisions[piece.first].append((piece, row))
    found = Value(rows[0].year, rows[0].period, None, BEFORE_MERGER, source_id=rows[0].source)
    for _, pairs in sorted(divisions.items()):
        latest = value_of_division(measure, pairs)
        if latest is not None and (latest.value is not None or found.value is None):
            found = latest
    return found


def value_of_division(measure, pairs):
    """The Value from pairs of Piece and row in one division; None when they cannot be added."""
    pieces, rows = zip(*sorted(pairs, key=lambda pair: pair[0].name), strict=True)
    first = rows[0]
    if pieces[0].parts == 1:
        return Value(first.year, first.period, first.value, first.mark, flag=first.flag, source_id=first.source)
    if not measure.is_additive:
        return None
    flag = next((row.flag for row in rows if row.flag), "")
    names = tuple(piece.name for piece in pieces)
    if len(rows) < pieces[0].parts or any(row.value is None for row in rows):
        return Value(first.year, first.period, None, PART_UNKNOWN, source_id=first.source)
    total = sum(row.value for row in rows)
    return Value(first.year, first.period, total, parts=names, flag=flag, source_id=first.source)


def years_in(raw, measure):
    """The years for which there is something to tell of a measure, in order."""
    own = {year for indicator, year in raw if indicator == measure.pk}
    if measure.is_ratio:
        numerators, denominators = (
            {year for indicator, year in raw if indicator == part} for part in (measure.numerator, measure.denominator)
        )
        own |= numerators & denominators
    return sorted(own)


def shown_values(measure, year, raw):
    """The values of a measure in one year as visitors may see them; a dict of municipality to Value."""
    own = raw.get((measure.pk, year), {})
    if measure.inhabitants is not None:
        inhabitants = raw.get((measure.inhabitants, year), {})
        return {key: hidden_part(value, inhabitants.get(key)) for key, value in own.items()}
    if not measure.is_ratio:
        return {key: hidden_count(measure, value) for key, value in own.items()}
    numerators, denominators = raw.get((measure.numerator, year), {}), raw.get((measure.denominator, year), {})
    keys = own.keys() | (numerators.keys() & denominators.keys())
    return {key: ratio(measure, own.get(key), numerators.get(key), denominators.get(key)) for key in keys}


def hidden_count(measure, value):
    """A Value of a count, hidden if it is of a small group."""
    return value.hidden() if small_groups.is_small(value.value, measure.hides_count) else value


def hidden_part(value, inhabitants):
    """A Value of a percentage, hidden if it is of a small group, given the Value of all inhabitants (None: unknown)."""
    is_small = small_groups.is_small_part(value.value, inhabitants and inhabitants.value)
    return value.hidden() if is_small else value


def ratio(measure, own, numerator, denominator):
    """The Value of a ratio: its `own` figure, or else that of its parts (each a Value, or None), hidden if small."""
    value = (
        own
        if own and (own.value is not None or own.mark != BEFORE_MERGER)
        else divided(measure, own, numerator, denominator)
    )
    over, under = (part and part.value for part in (numerator, denominator))
    if measure.is_of_group and small_groups.is_small_share(value.value, over, under, measure.scale):
        return value.hidden()
    return value


def divided(measure, own, numerator, denominator):
    """The ratio of two sums as a Value; `own`, which says why there is none, when they are not both known."""
    if not (numerator and denominator):
        return own
    if numerator.value is None or not denominator.value:
        unknown = numerator if numerator.value is None else denominator
        return own or Value(unknown.year, unknown.period, None, unknown.mark or "none", source_id=unknown.source_id)
    return Value(
        numerator.year,
        numerator.period,
        quotient(numerator.value, denominator.value, measure.scale),
        parts=numerator.parts or denominator.parts,
        flag=numerator.flag or denominator.flag,
        source_id=numerator.source_id,
    )


def quotient(numerator, denominator, scale):
    """A ratio in its unit, with the decimals that a figure holds."""
    return (scale * numerator / denominator).quantize(EXACT, ROUND_HALF_UP)
