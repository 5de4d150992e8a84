"""What visitors report: into a queue, and not as many as a program could send."""

from datetime import timedelta

import pytest
from django.test import Client

from portal.freshness import reports
from portal.freshness.models import Report, Sender
from portal.models import Status
from portal.versions.finding import Pattern
from portal.versions.purging import purge
from tests.factories import make_monitor, make_practice, make_question

WRONG = "Het telefoonnummer is veranderd."


@pytest.fixture
def practice(db):
    return make_practice(title="Fietsvriendin")


def address(entry):
    return f"/melden/{entry.search_kind.slug}/{entry.slug}/"


def stamp_on(page):
    return page.content.decode().partition('name="stempel" value="')[2].partition('"')[0]


@pytest.fixture
def send(client, time_machine):
    """Opens the form of an entry, and sends it after a while; the answer."""

    def send(entry, wrong=WRONG, after=30, ip="192.0.2.1", **fields):
        stamp = stamp_on(client.get(address(entry)))
        time_machine.shift(after)
        return client.post(address(entry), {"wrong": wrong, "stempel": stamp} | fields, REMOTE_ADDR=ip)

    return send


def test_report_waits_for_an_editor(client, send, practice):
    before = client.get(practice.get_absolute_url()).content

    response = send(practice, known_from="Ik belde.")

    assert response.url == f"{address(practice)}dank/"
    assert "Fietsvriendin" in client.get(response.url).content.decode()
    report = Report.objects.get()
    assert (report.entry, report.origin, report.wrong, report.known_from, report.outcome) == (
        *(practice, "bezoeker", WRONG, "Ik belde.", ""),
    )
    assert client.get(practice.get_absolute_url()).content == before


def test_report_needs_no_cookie(practice, time_machine):
    client = Client(enforce_csrf_checks=True)
    stamp = stamp_on(client.get(address(practice)))
    time_machine.shift(30)

    response = client.post(address(practice), {"wrong": WRONG, "stempel": stamp})

    assert response.status_code == 302
    assert dict(client.cookies) == {}


def test_every_kind_has_a_page(client, db):
    for entry in (make_question(), make_monitor()):
        assert client.get(address(entry)).status_code == 200


def test_form_is_in_no_cache(client, practice, time_machine):
    first = client.get(address(practice))
    time_machine.shift(5)
    second = client.get(address(practice), headers={"If-None-Match": first.headers.get("ETag", "*")})

    assert second.status_code == 200
    assert stamp_on(first) != stamp_on(second)
    assert "no-store" in first.headers["Cache-Control"]
    assert first.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "Disallow: /melden/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REVIEW, Status.ARCHIVED])
def test_hidden_entry_has_no_form(client, db, status):
    hidden = make_practice(status=status)

    pages = [
        client.get(address(hidden)),
        client.post(address(hidden), {"wrong": WRONG}),
        client.get(f"{address(hidden)}dank/"),
    ]

    assert [page.status_code for page in pages] == [404] * 3
    assert client.get("/melden/onzin/x/").status_code == 404


@pytest.mark.parametrize("field", ["wrong", "known_from"])
@pytest.mark.parametrize("hostile", ["\0", "x" * 1001])
def test_hostile_report(send, practice, field, hostile):
    response = send(practice, **{"known_from": "", field: hostile})

    assert response.status_code == 422
    assert not Report.objects.exists()


def test_empty_report_keeps_what_was_typed(send, practice):
    response = send(practice, wrong=" ", known_from="Dit blijft <b>staan</b>.")

    page = response.content.decode()
    assert (response.status_code, "Schrijf wat er niet klopt." in page) == (422, True)
    assert "Dit blijft &lt;b&gt;staan&lt;/b&gt;." in page


def test_form_that_is_sent_at_once(client, send, practice, time_machine):
    """A program; or a person, who then sends it again and loses nothing."""
    response = send(practice, after=1)

    assert response.status_code == 422
    assert "Dat ging erg snel." in response.content.decode()
    assert not Report.objects.exists()
    time_machine.shift(10)
    again = client.post(address(practice), {"wrong": WRONG, "stempel": stamp_on(response)})
    assert again.status_code == 302


def test_form_that_stood_open_for_a_day(client, send, practice, time_machine):
    response = send(practice, after=24 * 60 * 60)

    assert "Deze bladzijde stond lang open." in response.content.decode()
    assert WRONG in response.content.decode()
    time_machine.shift(10)
    assert client.post(address(practice), {"wrong": WRONG, "stempel": stamp_on(response)}).status_code == 302


@pytest.mark.parametrize("stamp", ["", "onzin", "a:b:c", "\0"])
def test_form_that_we_did_not_give(client, practice, stamp):
    assert client.post(address(practice), {"wrong": WRONG, "stempel": stamp}).status_code == 422
    assert not Report.objects.exists()


def test_stamp_of_another_entry(client, practice, time_machine):
    stamp = stamp_on(client.get(address(make_practice())))
    time_machine.shift(30)

    assert client.post(address(practice), {"wrong": WRONG, "stempel": stamp}).status_code == 422


def test_program_that_fills_in_everything_learns_nothing(send, practice):
    response = send(practice, onderwerp="Goedkope fietsen")

    assert response.url == f"{address(practice)}dank/"
    assert not Report.objects.exists()


def test_same_report_waits_once(send, practice):
    answers = [send(practice), send(practice, wrong="  het TELEFOONNUMMER   is veranderd. ")]

    assert {response.url for response in answers} == {f"{address(practice)}dank/"}
    assert Report.objects.count() == 1
    assert send(make_practice()).status_code == 302
    assert Report.objects.count() == 2


def test_entry_gets_so_many_reports_a_day(send, practice, time_machine):
    answers = [send(practice, wrong=f"Fout nummer {n}", ip=f"192.0.2.{n}") for n in range(7)]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429] * 2
    assert "Fout nummer 6" in answers[-1].content.decode()
    time_machine.shift(timedelta(days=1))
    assert send(practice, wrong="Morgen").status_code == 302


def test_portal_gets_so_many_reports_an_hour(send, practice, monkeypatch):
    monkeypatch.setattr(reports, "THE_PORTAL_AN_HOUR", 2)
    answers = [send(make_practice(), ip=f"192.0.2.{n}") for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert send(make_practice(), after=60 * 60).status_code == 302


def test_address_sends_so_many_reports_a_day(send, db, time_machine, monkeypatch):
    monkeypatch.setattr(reports, "AN_ADDRESS_A_DAY", 2)
    home = ["2001:db8::1", "2001:db8:0:0:ffff::2", "2001:db8::3"]

    assert [send(make_practice(), ip=ip).status_code for ip in home] == [302, 302, 429]
    assert send(make_practice(), ip="2001:db8:0:1::1").status_code == 302
    time_machine.shift(timedelta(days=1))
    assert send(make_practice(), ip=home[0]).status_code == 302


def test_address_of_a_visitor_is_not_kept(send, practice, now):
    send(practice)

    kept = [str(value) for model in (Sender, Report) for row in model.objects.values() for value in row.values()]
    assert not [value for value in kept if "192.0.2.1" in value]
    digest = Sender.objects.get().digest
    assert digest != reports.fingerprint("192.0.2.1", now.date() + timedelta(days=1))
    reports.forget(now + timedelta(days=1))
    assert not Sender.objects.exists()


def test_handled_report_goes_after_90_days(send, practice, now):
    send(practice)
    send(practice, wrong="Deze wacht nog.")
    Report.objects.filter(wrong=WRONG).update(outcome="opgelost", handled_at=now)

    assert reports.forget(now + timedelta(days=90)) == 0
    assert reports.forget(now + timedelta(days=91)) == 1
    assert Report.objects.get().wrong == "Deze wacht nog."


def test_form_costs_one_query(client, practice, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(address(practice))


def test_entry_page_leads_to_the_form(client, practice):
    assert f'href="{address(practice)}"' in client.get(practice.get_absolute_url()).content.decode()


def test_person_who_is_named_can_be_taken_out(send, practice):
    send(practice, wrong="Bel niet meer naar Jan Janssens.")

    purge(Pattern("Jan Janssens"), None)

    assert Report.objects.get().wrong == "Bel niet meer naar [verwijderd]."
