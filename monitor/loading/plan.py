"""What an import would do. Making a plan changes nothing."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from monitor.loading import words
from monitor.loading.areas import Areas
from monitor.loading.doubts import doubts, is_impossible, is_leap, is_odd, was_emptied
from monitor.loading.names import Indicators, unit_fault
from monitor.models import Figure, FigureImport, Indicator
from monitor.reading import Reading, Series, read

EXACT = Decimal("0.0001")  # as many decimals as a figure holds
NEW, SKIP = "+", "-"  # links of a series that make a draft, or leave it out
SHOWN_FAULTS = 20
COMPARED = ("municipality", "province", "region", "period", "year", "value", "mark", "flag", "boundaries")


@dataclass
class SeriesPlan:
    """What happens to one series of the file: `indicator` is None for one that nobody knows or that becomes a draft.

    `counts` has "new", "changed", "gone" and "same" figures; `marks` and `flags` how many figures have which. `figures`
    has by year, by place, a Cell that stands for it. `reason` says why it is left out. `gone` and `emptied` count by
    year the figures that go, and that lose their value; `odd` and `leaps` name places and years of values
    that are rare, and that change much.
    """

    series: Series
    indicator: Indicator | None = None
    is_draft: bool = False
    reason: str = ""
    counts: Counter = field(default_factory=Counter)
    marks: Counter = field(default_factory=Counter)
    flags: Counter = field(default_factory=Counter)
    figures: dict = field(default_factory=dict)
    gone: Counter = field(default_factory=Counter)
    emptied: Counter = field(default_factory=Counter)
    odd: list = field(default_factory=list)
    leaps: list = field(default_factory=list)

    @property
    def is_loaded(self):
        return not self.reason and (self.is_draft or self.indicator is not None) and bool(self.figures)

    @property
    def years(self):
        return sorted(self.figures)

    @property
    def span(self):
        """The years in words."""
        return words.span(self.years)


@dataclass
class Plan:
    """All that an import would do. `faults` are reasons why nothing of it can be done, in Dutch.

    `shares` are the indicators that are worked out anew, `areas` tells which names nobody knows, `before` is the
    import of this same file that still stands.
    """

    reading: Reading
    series: list
    areas: Areas
    shares: list
    faults: list
    before: FigureImport | None = None

    @property
    def loaded(self):
        return [each for each in self.series if each.is_loaded]

    @property
    def unknown_series(self):
        """Series that somebody must link to an indicator before they can be taken in."""
        return [each for each in self.series if each.indicator is None and not each.is_draft and not each.reason]

    @property
    def left_out(self):
        return [each for each in self.series if each.reason]

    @property
    def counts(self):
        """New, changed, gone and same figures of all series together."""
        return sum((each.counts for each in self.loaded), Counter())

    @property
    def marks(self):
        """How many figures have no value, and why, in words; a dict."""
        found = sum((each.marks for each in self.loaded), Counter())
        return {Figure.Mark(mark).label: number for mark, number in found.items()}

    @property
    def doubts(self):
        """What somebody must confirm before the plan is carried out, as Dutch sentences; a list."""
        return doubts(self)

    @property
    def unknown_areas(self):
        """Pairs of an areas.Unknown and its number of figures, those with the most first."""
        return self.areas.unknown.most_common()

    @property
    def is_done(self):
        """Whether this very file was taken in already and all its figures stand as it has them."""
        return bool(self.before) and not any(self.counts[kind] for kind in ("new", "changed", "gone"))


def plan_for(file, links=None, reading=None, make_drafts=False):
    """The Plan for an ImportedFile. Raises UnreadableFile.

    `links` is a dict of a series' name to the slug of an indicator, NEW or SKIP. With `make_drafts` every series that
    nobody knows becomes a draft. `reading` is what the readers made of the file, when somebody read it already.
    """
    reading = reading or read(file.path, file.name)
    indicators, areas = Indicators(reading.format), Areas()
    series = [linked(each, indicators, (links or {}).get(each.name), make_drafts) for each in reading.series]
    plan = Plan(reading, series, areas, [], twins(series))
    sort_cells(plan)
    for each in plan.loaded:
        compare(each, reading.boundaries)
    loaded = {each.indicator.pk for each in plan.loaded if each.indicator}
    plan.shares = [share for share in indicators.shares_of(loaded) if can_work_out(share, loaded)]
    plan.before = FigureImport.objects.filter(digest=file.digest, undone_at=None).first()
    if not plan.loaded and not plan.unknown_series:
        plan.faults.append("Er is geen enkel cijfer dat het portaal kan plaatsen.")
    return plan


def can_work_out(share, loaded):
    """Whether a share is not in the file itself, and both its parts are there or in the file."""
    parts = {share.numerator_id, share.denominator_id} - loaded
    return share.pk not in loaded and all(Figure.objects.filter(indicator=part).exists() for part in parts)


def linked(series, indicators, link, make_drafts):
    """The SeriesPlan of a Series, still without figures; `link` is None when nobody chose."""
    if link == SKIP:
        return SeriesPlan(series, reason="u laat deze reeks weg")
    found = indicators.by_slug.get(link) or indicators.find(series)
    if found is None:
        return SeriesPlan(series, is_draft=make_drafts or link == NEW)
    return SeriesPlan(series, found, reason=unit_fault(series, found))


def twins(series):
    """Faults of series that are linked to one and the same indicator; a list."""
    named = {}
    for each in series:
        if each.indicator and not each.reason:
            named.setdefault(each.indicator, []).append(each.series.name)
    return [
        f"De reeksen {' en '.join(names)} horen allebei bij “{indicator}”. Laat er een weg."
        for indicator, names in named.items()
        if len(names) > 1
    ]


def sort_cells(plan):
    """Puts each cell of the reading in the SeriesPlan of its series, by year and place; counts what has none."""
    by_name = {each.series.name: each for each in plan.series if not each.reason}
    for cell in plan.reading.cells:
        each = by_name.get(cell.series)
        area = plan.areas.find(cell, plan.reading.boundaries) if each else None
        if not area:
            continue
        places = each.figures.setdefault(cell.year, {})
        other = places.setdefault((area, cell.period), cell)
        if other is not cell and (other.value, other.mark) != (cell.value, cell.mark):
            names = f"{other.area or other.code} en {cell.area or cell.code}"
            fault(plan, f"{names} zijn hetzelfde gebied, met een ander cijfer ({cell.series}, {cell.year}).")
        elif other is cell:
            each.marks.update([cell.mark] if cell.mark else [])
            each.flags.update([cell.flag] if cell.flag else [])
            judge_value(plan, each, cell)


def judge_value(plan, each, cell):
    """Notices a value that the indicator cannot have, or that is rare."""
    where = f"{cell.area or cell.code} ({cell.year})"
    if is_impossible(each.indicator, cell.value):
        fault(plan, f"{cell.value} kan niet voor “{each.indicator}”, {where}. Staan de kolommen juist?")
    elif is_odd(each, cell.value):
        each.odd.append(where)


def fault(plan, message):
    """Remembers what is wrong with the file, as far as somebody reads it."""
    if len(plan.faults) < SHOWN_FAULTS:
        plan.faults.append(message)


def compare(each, boundaries):
    """Counts what a series changes of the figures that are there; `boundaries` are those of the reading."""
    before = {}
    if each.indicator:
        rows = Figure.objects.filter(indicator=each.indicator, year__in=each.years).values_list(*COMPARED)
        before = {row[:5]: row[5:] for row in rows.iterator()}
    for year, places in each.figures.items():
        for (area, period), cell in places.items():
            old = before.pop((*area.key, period, year), None)
            if old is None:
                each.counts["new"] += 1
            else:
                each.counts["same" if old == columns_of(cell, area, boundaries) else "changed"] += 1
                each.emptied.update([year] if was_emptied(old, cell) else [])
                each.leaps += [f"{cell.area or cell.code} ({year})"] if is_leap(old, cell) else []
    each.gone.update(year for *_, year in before)
    each.counts["gone"] += len(before)


def columns_of(cell, area, boundaries):
    """What a figure holds of a cell: value, mark, flag and boundaries, as in the database."""
    division = area.division(boundaries or cell.year)
    return exact(cell.value), cell.mark, cell.flag, None if division == cell.year else division


def exact(value):
    """A value with the decimals that a figure holds; None stays None."""
    return None if value is None else value.quantize(EXACT, ROUND_HALF_UP)
