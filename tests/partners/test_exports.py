"""What machines and spreadsheets get of partners."""

import csv
import json
from io import StringIO

import pytest

from tests.factories import make_contact_point, make_domain, make_partner, make_sector, make_source, make_theme


@pytest.fixture
def partner(db):
    """A partner that merged, with a contact point of then and one of today."""
    partner = make_partner(
        slug="prisma",
        title="Prisma",
        summary="Steunt gemeenten.",
        sector=make_sector(slug="integratie", name="Integratie", position=2),
        services=["Advies", "Vorming"],
        themes=[make_theme(slug="taal")],
        domains=[make_domain(slug="onderwijs")],
        sources=[make_source(title="Kapstokken", year=2013)],
        active_until=2015,
        history="Ging op in het agentschap.",
        successors=[make_partner(slug="agentschap", title="Agentschap", sector=make_sector(position=1))],
        website="www.prisma.be",
    )
    make_contact_point(
        partner=partner,
        area="Provincie Antwerpen",
        name="Prisma vzw",
        phone="015-28 18 30",
        email="info@prisma.be",
        website="www.prisma.be",
        website_path="contact",
        note="Op afspraak.",
        is_historical=True,
        position=1,
    )
    make_contact_point(partner=partner, name="Agentschap", position=2)
    return partner


def test_partner_as_json(get, partner):
    records = json.loads(b"".join(get("/partners/export.json")))

    assert [record["slug"] for record in records] == ["agentschap", "prisma"]
    assert records[1] == {
        "slug": "prisma",
        "url": "https://kapstok.example/partners/prisma/",
        "title": "Prisma",
        "sector": "integratie",
        "kind": "organisatie",
        "summary": "Steunt gemeenten.",
        "services": ["Advies", "Vorming"],
        "themes": ["taal"],
        "domains": ["onderwijs"],
        "contacts": [
            {
                "region": "Provincie Antwerpen",
                "name": "Prisma vzw",
                "phone": "015-28 18 30",
                "email": "info@prisma.be",
                "website": "www.prisma.be > contact",
                "note": "Op afspraak.",
                "historical": True,
            },
            {
                "region": "",
                "name": "Agentschap",
                "phone": "",
                "email": "",
                "website": "",
                "note": "",
                "historical": False,
            },
        ],
        "active_until": 2015,
        "successor": [{"slug": "agentschap", "title": "Agentschap"}],
        "history": "Ging op in het agentschap.",
        "website": "www.prisma.be",
        "sources": [{"title": "Kapstokken", "year": 2013, "reference": "Hoofdstuk 1"}],
        "checked_on": None,
    }
    assert records[0]["successor"] is None


def test_partner_in_a_spreadsheet(get, partner):
    lines = StringIO(b"".join(get("/partners/export.csv")).decode("utf-8-sig"), newline="")
    row = list(csv.DictReader(lines, delimiter=";"))[1]

    assert row["Sector"] == "Integratie"
    assert row["Waarvoor"] == "Advies\nVorming"
    assert row["Vandaag"] == "Agentschap"
    assert row["Contactpunten"] == (
        "Provincie Antwerpen · Prisma vzw · 015-28 18 30 · info@prisma.be · www.prisma.be > contact (historisch)\n"
        "Agentschap"
    )
