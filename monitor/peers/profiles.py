"""What is known of every municipality of today, from remembered figures: what peers are chosen by."""

from monitor.peers.nearness import spreads
from monitor.peers.tables import latest_year, values
from monitor.peers.weights import YEARS_OF_CHANGE
from portal.caching.remember import remembered_by_figures
from portal.municipalities import municipalities_today

# Whose share of the inhabitants is compared, by dimension.
GROUPS = {
    "neighbouring": "inwoners-herkomst-buurlanden",
    "eu": "inwoners-herkomst-eu",
    "non_eu": "inwoners-herkomst-buiten-eu",
}


@remembered_by_figures
def profiles(in_brussels):
    """The profiles of the municipalities of the Brussels region, or of the Flemish: a dict of primary key to dict of
    a dimension's key to its value. What is unknown or hidden is not there.
    """
    found = {pk: {"type": each.type} for pk, each in municipalities_today().items() if each.in_brussels == in_brussels}
    for key, table in values_by_dimension().items():
        for pk, value in table.items():
            if pk in found:
                found[pk][key] = value
    return found


@remembered_by_figures
def scale(in_brussels):
    """The spread of the profiles of a region on each dimension."""
    return spreads(profiles(in_brussels))


@remembered_by_figures
def values_by_dimension():
    """The values of all municipalities: a dict of a dimension's key to dict of primary key to float."""
    return {
        "population": positive(values("inwoners", latest_year("inwoners"))),
        "density": positive(values("bevolkingsdichtheid", latest_year("bevolkingsdichtheid"))),
        **{key: share(slug) for key, slug in GROUPS.items()},
        "change": change("aandeel-buitenlandse-herkomst"),
    }


def positive(found):
    """The values that have a logarithm, or that something can be a part of."""
    return {pk: value for pk, value in found.items() if value > 0}


def share(slug):
    """Part of the inhabitants that are counted by an indicator, in its newest year, in percent."""
    year = latest_year(slug)
    whole = positive(values("inwoners", year))
    return {pk: 100 * value / whole[pk] for pk, value in values(slug, year).items() if pk in whole}


def change(slug):
    """How much a share rose over YEARS_OF_CHANGE, in percentage points."""
    year = latest_year(slug)
    if year is None:
        return {}
    before = values(slug, year - YEARS_OF_CHANGE)
    return {pk: now - before[pk] for pk, now in values(slug, year).items() if pk in before}


def years_of_profiles():
    """The years of the figures that profiles are made of, in words: "2024 en 2025"; empty without any."""
    slugs = ("inwoners", "bevolkingsdichtheid", *GROUPS.values())
    found = sorted({year for slug in slugs if (year := latest_year(slug))})
    return " en ".join(map(str, found))
