"""What a visitor chose on the page of one indicator: a municipality, a year, a province and an order."""

from monitor import series
from monitor.plots import FEWEST
from portal.lists.facets import Facet, MunicipalityFacet, TermFacet
from portal.lists.filters import ListFilter, SortFilter
from portal.lists.rows import Years
from portal.models import Province

NAME, HIGH, LOW, PROVINCE = "naam", "hoog", "laag", "provincie"
ORDERS = {
    NAME: ("Naam A–Z", None),
    HIGH: ("Hoogste eerst", None),
    LOW: ("Laagste eerst", None),
    PROVINCE: ("Per provincie", None),
}


class YearFacet(Facet):
    """One year, of those that the indicator has."""

    def by_value(self):
        return Years()


class IndicatorChoices(ListFilter):
    """The choices for `indicator`, one of each; what it does not have is named in `ignored`.

    `is_full`: it has enough municipalities to be told of all of them; else its few figures are told one by one.
    """

    sorteer = SortFilter(ORDERS, label="volgorde")
    gemeente = MunicipalityFacet(None)
    jaar = YearFacet(label="jaar")
    provincie = TermFacet(model=Province, label="provincie")

    def __init__(self, data, indicator):
        super().__init__(data)
        self.years = series.years_of(indicator)
        self.latest = series.latest_year(indicator) or max(self.years, default=None)
        self.is_full = series.fullest(indicator) >= FEWEST
        for name in ("gemeente", "jaar", "provincie"):
            known = [value for value in self.data.getlist(name) if name != "jaar" or int(value) in self.years]
            for value in self.data.getlist(name):
                if value not in known[:1]:
                    self.ignored.append((self.filters[name].label, value))
                    self.chosen_labels[name].pop(value)
            self.data.setlist(name, known[:1])

    @property
    def year(self):
        """The year that the page is about; None when the indicator has no figures of municipalities."""
        return int(self.data["jaar"]) if self.data.get("jaar") else self.latest

    @property
    def municipality(self):
        """The primary key of the chosen municipality, or None."""
        terms = self.filters["gemeente"].by_value()
        return terms[self.data["gemeente"]].number if self.data.get("gemeente") else None

    @property
    def province(self):
        """The slug of the chosen province, or None."""
        return self.data.get("provincie") or None
