"""For whom a contact point is there, and the order of the directory."""

import pytest

from partners.models import ContactPoint
from tests.factories import (
    make_contact_point,
    make_municipality,
    make_partner,
    make_province,
)


@pytest.fixture
def places(db):
    """Two towns of one province, one of another, and one of Brussels."""
    antwerp, limburg, brussels = (make_province(name=name) for name in ("Antwerpen", "Limburg", "Brussel"))
    return {
        "province": antwerp,
        "brussels": brussels,
        "Antwerpen": make_municipality(name="Antwerpen", province=antwerp),
        "Mechelen": make_municipality(name="Mechelen", province=antwerp),
        "Genk": make_municipality(name="Genk", province=limburg),
        "Elsene": make_municipality(name="Elsene", province=brussels, type="brussel"),
    }


def towns_of(places):
    """The names of the towns that the only contact point serves."""
    return [
        name
        for name in ("Antwerpen", "Mechelen", "Genk", "Elsene")
        if ContactPoint.objects.serving(places[name]).exists()
    ]


def test_serving_nobody(places):
    make_contact_point()

    assert towns_of(places) == []


def test_serving_flanders(places):
    make_contact_point(serves_flanders=True)

    assert towns_of(places) == ["Antwerpen", "Mechelen", "Genk"]


def test_serving_brussels(places):
    make_contact_point(serves_brussels=True)

    assert towns_of(places) == ["Elsene"]


def test_serving_flanders_and_brussels(places):
    make_contact_point(serves_flanders=True, serves_brussels=True)

    assert towns_of(places) == ["Antwerpen", "Mechelen", "Genk", "Elsene"]


def test_serving_province(places):
    make_contact_point(provinces=[places["province"]])

    assert towns_of(places) == ["Antwerpen", "Mechelen"]


def test_serving_province_with_excepted_city(places):
    make_contact_point(provinces=[places["province"]], excepted=[places["Antwerpen"]])

    assert towns_of(places) == ["Mechelen"]


def test_serving_flanders_with_excepted_city(places):
    make_contact_point(serves_flanders=True, excepted=[places["Antwerpen"], places["Genk"]])

    assert towns_of(places) == ["Mechelen"]


def test_serving_named_municipalities(places):
    make_contact_point(municipalities=[places["Genk"], places["Elsene"]])

    assert towns_of(places) == ["Genk", "Elsene"]


def test_serving_every_way_at_once(places):
    """A contact point that serves a town thrice over is found once."""
    point = make_contact_point(
        serves_flanders=True, provinces=[places["province"]], municipalities=[places["Mechelen"]]
    )

    assert list(ContactPoint.objects.serving(places["Mechelen"])) == [point]


@pytest.mark.parametrize(("year", "expected"), [(2015, True), (None, False)])
def test_is_historical(db, year, expected):
    assert make_partner(active_until=year).is_historical is expected


@pytest.mark.parametrize(("area", "expected"), [("Limburg", "Steunpunt (Limburg)"), ("", "Steunpunt")])
def test_contact_point_in_words(db, area, expected):
    assert str(make_contact_point(name="Steunpunt", area=area)) == expected
