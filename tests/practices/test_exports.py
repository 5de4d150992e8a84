"""What machines get of practices, resources and questions, and the feed of practices."""

import json
from datetime import date
from xml.etree import ElementTree

import pytest

from practices.models import PracticeMunicipality
from tests.factories import (
    make_argument,
    make_checklist,
    make_checklist_item,
    make_domain,
    make_municipality,
    make_partner,
    make_practice,
    make_province,
    make_question,
    make_source,
    make_target_group,
    make_theme,
)

ATOM = "{http://www.w3.org/2005/Atom}"


def only_record(response):
    [record] = json.loads(b"".join(response))
    return record


@pytest.fixture
def source(db):
    return make_source(title="Kapstokken", year=2013)


@pytest.fixture
def practice(source):
    practice = make_practice(
        slug="leeskriebels",
        title="Leeskriebels",
        summary="Vrijwilligers lezen voor.",
        themes=[make_theme(slug="taal")],
        domains=[make_domain(slug="onderwijs")],
        target_groups=[make_target_group(slug="ouders")],
        provinces=[make_province(slug="limburg")],
        supported_by=[make_partner(title="Integratiecentrum")],
        sources=[source],
        area="Heel Limburg",
        occasion="De vraag.",
        approach="De aanpak.",
        results="Tachtig gezinnen.",
        success_factors="De buurt.",
        obstacles="Te weinig plaats.",
        lessons="De les.",
        lead="Dienst Integratie",
        partners=["OCMW", "scholen"],
        budget="€ 1.000",
        staffing="halftijds",
        period="2012-2013",
        state="stopgezet",
        state_note="Het geld was op.",
        website="www.genk.be",
        website_path="lezen",
        contact="Onthaal, 089 65 00 00",
        checked_on=date(2026, 1, 2),
    )
    PracticeMunicipality.objects.create(
        practice=practice,
        municipality=make_municipality(nis="71016", name="Genk"),
        name_in_source="Winterslag",
    )
    return practice


def test_practice_as_json(get, practice):
    assert only_record(get("/praktijken/export.json")) == {
        "slug": "leeskriebels",
        "url": "https://kapstok.example/praktijken/leeskriebels/",
        "title": "Leeskriebels",
        "summary": "Vrijwilligers lezen voor.",
        "themes": ["taal"],
        "domains": ["onderwijs"],
        "target_groups": ["ouders"],
        "municipalities": [{"nis": "71016", "name": "Genk", "name_in_source": "Winterslag"}],
        "provinces": ["limburg"],
        "area": "Heel Limburg",
        "occasion": "De vraag.",
        "approach": "De aanpak.",
        "results": "Tachtig gezinnen.",
        "lessons": "De les.",
        "success_factors": "De buurt.",
        "obstacles": "Te weinig plaats.",
        "lead": "Dienst Integratie",
        "partners": ["OCMW", "scholen"],
        "supported_by": ["Integratiecentrum"],
        "budget": "€ 1.000",
        "staffing": "halftijds",
        "period": "2012-2013",
        "state": "stopgezet",
        "state_note": "Het geld was op.",
        "website": "www.genk.be > lezen",
        "contact": "Onthaal, 089 65 00 00",
        "sources": [{"title": "Kapstokken", "year": 2013, "reference": "Hoofdstuk 1"}],
        "checked_on": "2026-01-02",
    }


def test_practice_without_extras_as_json(get):
    practice = make_practice()

    record = only_record(get("/praktijken/export.json"))

    assert record["municipalities"] == record["themes"] == record["partners"] == []
    assert (record["budget"], record["checked_on"], record["state"]) == ("", None, "onbekend")
    assert record["slug"] == practice.slug


def test_source_with_note_as_json(get, source):
    practice = make_practice(sources=[source])
    practice.citations.update(note="Noemt een ander jaar.")

    assert only_record(get("/praktijken/export.json"))["sources"] == [
        {"title": "Kapstokken", "year": 2013, "reference": "Hoofdstuk 1", "note": "Noemt een ander jaar."}
    ]


def test_checklist_as_json(get, source):
    checklist = make_checklist(
        slug="zeven-b", title="Zeven B's", summary="Is uw dienst er voor iedereen?", sources=[source], year=2011
    )
    make_checklist_item(checklist=checklist, title="Bekend", text="Kent men u?")

    assert only_record(get("/hulpmiddelen/export.json")) == {
        "slug": "zeven-b",
        "url": "https://kapstok.example/hulpmiddelen/zeven-b/",
        "title": "Zeven B's",
        "summary": "Is uw dienst er voor iedereen?",
        "kind": "checklist",
        "themes": [],
        "domains": [],
        "target_groups": [],
        "publisher": "",
        "year": 2011,
        "body": "",
        "items": [{"title": "Bekend", "text": "Kent men u?"}],
        "website": "",
        "sources": [{"title": "Kapstokken", "year": 2013, "reference": "Hoofdstuk 1"}],
        "checked_on": None,
    }


def test_question_as_json(get, source):
    question = make_question(slug="waarom", title="Waarom?", summary="Daarom.", sources=[source])
    make_argument(question=question, title="Ten eerste", text="Omdat het moet.")

    assert only_record(get("/hete-hangijzers/export.json")) == {
        "slug": "waarom",
        "url": "https://kapstok.example/hete-hangijzers/waarom/",
        "title": "Waarom?",
        "summary": "Daarom.",
        "themes": [],
        "arguments": [{"title": "Ten eerste", "text": "Omdat het moet."}],
        "sources": [{"title": "Kapstokken", "year": 2013, "reference": "Hoofdstuk 1"}],
        "checked_on": None,
    }


def feed(get, address="/praktijken/atom.xml", **query):
    response = get(address, **query)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_feed_newest_first(get):
    for day in (2, 1, 3):
        make_practice(title=f"Dag {day}", published_on=date(2026, 3, day))

    assert titles(feed(get)) == ["Dag 3", "Dag 2", "Dag 1"]


def test_feed_of_filtered_list(get):
    theme = make_theme()
    make_practice(title="Eén", themes=[theme])
    make_practice(title="Twee")
    root = feed(get, thema=theme.slug)

    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert titles(root) == ["Eén"]
    assert links == {
        "alternate": f"https://kapstok.example/praktijken/?thema={theme.slug}",
        "self": f"https://kapstok.example/praktijken/atom.xml?thema={theme.slug}",
    }


def test_feed_entry(get):
    practice = make_practice(slug="lezen", title="Lezen & <spelen>", summary="Waar & wat.")
    [entry] = feed(get).iter(f"{ATOM}entry")

    assert {child.tag.removeprefix(ATOM): child.text or child.get("href") for child in entry} == {
        "title": "Lezen & <spelen>",
        "link": "https://kapstok.example/praktijken/lezen/",
        "id": "tag:kapstok.example,2026:/praktijken/lezen/",
        "published": "2026-03-01T00:00:00+01:00",
        "updated": practice.updated_at.isoformat(),
        "summary": "Waar & wat.",
    }


def test_feed_in_dutch_and_with_titles_from_word_processors(get):
    make_practice(title="Een\x0btitel")
    root = feed(get)

    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl-BE"
    assert titles(root) == ["Een titel"]


def test_feed_of_long_list(get):
    for _ in range(51):
        make_practice()

    assert len(titles(feed(get))) == 50


def test_feed_without_entries(get):
    assert titles(feed(get, q="niets")) == []
