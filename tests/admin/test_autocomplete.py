"""Typing part of a name offers what one means, to those who may see it."""

import pytest

from portal.roles import OFFICER
from tests.factories import make_merged_municipality, make_municipality, make_place


@pytest.fixture
def municipalities(db):
    """Genk with Winterslag; Bilzen, which merged; and towns with like names."""
    merged = make_municipality(name="Bilzen-Hoeselt")
    make_merged_municipality(merged, name="Bilzen")
    make_place(municipality=make_municipality(name="Genk"), name="Winterslag")
    for name in ("Destelbergen", "Bergen", "Élewijt"):
        make_municipality(name=name)


def offered(client, term, model="practicemunicipality", app="practices", field="municipality"):
    asked = {"term": term, "app_label": app, "model_name": model, "field_name": field}
    response = client.get("/beheer/autocomplete/", asked)
    return [result["text"] for result in response.json()["results"]]


@pytest.mark.parametrize(
    ("term", "names"),
    [
        ("winterslag", ["Genk"]),
        ("Bilz", ["Bilzen-Hoeselt"]),
        ("berg", ["Bergen", "Destelbergen"]),
        ("elew", ["Élewijt"]),
        ("nergens", []),
    ],
)
def test_municipality_of_a_practice(sign_in, municipalities, term, names):
    assert offered(sign_in(OFFICER), term) == names


def test_municipality_of_a_figure_may_be_a_former_one(sign_in, municipalities):
    client = sign_in(OFFICER)

    assert offered(client, "bilz", model="figure", app="monitor") == ["Bilzen (tot 2024)", "Bilzen-Hoeselt"]


def test_all_municipalities_of_today_without_words(sign_in, municipalities):
    names = ["Bergen", "Bilzen-Hoeselt", "Destelbergen", "Élewijt", "Genk"]

    assert offered(sign_in(OFFICER), "") == names


def test_autocomplete_needs_permission(sign_in, client):
    asked = {"term": "", "app_label": "practices", "model_name": "practicemunicipality", "field_name": "municipality"}

    assert sign_in(None).get("/beheer/autocomplete/", asked).status_code == 403
    assert client.get("/beheer/autocomplete/", asked).status_code == 302


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ("?bestaat=ja&q=bilzen", ["Bilzen-Hoeselt"]),
        ("?bestaat=nee", ["Bilzen (tot 2024)"]),
        ("?q=winterslag", ["Genk"]),
        ("?bestaat=misschien&q=bilzen", ["Bilzen (tot 2024)", "Bilzen-Hoeselt"]),
    ],
)
def test_list_of_municipalities_is_filtered(sign_in, municipalities, filters, names):
    response = sign_in(OFFICER).get(f"/beheer/portal/municipality/{filters}")

    assert [str(municipality) for municipality in response.context["cl"].result_list] == names
