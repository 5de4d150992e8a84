"""What in a plan looks like a damaged file: somebody has to say that it is right before it is carried out."""

from django.utils import timezone

from monitor.loading.words import counted, span
from monitor.models import Figure

NAMED = 5
# Smaller numbers go up and down more by themselves.
NOT_SMALL = 100
UNCONFIRMED = "Dit bestand ziet er niet volledig of niet juist uit. Kijk na wat er staat, en bevestig dat het klopt. {}"
# Statbel has every municipality of a year in its files.
WHOLE_FORMS = {"statbel-bevolking", "statbel-herkomst", "statbel-inkomens"}
POPULATION, FORECAST = "statbel-bevolking", Figure.Flag.FORECAST
PERCENT, PERSONS = "%", "personen"


def is_impossible(indicator, value):
    """Whether no figure of an indicator can have this value: fewer than no persons, or a part larger than the whole."""
    if indicator is None or value is None:
        return False
    if value < 0:
        return indicator.hides_small_groups or indicator.unit == PERSONS or indicator.numerator_id is not None
    return value > 100 and indicator.unit == PERCENT and indicator.numerator_id is not None


def is_odd(series, value):
    """Whether a value of a SeriesPlan is rare enough to ask whether its column is the right one."""
    unit = series.indicator.unit if series.indicator else series.series.unit
    return value is not None and (value < 0 or (value > 100 and unit == PERCENT))


def doubts(plan):
    """Why somebody should look twice at a Plan, in Dutch; a list of sentences."""
    of_series = [line for each in plan.loaded for line in (*losses(each), *missing(plan, each))]
    return [*other_division(plan.reading), *of_series]


def other_division(reading):
    """Whether a file with the year in its name has the municipalities of another year; yields a sentence."""
    if reading.format == POPULATION and reading.boundaries:
        years = span(cell.year for cell in reading.cells)
        yield f"De gemeenten zijn die van {reading.boundaries}, niet van {years}. Klopt het jaar in de naam?"


def losses(each):
    """What a SeriesPlan takes away, and which of its values are odd; yields sentences."""
    title = each.indicator or each.series.name
    if each.gone:
        number = counted(each.gone.total(), "cijfer verdwijnt", "cijfers verdwijnen")
        yield f"{title}: {number} ({span(each.gone)})."
    if each.emptied:
        number = counted(each.emptied.total(), "cijfer verliest zijn waarde", "cijfers verliezen hun waarde")
        yield f"{title}: {number} ({span(each.emptied)})."
    if each.leaps:
        number = counted(len(each.leaps), "cijfer verandert", "cijfers veranderen")
        yield f"{title}: {number} met meer dan de helft: {some(each.leaps)}."
    if ahead := [year for year in each.years if year > timezone.localdate().year and not each.flags[FORECAST]]:
        yield f"{title}: dit jaar moet nog komen: {span(ahead)}."
    if each.odd:
        what = "zijn negatief, of meer dan 100 %" if len(each.odd) > 1 else "is negatief, of meer dan 100 %"
        yield f"{title}: {counted(len(each.odd), 'cijfer', 'cijfers')} {what}: {some(each.odd)}."


def missing(plan, each):
    """The municipalities that a file which should have all does not have in a year; yields sentences."""
    if plan.reading.format not in WHOLE_FORMS:
        return
    absent = {}
    for year, places in each.figures.items():
        there = {area.municipality for area, _ in places}
        everyone = plan.areas.municipalities_in(plan.reading.boundaries or year)
        if names := tuple(name for pk, name in everyone.items() if pk not in there):
            absent.setdefault(names, []).append(year)
    for names, years in absent.items():
        number = counted(len(names), "gemeente ontbreekt", "gemeenten ontbreken")
        yield f"{each.indicator or each.series.name}: {number} ({span(years)}): {some(names)}."


def was_emptied(old, cell):
    """Whether a figure had a value (the columns `old`, value first) that the file takes away without a good reason."""
    return old[0] is not None and cell.mark in {Figure.Mark.MISSING, Figure.Mark.NONE, Figure.Mark.NOT_APPLICABLE}


def is_leap(old, cell):
    """Whether a figure that is not small (the columns `old`, value first) changes by more than half."""
    before, now = old[0], cell.value
    return None not in (before, now) and abs(before) >= NOT_SMALL and abs(now - before) > abs(before) / 2


def some(names):
    """The first of a list of names, and how many more there are."""
    more = f" en nog {len(names) - NAMED}" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"
