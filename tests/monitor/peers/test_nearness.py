"""Distances between municipalities, from plain numbers."""

import pytest

from monitor.peers.nearness import distances, known_dimensions, spread, spreads
from monitor.peers.weights import LEAST_KNOWN, OTHER_TYPE


def profile(population, **more):
    return {"type": "gemeente", "population": population} | more


def parts_from(profiles, key):
    return distances(profiles, key, spreads(profiles))


def test_spread_is_not_moved_by_an_outlier():
    assert spread([1, 2, 3, 4, 5]) == spread([1, 2, 3, 4, 500]) == pytest.approx(1.4826)


def test_parts_add_up_by_weight():
    """Population weighs 3, density 2, non-EU origin 1: a tenfold population is the same ratio either way."""
    profiles = {
        "a": profile(1_000, density=100, non_eu=4),
        "b": profile(10_000, density=100, non_eu=4),
        "c": profile(100_000, density=1_000, non_eu=16),
    }

    parts = parts_from(profiles, "b")

    assert parts["a"] == {"population": pytest.approx(3 / 6 / 1.4826), "density": 0, "non_eu": 0}
    assert parts["c"]["population"] == pytest.approx(parts["a"]["population"])
    assert parts["c"]["density"] == pytest.approx(2 / 6 * 2.302585)
    assert parts["c"]["non_eu"] == pytest.approx(1 / 6 * 2)


def test_type_stands_in_for_unknown_density():
    profiles = {1: profile(1_000), 2: profile(1_000), 3: profile(1_000, type="centrumstad")}

    parts = parts_from(profiles, 1)

    assert parts == {2: {"population": 0, "type": 0}, 3: {"population": 0, "type": pytest.approx(2 / 5 * OTHER_TYPE)}}


def test_dimension_that_is_unknown_here_does_not_count():
    profiles = {1: profile(1_000), 2: profile(1_000, non_eu=5), 3: profile(2_000, non_eu=50)}

    assert [dimension.key for dimension in known_dimensions(profiles, 1)] == ["population", "type"]
    assert parts_from(profiles, 1)[2] == {"population": 0, "type": 0}


def test_other_without_a_figure_is_no_peer():
    profiles = {1: profile(1_000, non_eu=5), 2: profile(1_000), 3: profile(9_000, non_eu=50)}

    assert list(parts_from(profiles, 1)) == [3]


def test_dimension_that_few_others_have_does_not_count():
    profiles = {number: profile(1_000) for number in range(2, 6)} | {1: profile(1_000, change=3)}

    assert LEAST_KNOWN > 1 / 5
    assert [dimension.key for dimension in known_dimensions(profiles, 1)] == ["population", "type"]
    assert len(parts_from(profiles, 1)) == 4
