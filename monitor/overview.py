"""What the page of an indicator tells of all municipalities: a table, pictures, and the years of the chosen one."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from monitor import series
from monitor.choices import HIGH, LOW, PROVINCE
from monitor.lines import lines_of
from monitor.models import Figure, FigureImport
from monitor.plots import FEWEST, plot_of, scale_of, spread_of
from monitor.series.measures import measures
from portal.caching.remember import remembered
from portal.lists.menus import municipality_options
from portal.models import Municipality
from portal.municipalities import municipalities_today


@dataclass(frozen=True)
class Entry:
    """A row of the table: a municipality and its Value."""

    place: Municipality
    value: series.Value


def table_of(indicator, choices):
    """The entries for the chosen year and province, in the chosen order; a list of Entry."""
    values = series.values_of(indicator, choices.year)
    entries = [
        Entry(place, values[pk])
        for pk, place in municipalities_today().items()
        if pk in values and choices.province in (None, place.province.slug)
    ]
    if choices.order == PROVINCE:
        return sorted(entries, key=lambda entry: entry.place.province.name)
    if choices.order in (HIGH, LOW):
        sign = -1 if choices.order == HIGH else 1
        # What is unknown is neither high nor low: it comes last.
        return sorted(entries, key=lambda entry: (entry.value.value is None, sign * (entry.value.value or 0)))
    return entries


def overview_of(indicator, choices):
    """All that the page shows of its figures of municipalities; an empty dict when they are too few for that."""
    if not choices.is_full:
        return {}
    values = series.values_of(indicator, choices.year)
    place = municipalities_today().get(choices.municipality)
    return {
        "entries": table_of(indicator, choices),
        "options": municipality_options(place.nis if place else ""),
        "place": place,
        "chosen": values.get(choices.municipality),
        "known": sum(value.value is not None for value in values.values()),
        "provenance": provenance_of(indicator.pk),
        **pictures_of(indicator, values, choices.municipality),
        **(lines_for(indicator, place) if place else {"lines": None}),
    }


def pictures_of(indicator, values, chosen):
    """The `plot` and the `spread` of a dict of Value; None when too few are known."""
    known = {pk: value.value for pk, value in values.items() if value.value is not None and value.value >= 0}
    shown = {municipalities_today()[pk]: value for pk, value in known.items()}
    if len(shown) < FEWEST:
        return {"plot": None, "spread": None}
    scale = scale_of(shown.values(), indicator.is_additive)
    plot = plot_of(scale, shown, chosen)
    spread = spread_of(scale, list(shown.values()), plot.chosen and plot.chosen.value)
    return {"plot": plot, "spread": spread}


def lines_for(indicator, place):
    """The years of a municipality; of a share also those of its province and Flanders: a count has another size."""
    own = series.over_years([indicator], place)[indicator.pk]
    drawn = [(place.name, own)]
    if not indicator.is_additive:
        drawn.append((place.province.full_name, series.of_area([indicator], place.province)[indicator.pk]))
        drawn.append(("Vlaanderen", series.of_area([indicator], series.FLANDERS)[indicator.pk]))
    return {"lines": lines_of(drawn)}


@remembered
def provenance_of(pk):
    """The files that the values of an indicator come from, the newest first; a list of FigureImport with source."""
    figures = Figure.objects.filter(imported_by=OuterRef("pk"), indicator__in=measures()[pk].needed)
    return list(FigureImport.objects.filter(Exists(figures), undone_at=None).select_related("source"))
