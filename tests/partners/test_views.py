"""The directory, and the page of a partner."""

import pytest

from tests.factories import (
    make_contact_point,
    make_municipality,
    make_partner,
    make_practice,
    make_sector,
)
from tests.whole_site import titles


def test_directory_by_sector(get):
    second, first = make_sector(name="Zorg", position=2), make_sector(name="Taal", position=1)
    make_partner(sector=second)
    make_partner(sector=first)

    page = get("/partners/").content.decode()

    assert page.index("<h2>Taal</h2>") < page.index("<h2>Zorg</h2>")


def test_directory_by_sector_with_former_partners_last(get):
    second, first = make_sector(position=2), make_sector(position=1)
    zebra = make_partner(sector=first, title="Zebra")
    former = make_partner(sector=first, title="Aap", active_until=2015)
    elan = make_partner(sector=first, title="Élan")
    other = make_partner(sector=second, title="Beer")

    assert titles(get("/partners/").context["page"]) == titles([elan, zebra, former, other])


def test_directory_shows_contacts_for_the_chosen_municipality(get):
    genk, other = make_municipality(name="Genk"), make_municipality()
    point = make_contact_point(municipalities=[genk], name="Dienst Genk")
    make_contact_point(partner=point.partner, municipalities=[other], name="Dienst elders")
    response = get("/partners/", gemeente=genk.nis)
    page = response.content.decode()

    assert response.context["municipality"] == genk
    assert "Deze partners zijn er voor Genk." in page
    assert "Dienst Genk" in page
    assert "Dienst elders" not in page


def test_directory_for_two_municipalities_shows_no_contacts(get):
    towns = [make_municipality(), make_municipality()]
    make_contact_point(municipalities=towns, name="Dienst Genk")
    response = get("/partners/", gemeente=[town.nis for town in towns])

    assert "Deze partners zijn er voor" not in response.content.decode()
    assert "Dienst Genk" not in response.content.decode()


def test_former_partner_leads_to_its_successors(get):
    successors = [make_partner(title=title, slug=title.lower()) for title in ("Agentschap", "Atlas")]
    hidden = make_partner(title="Nog geheim", status="draft")
    former = make_partner(
        title="Prisma", slug="prisma", active_until=2015, successors=[*successors, hidden], history="Fusie."
    )
    links = '<a href="/partners/agentschap/">Agentschap</a>, <a href="/partners/atlas/">Atlas</a>.'

    assert f"Vandaag gaat u naar: {links}" in get(former.get_absolute_url()).content.decode()
    assert f"Vandaag: {links}" in get("/partners/").content.decode()
    assert '<li><a href="/partners/prisma/">Prisma</a></li>' in get("/partners/atlas/").content.decode()


def test_former_partner_with_a_hidden_successor_names_none(get):
    former = make_partner(active_until=2015, successors=[make_partner(status="draft")])

    assert "Vandaag" not in get(former.get_absolute_url()).content.decode()


def test_contact_of_today_is_a_link_and_a_historical_one_is_not(get):
    details = {"phone": "015-28 18 30", "email": "info@prisma.be", "website": "www.prisma.be"}
    point = make_contact_point(**details)
    former = make_contact_point(is_historical=True, **details)

    page = get(point.partner.get_absolute_url()).content.decode()
    old_page = get(former.partner.get_absolute_url()).content.decode()

    links = ["tel:+3215281830", "mailto:info@prisma.be", "https://www.prisma.be"]
    assert [link for link in links if f'href="{link}"' in page] == links
    assert [link for link in links if f'href="{link}"' in old_page] == []
    assert "015 28 18 30" in old_page


def test_partner_lists_practices_it_supported(get):
    partner = make_partner()
    practice = make_practice(supported_by=[partner])
    make_practice()

    assert titles(get(partner.get_absolute_url()).context["practices"]) == [practice.title]


@pytest.mark.parametrize(
    ("active_until", "heading"),
    [(None, "Waarvoor kunt u er terecht?"), (2015, "Waarvoor kon u er terecht?")],
)
def test_services(get, active_until, heading):
    partner = make_partner(services=["Advies", "Vorming & meer"], active_until=active_until)

    page = get(partner.get_absolute_url()).content.decode()

    assert f"<h2>{heading}</h2><ul><li>Advies</li><li>Vorming &amp; meer</li></ul>" in page
