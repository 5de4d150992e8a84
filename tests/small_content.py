"""The smallest content that has a record of every kind, as the content files would hold it."""

from copy import deepcopy
from pathlib import Path

import yaml

from portal.content.check import Checked
from portal.content.files import Record

SOURCES = [{"source": "kapstokken", "reference": "Hoofdstuk 1"}]
CONTACT = {
    "area": "Provincie Limburg",
    "name": "Dienst Limburg",
    "phone": "011 23 80 00",
    "email": "info@limburg.be",
    "serves": {"provinces": ["limburg"], "municipalities": ["Bilzen"], "except": ["Genk"]},
}

CONTENT = {
    "province": [{"code": "70000", "slug": "limburg", "name": "Limburg"}],
    "municipality": [
        {"nis": "71016", "name": "Genk", "province": "limburg", "type": "centrumstad"},
        {"nis": "73110", "name": "Bilzen-Hoeselt", "province": "limburg", "since": "2025-01-01"},
        {
            "nis": "73006",
            "name": "Bilzen",
            "province": "limburg",
            "until": "2024-12-31",
            "successor": "73110",
        },
    ],
    "place": [
        {"name": "Winterslag", "municipality": "71016"},
        {"name": "Centrum", "municipality": "71016"},
        {"name": "Centrum", "municipality": "73110"},
    ],
    "theme": [
        {"slug": "taal", "name": "Taal", "question": "Hoe?", "summary": "Over taal."},
        {"slug": "wonen", "name": "Wonen", "question": "Waar?", "summary": "Over wonen."},
    ],
    "domain": [{"slug": "onderwijs", "name": "Onderwijs"}],
    "target_group": [{"slug": "ouders", "name": "Ouders"}],
    "source": [{"slug": "kapstokken", "title": "Kapstokken", "year": 2013}],
    "synonyms": [{"words": ["OCMW", "sociaal huis"]}],
    "sector": [{"slug": "integratie", "name": "Integratie"}],
    "applicant": [{"slug": "gemeente", "name": "Gemeente"}],
    "provider": [{"slug": "limburg", "name": "Provincie Limburg", "level": "provincial", "province": "limburg"}],
    "partner": [
        {
            "slug": "agentschap",
            "title": "Agentschap",
            "summary": "Helpt gemeenten.",
            "sector": "integratie",
            "sources": SOURCES,
        },
        {
            "slug": "prisma",
            "title": "Prisma",
            "summary": "Hielp gemeenten.",
            "sector": "integratie",
            "services": ["Advies"],
            "active_until": 2015,
            "successors": ["agentschap"],
            "contacts": [CONTACT],
            "sources": SOURCES,
        },
    ],
    "resource": [
        {
            "slug": "zeven-b",
            "title": "Zeven B's",
            "summary": "Is uw dienst er voor iedereen?",
            "kind": "checklist",
            "items": [{"title": "Bekend", "text": "Kent men u?"}],
            "sources": SOURCES,
        }
    ],
    "question": [
        {
            "slug": "waarom",
            "title": "Waarom vertalen?",
            "summary": "Daarom.",
            "arguments": [{"title": "Ten eerste", "text": "Het moet."}],
            "sources": SOURCES,
        }
    ],
    "scheme": [
        {
            "slug": "buurten",
            "title": "Buurten",
            "summary": "Voor wie samen iets doet.",
            "provider": "limburg",
            "applicants": ["gemeente"],
            "calls": [{"title": "Ronde 1", "closes_on": "2026-06-30"}],
            "sources": SOURCES,
        }
    ],
    "monitor": [{"slug": "survey", "title": "Survey", "summary": "Een enquête.", "sources": SOURCES}],
    "indicator": [
        {
            "slug": "nieuwkomers",
            "title": "Nieuwkomers",
            "summary": "Wie nieuw is.",
            "definition": "Wie er geteld wordt.",
            "unit": "personen",
            "figures": [
                {"area": "Genk", "year": 2012, "value": 57, "source": "kapstokken"},
                {"area": "vlaanderen", "year": 2012, "value": None, "mark": "missing", "source": "kapstokken"},
            ],
            "sources": SOURCES,
        }
    ],
    "practice": [
        {
            "slug": "leeskriebels",
            "title": "Leeskriebels",
            "summary": "Vrijwilligers lezen voor.",
            "themes": ["taal"],
            "domains": ["onderwijs"],
            "target_groups": ["ouders"],
            "municipalities": ["Bilzen", {"name": "Genk", "source": "Winterslag"}],
            "supported_by": ["prisma"],
            "state": "running",
            "sources": SOURCES,
        }
    ],
    # An action before its goals, as the files may have it.
    "policy_item": [
        {
            "slug": "actie-1-2-10",
            "code": "1.2.10",
            "level": "action",
            "parent": "od-1-2",
            "title": "Voorlezen",
            "summary": "Meer mensen lezen voor.",
            "lead": ["Dienst Jeugd"],
            "period": "2016-2019",
            "state": "running",
            "in_2018": "under_way",
            "monitors": ["survey"],
            "sources": SOURCES,
        },
        {
            "slug": "od-1-2",
            "code": "OD1.2",
            "level": "operational",
            "parent": "sd-1",
            "title": "Taal",
            "summary": "Meer mensen spreken de taal.",
            "sources": SOURCES,
        },
        {
            "slug": "sd-1",
            "code": "SD1",
            "level": "strategic",
            "title": "Meedoen",
            "summary": "Iedereen doet mee.",
            "sources": SOURCES,
        },
    ],
}


def content():
    """The content, to change at will."""
    return deepcopy(CONTENT)


def one(kinds, kind):
    """The last record of `kind`."""
    return kinds[kind][-1]


def checked(kinds):
    """The records of `kinds` as read from a file a kind, and checked."""
    return Checked(
        [
            Record(kind, fields, Path(f"{kind}.yaml"), position)
            for kind, records in deepcopy(kinds).items()
            for position, fields in enumerate(records)
        ]
    )


def write(kinds, folder):
    """Writes `kinds` as content files into `folder`."""
    for kind, records in kinds.items():
        text = yaml.safe_dump({"kind": kind, "records": records}, allow_unicode=True, sort_keys=False)
        (folder / f"{kind}.yaml").write_text(text)
