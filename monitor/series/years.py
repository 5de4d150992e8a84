"""Values of all municipalities in one year, or of one municipality over all years."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Q

from monitor.models import Figure
from monitor.series.adding import Row, values_from
from monitor.series.measures import measures, needed_for
from monitor.series.pieces import boundaries
from portal.caching.remember import remembered_by_figures

COLUMNS = ("indicator", "municipality", "year", "period", "value", "mark", "flag", "boundaries", "source")
# Tables of one year that each worker keeps; one takes some 100 kB.
YEARS_KEPT = 100
TABLES_KEPT = 4  # sets of indicators of which the latest values are kept together


def rows_of(chosen, **narrowed):
    """The figures of municipalities that the values of `chosen` (measures) need, as Rows; one query."""
    figures = Figure.objects.filter(indicator__in=needed_for(chosen), municipality__isnull=False, **narrowed)
    return map(Row._make, figures.order_by().values_list(*COLUMNS))


def values_of(indicator, year):
    """The Value of every municipality of today in a year, by its primary key; those without any figure are not in it.

    One query, or none when it is at hand. Nobody may change the dict.
    """
    return _values_of(indicator.pk, year)


@remembered_by_figures(at_most=YEARS_KEPT)
def _values_of(indicator, year):
    every = measures()
    chosen = [every[indicator]]
    return values_from(chosen, rows_of(chosen, year=year), every, boundaries()).get((indicator, year), {})


def years_of(indicator):
    """The years of which it has values of municipalities, in order; a list. Forecasts are years as well."""
    return [year.year for year in _years_of(indicator.pk)]


def fullest(indicator):
    """Of how many municipalities it has a value in the year with most of them."""
    return max((year.number for year in _years_of(indicator.pk)), default=0)


def latest_year(indicator):
    """The last year that is no forecast, and has at least half of the values of the fullest one; None without any.

    A few early figures, as of one province, so do not make all others unknown.
    """
    return latest_of(_years_of(indicator.pk))


def latest_years(indicators):
    """The latest_year() of several indicators, by primary key; those without any are not there. One query."""
    chosen = [measures()[indicator.pk] for indicator in indicators]
    counted = counted_years(needed_for(chosen))
    found = {measure.pk: latest_of(years_from(measure, counted)) for measure in chosen}
    return {pk: year for pk, year in found.items() if year is not None}


def latest_of(years):
    """See latest_year(); `years` is a list of Year."""
    enough = max((each.number for each in years), default=0) / 2
    return max((each.year for each in years if not each.is_forecast and each.number >= enough), default=None)


def latest_values(indicator):
    """values_of() of the latest year; an empty dict without any."""
    year = latest_year(indicator)
    return {} if year is None else values_of(indicator, year)


def latest_tables(indicators):
    """latest_values() of several indicators at once, by primary key; two queries, or none when they are at hand."""
    return _latest_tables(tuple(sorted({indicator.pk for indicator in indicators})))


@remembered_by_figures(at_most=TABLES_KEPT)
def _latest_tables(keys):
    every = measures()
    chosen = [every[pk] for pk in keys]
    counted = counted_years(needed_for(chosen))
    years = {measure.pk: latest_of(years_from(measure, counted)) for measure in chosen}
    found = values_from(chosen, rows_of(chosen, year__in=set(years.values()) - {None}), every, boundaries())
    return {pk: found.get((pk, year), {}) for pk, year in years.items()}


class Year(NamedTuple):
    """A year with values of `number` municipalities."""

    year: int
    is_forecast: bool
    number: int


@remembered_by_figures
def _years_of(pk):
    """The years of an indicator, in order; a list of Year."""
    measure = measures()[pk]
    return years_from(measure, counted_years(measure.needed))


def counted_years(keys):
    """The years with figures of municipalities: a dict of indicator (of `keys`) to a dict of year to Year."""
    figures = Figure.objects.filter(indicator__in=keys, municipality__isnull=False, value__isnull=False).order_by()
    counted = figures.values_list("indicator", "year").annotate(
        number=Count("municipality"), certain=Count("pk", filter=~Q(flag=Figure.Flag.FORECAST))
    )
    found = defaultdict(dict)
    for indicator, year, number, certain in counted:
        found[indicator][year] = Year(year, not certain, number)
    return found


def years_from(measure, found):
    """The years of a measure, in order, from counted_years() of all that it needs; a list of Year."""
    years = dict(found[measure.pk])
    if measure.is_ratio:
        numerators, denominators = found[measure.numerator], found[measure.denominator]
        for year in numerators.keys() & denominators.keys():
            over, under = numerators[year], denominators[year]
            own = years.get(year, Year(year, over.is_forecast or under.is_forecast, 0))
            years[year] = own._replace(number=max(own.number, min(over.number, under.number)))
    return [years[year] for year in sorted(years)]


def over_years(indicators, municipality):
    """The values of one municipality of today in all years, in order, of several indicators.

    A dict of the primary key of an indicator to a list of Value; one query. A year without any figure is not in it.
    """
    every, ground = measures(), boundaries()
    chosen = [every[indicator.pk] for indicator in indicators]
    rows = rows_of(chosen, municipality__in=ground.family(municipality.pk))
    values = values_from(chosen, rows, every, ground)
    found = {measure.pk: [] for measure in chosen}
    for (indicator, _), by_municipality in sorted(values.items()):
        if municipality.pk in by_municipality:
            found[indicator].append(by_municipality[municipality.pk])
    return found
