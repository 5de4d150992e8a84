"""In which indicators a municipality differs most from its peers."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from monitor.models import Indicator
from monitor.peers.nearness import spread
from monitor.peers.tables import indicators, latest_values
from monitor.peers.weights import (
    FEWEST_SHOWN,
    FEWEST_WITH_VALUE,
    LEAST_SPREAD,
    MOST_OF_THEME,
    MOST_SHOWN,
    NOTICED,
    STANDS_OUT,
)
from monitor.series import Value
from portal.caching.remember import remembered_by_figures
from portal.municipalities import municipalities_today


@dataclass(frozen=True, slots=True)
class Standing:
    """The value of an indicator for a municipality beside the median of its peers, of the same year.

    `number` is how many peers have a value; `score` how many spreads the municipality lies above (below: negative)
    the median.
    """

    indicator: Indicator
    value: Value
    middle: Decimal
    number: int
    score: float

    @property
    def is_main(self):
        """Whether it is about a main figure of municipalities."""
        return self.indicator.position is not None

    @property
    def is_higher(self):
        return self.score > 0

    @property
    def is_outlier(self):
        """Whether so great a difference is rarely chance."""
        return abs(self.score) >= STANDS_OUT

    @property
    def direction(self):
        """ "hoger" or "lager", which is no judgement."""
        return "hoger" if self.is_higher else "lager"

    @property
    def difference(self):
        """How far it is from the median, in the unit of the indicator, without sign."""
        return abs(self.value.value - self.middle)


def standing(indicator, municipality, keys):
    """The Standing of a municipality among its peers (a list of primary keys) on the newest figures of an indicator.

    None when its own value is unknown or hidden, or fewer than FEWEST_WITH_VALUE peers have one. The score is the
    modified z-score of Iglewicz and Hoaglin (How to Detect and Handle Outliers, 1993): (value − median) / (1.4826 ×
    median absolute deviation). The spread of a few peers can be small or large by chance: it counts for at least
    LEAST_SPREAD of that of all municipalities of the region, and at most for all of it.
    """
    found = latest_values(indicator)
    peers = [found[pk].value for pk in keys if pk in found]
    if municipality.pk not in found or len(peers) < FEWEST_WITH_VALUE:
        return None
    value, middle = found[municipality.pk], median(peers)
    usual = spread_in_region(indicator, municipality.in_brussels)
    width = min(max(spread(map(float, peers)), LEAST_SPREAD * usual), usual)
    score = float(value.value - middle) / width if width else 0.0
    return Standing(indicator, value, middle, len(peers), score)


@remembered_by_figures
def spread_in_region(indicator, in_brussels):
    """The spread of the newest values over all municipalities of the Brussels region, or over the Flemish."""
    values = [float(each.value) for pk, each in latest_values(indicator).items() if in_region(pk, in_brussels)]
    return spread(values) if values else 0.0


def in_region(pk, in_brussels):
    """Whether municipality `pk` is one of the Brussels region, or else Flemish."""
    return municipalities_today()[pk].in_brussels == in_brussels


def standing_out(municipality, peers):
    """The Standings on which a municipality differs most from `peers`, the greatest difference first: those from
    STANDS_OUT, at most MOST_SHOWN; and those from NOTICED, no outliers (`is_outlier`), until there are FEWEST_SHOWN.

    Numbers are left out: they say how big a municipality is. Their shares are there. Of one family, and of one theme,
    only the greatest differences are told: else the same news would be told by men, women and age.
    """
    found = [standing(each, municipality, peers.keys) for each in indicators().values() if not each.tells_size]
    noticed = sorted((each for each in found if each and abs(each.score) >= NOTICED), key=lambda each: -abs(each.score))
    different = without_repeats(noticed)
    number = sum(each.is_outlier for each in different)
    return different[: min(max(number, FEWEST_SHOWN), MOST_SHOWN)]


def without_repeats(standings):
    """Those of `standings` (the greatest difference first) that are the first of their family, and among the first
    MOST_OF_THEME of their theme. A main figure speaks for its family, unless only others of that are outliers."""
    outlying = {each.indicator.family for each in standings if each.is_outlier}
    main = {
        each.indicator.family
        for each in standings
        if each.is_main and (each.is_outlier or each.indicator.family not in outlying)
    }
    kept, families, themes = [], set(), Counter()
    for each in standings:
        if each.indicator.family in main and not each.is_main:
            continue
        theme = next(iter(each.indicator.themes.all()), None)
        if each.indicator.family not in families and (theme is None or themes[theme] < MOST_OF_THEME):
            kept.append(each)
            families.add(each.indicator.family)
            themes[theme] += 1
    return kept
