"""Facets of practices and resources that are choices of a column, and places of practices."""

import pytest

from practices.models import PracticeMunicipality
from tests.factories import make_municipality, make_practice, make_province, make_resource
from tests.whole_site import titles

STATES = {"lopend": "lopend", "afgelopen": "afgelopen", "stopgezet": "stopgezet", "onbekend": "niet nagekeken"}


def choices(response, name):
    """The choices of a facet as the page has them: value, label, count."""
    facet = next(facet for facet in response.context["facets"] if facet["name"] == name)
    return [(choice.value, choice.label, choice.count) for choice in facet["choices"]]


@pytest.mark.parametrize("state", STATES)
def test_practices_by_state(get, state):
    practices = {each: make_practice(state=each, state_note="Het geld was op.") for each in STATES}

    response = get("/praktijken/", toestand=state)

    assert titles(response.context["page"]) == [practices[state].title]
    assert sorted(choices(response, "toestand")) == sorted((each, label, 1) for each, label in STATES.items())
    assert [chip["text"] for chip in response.context["filters"].chosen()] == [STATES[state]]


def test_two_states_widen(get):
    practices = [make_practice(state=state) for state in ("lopend", "afgelopen", "onbekend")]

    response = get("/praktijken/", toestand=["lopend", "afgelopen"])

    assert titles(response.context["page"]) == titles(practices[:2])


def test_practice_of_whole_province_counts_in_it_once(get):
    """A province reaches a practice through its towns or as a whole; both together are one practice."""
    province = make_province(name="Limburg")
    towns = [make_municipality(province=province) for _ in range(2)]
    both = make_practice(provinces=[province], municipalities=towns)
    whole = make_practice(provinces=[province])
    make_practice(municipalities=[make_municipality()])

    response = get("/praktijken/", provincie=province.slug)

    assert titles(response.context["page"]) == titles([both, whole])
    assert (province.slug, "Limburg", 2) in choices(response, "provincie")


def test_practice_with_two_names_of_one_town_counts_once(get):
    town = make_municipality(name="Genk")
    practice = make_practice()
    make_practice(municipalities=[make_municipality()])
    make_practice()
    for name in ("Winterslag", "Waterschei"):
        PracticeMunicipality.objects.create(practice=practice, municipality=town, name_in_source=name)

    response = get("/praktijken/", gemeente=town.nis)

    assert titles(response.context["page"]) == [practice.title]
    assert (town.nis, "Genk", 1) in choices(response, "gemeente")


@pytest.mark.parametrize("kind", ["checklist", "publicatie", "website"])
def test_resources_by_kind(get, kind):
    resources = {each: make_resource(kind=each) for each in ("checklist", "publicatie", "website")}

    response = get("/hulpmiddelen/", soort=kind)

    assert titles(response.context["page"]) == [resources[kind].title]
    assert choices(response, "soort") == [
        ("checklist", "checklist", 1),
        ("publicatie", "publicatie", 1),
        ("website", "website", 1),
    ]
