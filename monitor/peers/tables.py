"""All values by which municipalities are compared, read together: one by one they would cost two queries each."""

from django.db.models import F

from monitor import series
from monitor.models import Indicator
from monitor.peers.weights import YEARS_APART, YEARS_OF_CHANGE, YEARS_OF_CHARTS
from monitor.series.adding import values_from
from monitor.series.measures import measures
from monitor.series.pieces import boundaries
from monitor.series.years import rows_of
from portal.caching.remember import remembered_by_figures

# Needed of every year of which there is something: what shares of the inhabitants are parts of.
ALWAYS = ("inwoners",)


@remembered_by_figures
def indicators():
    """The official indicators, by slug: the main figures first, in their order, then the others."""
    found = (
        Indicator.objects.official()
        .prefetch_related("themes")
        .order_by(F("position").asc(nulls_last=True), "title", "pk")
    )
    return {each.slug: each for each in found}


@remembered_by_figures
def latest_years():
    """The newest year of each official indicator with figures, by primary key: see monitor.series.latest_year()."""
    return series.latest_years(indicators().values())


def latest_year(slug):
    """The newest year of the official indicator with this slug; None when there are no figures or no such indicator."""
    found = indicators().get(slug)
    return latest_years().get(found.pk) if found else None


@remembered_by_figures
def tables():
    """The values of every official indicator in its newest year, and of the main shares in the years of the charts.

    A dict of (primary key, year) to a dict of municipality to Value of monitor.series; two queries.
    """
    charted, others = set(), set()
    for each in indicators().values():
        if latest := latest_years().get(each.pk):
            (charted if each.is_charted else others).add((each.pk, latest))
    over_time = {year for _, latest in charted for year in years_of_chart(latest)}
    return values_in(charted, over_time) | values_in(others, {year for _, year in others})


def values_in(wanted, years):
    """The values in `years` of the indicators in `wanted`, pairs of primary key and newest year; a dict as tables()."""
    every = measures()
    always = {indicators()[slug].pk for slug in ALWAYS if slug in indicators()}
    chosen = [every[pk] for pk in sorted(always | {pk for pk, _ in wanted})]
    return values_from(chosen, rows_of(chosen, year__in=years), every, boundaries())


def years_of_chart(latest):
    """The years that a small chart up to the year `latest` shows, and that the change is measured over; in order."""
    first = latest - YEARS_OF_CHARTS
    round_years = range(first + -first % YEARS_APART, latest, YEARS_APART)
    return sorted({*round_years, latest - YEARS_OF_CHANGE, latest})


def values(slug, year):
    """The values of an indicator in a year, those that are known and not hidden: a dict of primary key to float."""
    found = indicators().get(slug)
    table = tables().get((found.pk, year), {}) if found else {}
    return {pk: float(each.value) for pk, each in table.items() if each.value is not None}


def latest_values(indicator):
    """The newest values of an official indicator that are known and not hidden; a dict of primary key to Value."""
    table = tables().get((indicator.pk, latest_years().get(indicator.pk)), {})
    return {pk: each for pk, each in table.items() if each.value is not None}
