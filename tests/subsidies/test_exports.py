"""What machines, spreadsheets and agendas get of subsidies."""

import csv
import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from subsidies.models import Call
from tests.factories import (
    make_applicant,
    make_call,
    make_domain,
    make_provider,
    make_province,
    make_scheme,
    make_source,
    make_theme,
)


@pytest.fixture
def scheme(db, time_machine):
    """A scheme with a round that is over, one that is open and one without dates, on 15 June 2026."""
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    scheme = make_scheme(
        slug="buurten",
        title="Buurten",
        summary="Voor wie samen iets doet.",
        provider=make_provider(name="Provincie Limburg", level="provinciaal", province=make_province()),
        themes=[make_theme(slug="taal")],
        domains=[make_domain(slug="wonen")],
        applicants=[make_applicant(slug="gemeente", name="Gemeente")],
        applicants_note="Gemeenten en hun partners.",
        conditions="Samen met bewoners.",
        amounts="Hoogstens € 5.000.",
        share_percent="90.00",
        state_note="Bestaat nog.",
        website="www.limburg.be",
        website_path="subsidies",
        sources=[make_source(title="Kapstokken", year=2013)],
        checked_on=date(2026, 1, 2),
    )
    make_call(scheme=scheme, title="Ronde 1", closes_on=date(2025, 6, 30), note="De eerste.")
    make_call(scheme=scheme, title="Ronde 2", opens_on=date(2026, 6, 1), closes_on=date(2026, 6, 30))
    make_call(scheme=scheme, title="Doorlopend")
    return scheme


def test_scheme_as_json(get, scheme):
    assert json.loads(b"".join(get("/subsidies/export.json"))) == [
        {
            "slug": "buurten",
            "url": "https://kapstok.example/subsidies/buurten/",
            "title": "Buurten",
            "summary": "Voor wie samen iets doet.",
            "focus": "Voor wie samen iets doet.",
            "level": "provinciaal",
            "provider": "Provincie Limburg",
            "themes": ["taal"],
            "domains": ["wonen"],
            "applicants": ["gemeente"],
            "applicants_note": "Gemeenten en hun partners.",
            "conditions": "Samen met bewoners.",
            "amounts": "Hoogstens € 5.000.",
            "share_percent": 90,
            "call_opens": "2026-06-01",
            "call_closes": "2026-06-30",
            "calls": [
                {
                    "title": "Ronde 2",
                    "opens": "2026-06-01",
                    "closes": "2026-06-30",
                    "status": "open",
                    "note": "",
                },
                {
                    "title": "Ronde 1",
                    "opens": None,
                    "closes": "2025-06-30",
                    "status": "gesloten",
                    "note": "De eerste.",
                },
                {"title": "Doorlopend", "opens": None, "closes": None, "status": "niet-nagekeken", "note": ""},
            ],
            "status": "open",
            "state_note": "Bestaat nog.",
            "info_url": "www.limburg.be > subsidies",
            "sources": [{"title": "Kapstokken", "year": 2013, "reference": "Hoofdstuk 1"}],
            "checked_on": "2026-01-02",
        }
    ]


def test_scheme_in_a_spreadsheet(get, scheme):
    lines = StringIO(b"".join(get("/subsidies/export.csv")).decode("utf-8-sig"), newline="")
    [row] = csv.DictReader(lines, delimiter=";")

    assert {label: row[label] for label in list(row)[:5]} == {
        "Niveau": "provincie",
        "Subsidiegever": "Provincie Limburg",
        "Titel": "Buurten",
        "Focus": "Voor wie samen iets doet.",
        "Aanvragers": "Gemeente",
    }
    assert row["Aandeel (%)"] == "90"
    assert (row["Oproep opent"], row["Oproep sluit"]) == ("2026-06-01", "2026-06-30")
    assert row["Alle oproepen"] == (
        "Ronde 2: 1/06/2026 – 30/06/2026 (open)\nRonde 1: ? – 30/06/2025 (gesloten)\nDoorlopend: ? – ? (niet nagekeken)"
    )
    assert row["Status op deze dag"] == "open"


@pytest.mark.parametrize(
    ("day", "closes", "status"),
    [
        ("2025-06-30", "2025-06-30", "open"),
        ("2025-07-01", "2026-06-30", "komt-eraan"),
        ("2026-06-30", "2026-06-30", "open"),
        ("2026-07-01", "2026-06-30", "gesloten"),
    ],
)
def test_call_that_matters_on_the_day(get, scheme, time_machine, day, closes, status):
    time_machine.move_to(f"{day}T12:00:00+02:00", tick=False)
    [record] = json.loads(b"".join(get("/subsidies/export.json")))

    assert (record["call_closes"], record["status"]) == (closes, status)


def calendar(get, **query):
    return Calendar.from_ical(get("/subsidies/kalender.ics", **query).content)


def test_calendar_event(get, scheme):
    events = calendar(get).walk("VEVENT")
    call = Call.objects.get(title="Ronde 2")

    assert [str(event["summary"]) for event in events] == [
        "Uiterste dag: Buurten (Ronde 1)",
        "Uiterste dag: Buurten (Ronde 2)",
    ]
    event = events[1]
    assert event["dtstart"].to_ical() == b"20260630"
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2026, 6, 30), date(2026, 7, 1))
    assert event["dtstamp"].dt == call.updated_at.replace(microsecond=0)
    assert str(event["url"]) == "https://kapstok.example/subsidies/buurten/"
    assert str(event["description"]) == "Provincie Limburg. Voor wie samen iets doet."
    assert str(event["transp"]) == "TRANSPARENT"
    assert str(event["uid"]).endswith("@kapstok.example")


def test_calendar_file(get, scheme):
    response = get("/subsidies/kalender.ics")
    lines = response.content.split(b"\r\n")

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="kapstok-subsidies.ics"'
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in response.content.replace(b"\r\n", b"")


def test_calendar_folds_long_lines(get):
    title = "Één lange titel, met komma's; puntkomma's en een \\ " + "é" * 60
    make_call(
        scheme=make_scheme(title=title, summary="Eerste regel.\nTweede regel. " + "Lang. " * 40),
        closes_on=date(2026, 6, 30),
    )
    content = get("/subsidies/kalender.ics").content

    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert title in str(event["summary"])
    assert "Eerste regel.\nTweede regel." in str(event["description"])


def test_calendar_event_keeps_its_uid_when_the_date_moves(get, scheme, time_machine):
    before = {str(event["uid"]): event for event in calendar(get).walk("VEVENT")}
    time_machine.move_to(datetime(2026, 6, 20, tzinfo=UTC), tick=False)
    call = Call.objects.get(title="Ronde 2")
    call.closes_on += timedelta(days=14)
    call.save()

    after = {str(event["uid"]): event for event in calendar(get).walk("VEVENT")}

    assert len(after) == 2
    assert set(after) == set(before)
    moved = [uid for uid in after if after[uid]["dtstart"].dt != before[uid]["dtstart"].dt]
    assert [after[uid]["dtstart"].dt for uid in moved] == [date(2026, 7, 14)]
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in moved)
    assert get("/subsidies/kalender.ics").content == get("/subsidies/kalender.ics").content


def test_calendar_of_filtered_list(get, scheme):
    other = make_call(scheme=make_scheme(title="Anders"), closes_on=date(2026, 7, 1))
    make_call(scheme=make_scheme(status="draft"), closes_on=date(2026, 7, 1))

    [event] = calendar(get, q="anders").walk("VEVENT")

    assert str(event["summary"]) == f"Uiterste dag: Anders ({other.title})"
    assert len(calendar(get).walk("VEVENT")) == 3


def test_calendar_without_deadlines(get):
    make_call(opens_on=date(2026, 6, 1))

    assert calendar(get).walk("VEVENT") == []


def test_feed_of_schemes(get, scheme):
    root = ElementTree.fromstring(get("/subsidies/atom.xml", status="open").content)

    atom = "{http://www.w3.org/2005/Atom}"
    assert [entry.findtext(f"{atom}title") for entry in root.iter(f"{atom}entry")] == ["Buurten"]
    assert root.findtext(f"{atom}title") == "Kapstok: subsidies"
