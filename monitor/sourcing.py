"""Where figures that a page shows are from: no figure stands without source, year and definition."""

from dataclasses import dataclass

from monitor.models import Indicator
from portal.models import Source


@dataclass(frozen=True)
class Use:
    """An indicator of which a page shows values: of the years `first` to `last`, from `sources` (a list).

    `parts` are former municipalities whose figures were added up for it.
    """

    indicator: Indicator
    first: int
    last: int
    sources: list
    parts: tuple

    @property
    def years(self):
        """The years, in words."""
        return str(self.last) if self.first == self.last else f"{self.first} tot {self.last}"


def uses_of(pairs):
    """The Uses behind `pairs` of an Indicator and a Value (monitor.series) that a page shows, in their order; a list.

    One query, or none without pairs.
    """
    values = {}
    for indicator, value in pairs:
        values.setdefault(indicator, []).append(value)
    keys = {value.source_id for found in values.values() for value in found} - {None}
    sources = Source.objects.in_bulk(keys) if keys else {}
    return [use_of(indicator, found, sources) for indicator, found in values.items()]


def use_of(indicator, values, sources):
    """The Use of one indicator; `sources` is a dict by primary key."""
    years = [value.year for value in values]
    keys = dict.fromkeys(value.source_id for value in values if value.source_id)
    parts = tuple(dict.fromkeys(name for value in values for name in value.parts))
    return Use(indicator, min(years), max(years), [sources[key] for key in keys], parts)
