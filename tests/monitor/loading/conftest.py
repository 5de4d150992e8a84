"""Two towns that merged in 2025 and one that did not, the official indicators for a few of them, and files in text."""

from datetime import date

import pytest

from monitor.loading import opened
from tests.factories import make_indicator, make_merged_municipality, make_municipality, make_province, make_source


@pytest.fixture
def towns(db):
    """By NIS code: Genk, Hasselt of today, and Hasselt and Kortessem that became it in 2025; and Limburg."""
    limburg = make_province(name="Limburg", slug="limburg", code="70000")
    own = {"province": limburg}
    hasselt = make_municipality(nis="71072", name="Hasselt", valid_from=date(2025, 1, 1), **own)
    return {
        "71016": make_municipality(nis="71016", name="Genk", **own),
        "71072": hasselt,
        "71022": make_merged_municipality(hasselt, nis="71022", name="Hasselt"),
        "73040": make_merged_municipality(hasselt, nis="73040", name="Kortessem"),
        "70000": limburg,
    }


@pytest.fixture
def indicators(db):
    """By slug: inwoners, inwoners-65-plus, and the share of these two."""
    make_source(slug="eigen-opgave", title="Eigen opgave")
    whole = make_indicator(slug="inwoners", title="Inwoners", is_additive=True)
    part = make_indicator(slug="inwoners-65-plus", title="65-plussers", is_additive=True)
    share = make_indicator(slug="aandeel-65-plus", title="Aandeel", unit="%", numerator=part, denominator=whole)
    return {each.slug: each for each in (whole, part, share)}


@pytest.fixture
def imported(tmp_path, towns, indicators):
    """Makes an ImportedFile of rows of our own form, without their heading; imported(rows, name) gives it a name."""

    def imported(*rows, name="cijfers.csv", heading="NIS;indicator;jaar;waarde"):
        path = tmp_path / name
        path.write_text("\n".join([heading, *rows]) + "\n")
        with opened(path) as file:
            return file

    return imported


@pytest.fixture
def named(imported):
    """As imported, for rows that have a name and no code."""

    def named(*rows, **about):
        return imported(*rows, heading="gemeente;indicator;jaar;waarde", **about)

    return named
