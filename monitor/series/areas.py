"""Values of a province or of Flanders over the years."""

from collections import defaultdict

from monitor.models import Figure, small_groups
from monitor.series.adding import quotient
from monitor.series.measures import measures, needed_for
from monitor.series.sums import FLANDERS, sums
from monitor.series.value import Value
from portal.caching.remember import remembered_by_figures


def of_area(indicators, area):
    """The values of FLANDERS or a Province in all years, in order, of several indicators.

    The figure of the area itself when there is one; else the sum over its municipalities of today, or the ratio of
    two sums, when all of them are known. A dict of the primary key of an indicator to a list of Value. Two queries,
    or none when the same indicators were asked before, for whatever area.
    """
    every = measures()
    chosen = [every[indicator.pk] for indicator in indicators]
    needed = needed_for(chosen)
    key = area if area == FLANDERS else area.pk
    figures = figures_of(tuple(needed))
    own = {pk: figures.get((pk, key), {}) for pk in needed}
    summed = sums(tuple(pk for pk in needed if every[pk].is_additive))
    counts = {pk: from_sums(summed.get((pk, key), {})) | own[pk] for pk in needed}
    found = {}
    for measure in chosen:
        by_year = ratios(measure, counts) | own[measure.pk] if measure.is_ratio else counts[measure.pk]
        found[measure.pk] = [hidden(measure, by_year[year]) for year in sorted(by_year)]
    return found


def areas_around(municipality):
    """The areas that a municipality is part of, by name: its province and Flanders, or the region of Brussels."""
    province = municipality.province
    return {province.full_name: province} | ({} if municipality.in_brussels else {"Vlaanderen": FLANDERS})


@remembered_by_figures
def figures_of(indicators):
    """The figures that are about a province or Flanders itself, of `indicators` (a tuple of primary keys).

    A dict of (indicator, area) to a dict of year to Value; an area is the primary key of a province, or FLANDERS.
    """
    found = defaultdict(dict)
    figures = Figure.objects.filter(municipality=None, indicator__in=indicators, value__isnull=False)
    # The last word is that of the whole year, which has no period; else of the latest period.
    for figure in figures.order_by("year", "-period"):
        value = Value(figure.year, figure.period, figure.value, flag=figure.flag, source_id=figure.source_id)
        by_year = found[figure.indicator_id, figure.province_id or figure.region]
        if not figure.period or figure.year not in by_year:
            by_year[figure.year] = value
    return dict(found)


def from_sums(by_year):
    """A dict of year to Sum as one of year to Value."""
    return {
        year: Value(year, total.period, total.value, flag=total.flag, source_id=total.source)
        for year, total in by_year.items()
    }


def ratios(measure, counts):
    """The ratio of two counts in each year that has both; a dict of year to Value."""
    numerators, denominators = counts[measure.numerator], counts[measure.denominator]
    found = {}
    for year in numerators.keys() & denominators.keys():
        over, under = numerators[year], denominators[year]
        if under.value:
            value = quotient(over.value, under.value, measure.scale)
            found[year] = Value(year, over.period, value, flag=over.flag or under.flag, source_id=over.source_id)
    return found


def hidden(measure, value):
    """A Value, hidden if it is of a small group."""
    return value.hidden() if small_groups.is_small(value.value, measure.hides_count) else value
