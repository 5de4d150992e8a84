"""Who helps a municipality, and in which provinces partners have a contact point."""

import pytest

from tests.factories import make_contact_point, make_municipality, make_partner, make_province
from tests.whole_site import titles


@pytest.fixture
def province(db):
    return make_province(name="Limburg")


def test_partners_that_serve_a_municipality(get, province):
    town, neighbour = (make_municipality(province=province) for _ in range(2))
    helpers = [
        make_contact_point(partner=make_partner(title="A"), municipalities=[town]).partner,
        make_contact_point(partner=make_partner(title="B"), provinces=[province]).partner,
        make_contact_point(partner=make_partner(title="C"), serves_flanders=True).partner,
    ]
    make_contact_point(provinces=[province], excepted=[town])
    make_contact_point(municipalities=[neighbour])
    make_contact_point(serves_brussels=True)
    make_partner()

    page = get("/partners/", gemeente=town.nis).context["page"]

    assert titles(page) == titles(helpers)


def test_partners_that_serve_either_of_two_municipalities(get, province):
    genk, elsene = make_municipality(province=province), make_municipality(type="brussel")
    flemish, of_brussels = make_contact_point(serves_flanders=True), make_contact_point(serves_brussels=True)

    page = get("/partners/", gemeente=[genk.nis, elsene.nis]).context["page"]

    assert titles(page) == titles([flemish.partner, of_brussels.partner])


def test_partner_served_by_one_point_though_excepted_by_another(get, province):
    """A city with its own service of the same partner is helped."""
    city = make_municipality(province=province)
    point = make_contact_point(provinces=[province], excepted=[city])
    make_contact_point(partner=point.partner, municipalities=[city])

    page = get("/partners/", gemeente=city.nis).context["page"]

    assert [partner.contacts_here for partner in page] == [[point.partner.contacts.last()]]


def test_every_municipality_of_today_is_offered_without_count(get, province):
    towns = [make_municipality(name=name, province=province) for name in ("Genk", "Aalst")]

    facet = next(facet for facet in get("/partners/").context["facets"] if facet["name"] == "gemeente")

    assert [(choice.value, choice.label, choice.count) for choice in facet["choices"]] == [
        (towns[1].nis, "Aalst", None),
        (towns[0].nis, "Genk", None),
    ]


def test_province_through_towns_counts_once(get, province):
    towns = [make_municipality(province=province) for _ in range(2)]
    point = make_contact_point(provinces=[province], municipalities=towns)
    make_contact_point(partner=point.partner, municipalities=towns[:1])
    make_contact_point(serves_flanders=True)

    response = get("/partners/", provincie=province.slug)

    facet = next(facet for facet in response.context["facets"] if facet["name"] == "provincie")
    assert titles(response.context["page"]) == [point.partner.title]
    assert [(choice.label, choice.count) for choice in facet["choices"]] == [("Limburg", 1)]
