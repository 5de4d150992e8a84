"""Figures: the area they are about, and which ones are public."""

import pytest

from monitor.models import Figure
from tests.factories import (
    make_figure,
    make_indicator,
    make_monitor,
    make_municipality,
    make_province,
)


@pytest.fixture
def areas(db):
    """One figure for each sort of area."""
    indicator = make_indicator(title="Nieuwkomers")
    make_figure(indicator=indicator, municipality=make_municipality(name="Genk", nis="71016"))
    make_figure(indicator=indicator, province=make_province(name="Limburg", code="70000"))
    make_figure(indicator=indicator, region="vlaanderen")
    make_figure(indicator=indicator, region="belgie")


def test_figure_area(areas):
    assert [(figure.area_code, figure.area_name) for figure in Figure.objects.all()] == [
        ("71016", "Genk"),
        ("70000", "Limburg"),
        ("vlaanderen", "Vlaanderen"),
        ("belgie", "België"),
    ]


def test_figure_in_words(areas):
    assert str(Figure.objects.first()) == "Nieuwkomers, Genk, 2012"


def test_figures_of_published_indicators(db):
    shown = make_figure()
    for status in ("draft", "review", "archived"):
        make_figure(indicator=make_indicator(status=status))

    assert list(Figure.objects.of_published()) == [shown]


def test_figures_of_indicators_in_their_order(db):
    indicators = [make_indicator() for _ in range(3)]
    figures = [make_figure(indicator=indicator, year=year) for indicator in indicators for year in (2012, 2013)]

    keys = [indicators[2].pk, indicators[0].pk]
    assert list(Figure.objects.of_indicators(keys)) == [figures[5], figures[4], figures[1], figures[0]]
    assert list(Figure.objects.of_indicators([])) == []


def test_monitor_address(db):
    monitor = make_monitor(slug="survey")

    assert monitor.get_absolute_url() == "/cijfers/bronnen/#survey"
