"""Facets and orders of subsidies: level, state on the day, deadlines."""

from datetime import date

import pytest

from tests.factories import make_call, make_provider, make_province, make_scheme
from tests.whole_site import titles

STATES = ["open", "komt-eraan", "niet-nagekeken", "gesloten"]
LEVELS = ["vlaams", "provinciaal", "federaal", "europees", "fonds"]


@pytest.fixture
def schemes(db, time_machine):
    """A scheme in each state on 15 June 2026; a dict of state to scheme."""
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    return {
        "open": make_call(closes_on=date(2026, 6, 15)).scheme,
        "komt-eraan": make_call(opens_on=date(2026, 6, 16)).scheme,
        "niet-nagekeken": make_scheme(),
        "gesloten": make_call(closes_on=date(2026, 6, 14)).scheme,
    }


def choices(response, name):
    """The choices of a facet as the page has them: value, count."""
    facet = next(facet for facet in response.context["facets"] if facet["name"] == name)
    return [(choice.value, choice.count) for choice in facet["choices"]]


@pytest.mark.parametrize("state", STATES)
def test_schemes_by_state(get, schemes, state):
    response = get("/subsidies/", status=state)

    assert titles(response.context["page"]) == [schemes[state].title]
    assert sorted(choices(response, "status")) == sorted((each, 1) for each in STATES)


def test_two_states_keep_the_order_of_the_list(get, schemes):
    response = get("/subsidies/", status=["gesloten", "open"])

    assert titles(response.context["page"]) == titles([schemes["open"], schemes["gesloten"]])


def test_scheme_with_calls_in_several_states_counts_once(get, schemes):
    make_call(scheme=schemes["open"], closes_on=date(2025, 1, 1))
    make_call(scheme=schemes["open"], opens_on=date(2027, 1, 1))

    assert ("open", 1) in choices(get("/subsidies/"), "status")
    assert titles(get("/subsidies/", status=["gesloten", "komt-eraan"]).context["page"]) == titles(
        [schemes["komt-eraan"], schemes["gesloten"]]
    )


@pytest.mark.parametrize("level", LEVELS)
def test_schemes_by_level(get, level):
    province = make_province()
    schemes = {
        each: make_scheme(provider=make_provider(level=each, province=province if each == "provinciaal" else None))
        for each in LEVELS
    }

    response = get("/subsidies/", niveau=level)

    assert titles(response.context["page"]) == [schemes[level].title]
    assert sorted(choices(response, "niveau")) == sorted((each, 1) for each in LEVELS)


def test_usable_schemes_first(get, schemes):
    """And of the same state by level."""
    provincial = make_provider(level="provinciaal", province=make_province())
    open_provincial = make_call(closes_on=date(2026, 6, 30), scheme=make_scheme(provider=provincial)).scheme

    page = get("/subsidies/").context["page"]

    ordered = ["open", "komt-eraan", "niet-nagekeken", "gesloten"]
    assert titles(page) == titles([schemes["open"], open_provincial, *(schemes[state] for state in ordered[1:])])


def test_schemes_of_a_level_by_provider_then_title(get):
    agency, ministry = make_provider(name="Agentschap"), make_provider(name="Ministerie")
    make_scheme(provider=ministry, title="Appel")
    make_scheme(provider=agency, title="Zoo")
    make_scheme(provider=agency, title="Élan")

    assert titles(get("/subsidies/").context["page"]) == ["Élan", "Zoo", "Appel"]


def test_schemes_in_order_of_deadline(get, schemes):
    """First closing first; what does not close comes after, and what has closed counts as that."""
    soon = make_call(closes_on=date(2026, 6, 20)).scheme
    make_call(scheme=soon, closes_on=date(2026, 6, 1))
    far = make_call(closes_on=date(2027, 1, 1)).scheme

    page = titles(get("/subsidies/", sorteer="sluit").context["page"])

    assert page[:3] == titles([schemes["open"], soon, far])
    assert sorted(page[3:]) == sorted(schemes[state].title for state in STATES[1:])


def test_overview_takes_the_same_filters(get, schemes):
    response = get("/subsidies/overzicht/", status="komt-eraan")

    assert titles(response.context["page"]) == [schemes["komt-eraan"].title]
    assert response.context["filters"].ignored == []


def test_overview_by_level(get, schemes):
    european = make_call(scheme=make_scheme(provider=make_provider(level="europees")), closes_on=date(2099, 1, 1))

    page = get("/subsidies/overzicht/").context["page"]

    assert titles(page) == titles([*(schemes[state] for state in STATES), european.scheme])
