"""Practices, their places, and the order of what belongs to an entry."""

import pytest

from practices.models import PracticeMunicipality
from tests.factories import (
    make_argument,
    make_checklist,
    make_checklist_item,
    make_municipality,
    make_practice,
    make_province,
    make_question,
    make_resource,
)


@pytest.mark.parametrize(
    ("name_in_source", "label"),
    [("Winterslag", "Winterslag (Genk)"), ("Genk", "Genk"), ("", "Genk")],
)
def test_locality_label(db, name_in_source, label):
    locality = PracticeMunicipality(municipality=make_municipality(name="Genk"), name_in_source=name_in_source)

    assert (locality.label, str(locality)) == (label, label)


def test_place_names_in_order_of_source(db):
    genk, aalst = make_municipality(name="Genk"), make_municipality(name="Aalst")
    practice = make_practice(provinces=[make_province(name="Limburg")], area="25 gemeenten in Vlaams-Brabant")
    for town, name in [(genk, "Winterslag"), (aalst, "Aalst")]:
        PracticeMunicipality.objects.create(practice=practice, municipality=town, name_in_source=name)

    assert practice.place_names == [
        "Winterslag (Genk)",
        "Aalst",
        "Limburg",
        "25 gemeenten in Vlaams-Brabant",
    ]


def test_place_names_without_place(db):
    assert make_practice().place_names == []


@pytest.mark.parametrize(("kind", "expected"), [("checklist", True), ("uitleg", False)])
def test_is_checklist(db, kind, expected):
    assert make_resource(kind=kind).is_checklist is expected


def test_checklist_items_in_order(db):
    checklist = make_checklist()
    last, first = (make_checklist_item(checklist=checklist, position=position) for position in (2, 1))

    assert list(checklist.items.all()) == [first, last]


def test_arguments_in_order(db):
    question = make_question()
    last, first = (make_argument(question=question, position=position) for position in (2, 1))

    assert list(question.arguments.all()) == [first, last]
