"""Answering without signing in, with a link that works once."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from portal.content.load import Loader
from portal.freshness.models import Asked, Reminder, Report, Round
from portal.freshness.tokens import ALL, ONE, token_for
from portal.models import LoadedRecord, Status
from portal.versions.models import Version
from practices.models import Practice
from tests.factories import make_contact_point, make_partner, make_practice

TODAY = date(2026, 11, 3)


@pytest.fixture
def ask(owner, now):
    """The Asked of an entry in this month's mail."""

    def ask(entry):
        made, _ = Round.objects.get_or_create(month=TODAY.replace(day=1))
        reminder, _ = Reminder.objects.get_or_create(round=made, owner=owner, tried_at=now, sent_at=now)
        return Asked.objects.create(
            reminder=reminder,
            entry_type=ContentType.objects.get_for_model(entry),
            entry_id=entry.pk,
            checked_on=entry.checked_on,
            due_since=date(2026, 11, 1),
        )

    return ask


def address(asked):
    return f"/nazicht/{token_for(asked, ONE)}/"


def address_of_all(asked):
    return f"/nazicht/alles/{token_for(asked.reminder, ALL)}/"


def stamp(entry):
    entry.refresh_from_db()
    return entry.updated_at.isoformat()


def confirm(client, asked):
    return client.post(address(asked), {"klopt": "1", "gezien": stamp(asked.entry)}, follow=True)


def heading(response):
    return response.content.decode().partition("<h1>")[2].partition("</h1>")[0]


@pytest.fixture
def practice(owner):
    return make_practice(owner=owner, title="Fietsvriendin", website="www.fiets.be", contact="Dienst integratie")


def test_page_shows_the_main_facts(client, ask, owner):
    partner = make_partner(owner=owner, title="Agentschap", services=["Inburgering"], website="www.agii.be")
    make_contact_point(partner=partner, name="Loket Genk", phone="089 12 34 56", email="genk@agii.be")

    page = client.get(address(ask(partner))).content.decode()

    source = partner.citations.get().source
    said = ("Agentschap", partner.summary, "Inburgering", "www.agii.be", "Loket Genk", "089 12 34 56")
    for text in (*said, f"{source.title} (2013)", partner.get_absolute_url()):
        assert text in page


def test_nobody_else_gets_to_know_the_address(client, ask, practice):
    for where in (address(asked := ask(practice)), address_of_all(asked), "/nazicht/onzin/"):
        response = client.get(where)

        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert "no-store" in response.headers["Cache-Control"]
        assert "ETag" not in response.headers
        assert dict(client.cookies) == {}


def test_looking_changes_nothing(client, ask, practice):
    """Mail programs follow links, and browsers fetch what somebody may want."""
    asked = ask(practice)
    before = Practice.objects.values().get()

    for where, method in product((address(asked), f"{address(asked)}?klopt=1", address_of_all(asked)), ("get", "head")):
        response = getattr(client, method)(where, headers={"Sec-Purpose": "prefetch"})
        assert response.status_code == 200
    for method in ("put", "patch", "delete", "options"):
        assert getattr(client, method)(address(asked)).status_code == 405

    assert Practice.objects.values().get() == before
    assert Asked.objects.get().answer == ""


def test_confirming(client, ask, practice, owner):
    asked = ask(practice)

    response = confirm(client, asked)

    assert heading(response) == "Dank u: deze fiche is nagekeken"
    practice.refresh_from_db()
    assert (practice.checked_on, practice.check_again_by) == (TODAY, date(2027, 11, 3))
    asked.refresh_from_db()
    assert asked.answer == "klopt"
    newest = Version.objects.of(practice).first()
    assert (newest.action, newest.made_by, newest.document["fields"]["checked_on"]) == (
        "confirmed",
        owner,
        "2026-11-03",
    )


def test_confirming_needs_no_cookie(ask, practice):
    client = Client(enforce_csrf_checks=True)

    assert confirm(client, ask(practice)).status_code == 200
    practice.refresh_from_db()
    assert practice.checked_on == TODAY


def test_confirmed_entry_shows_at_once(client, ask, practice):
    before = client.get(practice.get_absolute_url()).content.decode()
    confirm(client, ask(practice))
    after = client.get(practice.get_absolute_url()).content.decode()

    assert "Niet nagekeken sinds 2013" in before
    assert 'Nagekeken op <time datetime="2026-11-03">3 november 2026</time>' in after


def test_content_files_leave_a_confirmed_entry_as_it_is(client, ask, practice, time_machine):
    record = LoadedRecord.objects.create(kind="practice", key=practice.slug, digest="x", saved_at=practice.updated_at)
    assert Loader.reason_to_keep(practice, record) == ""
    time_machine.shift(60)

    confirm(client, ask(practice))

    practice.refresh_from_db()
    assert Loader.reason_to_keep(practice, record) == "is in het portaal gewijzigd"


def test_link_works_once(client, ask, practice, time_machine):
    asked = ask(practice)
    confirm(client, asked)
    time_machine.shift(timedelta(days=2))

    again = confirm(client, asked)

    assert heading(again) == "Dank u: deze fiche is nagekeken"
    practice.refresh_from_db()
    assert practice.checked_on == TODAY
    assert Version.objects.of(practice).filter(action="confirmed").count() == 1


def test_link_of_an_earlier_month_is_used_up_too(client, ask, practice):
    first = ask(practice)
    Round.objects.create(month=date(2026, 10, 1))
    Reminder.objects.update(round=Round.objects.get(month=date(2026, 10, 1)))
    second = ask(practice)

    confirm(client, second)

    assert heading(client.get(address(first))) == "Deze fiche is al nagekeken"
    assert heading(confirm(client, first)) == "Deze fiche is al nagekeken"


def test_link_of_which_a_letter_is_changed(client, ask, practice):
    good = address(ask(practice))
    other = make_practice(owner=practice.owner)
    token = good.split("/")[2]
    wrong = [
        token[:-1] + ("A" if token[-1] != "A" else "B"),
        "x" + token,
        token.swapcase(),
        f"{other.pk}.1.x",
        "é",
        "%00",
    ]
    # The signature of one does not fit another, nor another use.
    wrong.append(".".join(["999", *token.split(".")[1:]]))

    for each in wrong:
        response = client.post(f"/nazicht/{each}/", {"klopt": "1", "gezien": stamp(practice)})
        assert (response.status_code, heading(response)) == (404, "Deze link werkt niet"), each
    assert client.get(f"/nazicht/alles/{token}/").status_code == 404
    practice.refresh_from_db()
    assert practice.checked_on is None


@pytest.mark.parametrize(("days", "status"), [(45, 200), (46, 410)])
def test_link_expires(client, ask, practice, time_machine, days, status):
    asked = ask(practice)
    one, all_ = address(asked), address_of_all(asked)
    time_machine.shift(timedelta(days=days))

    assert (client.get(one).status_code, client.get(all_).status_code) == (status, status)


def closed(client, asked):
    """What the page says, after trying to confirm all the same; the entry is as it was."""
    before = Practice.objects.values().get(pk=asked.entry_id)
    response = confirm(client, asked)
    client.post(address_of_all(asked), {"een": asked.pk, f"gezien-{asked.pk}": stamp(asked.entry)})
    assert Practice.objects.values().get(pk=asked.entry_id) == before
    return heading(response)


def test_entry_of_another_owner(client, ask, practice):
    asked = ask(practice)
    practice.owner = User.objects.create_user("an", email="an@gent.example")
    practice.save()

    assert closed(client, asked) == "Deze fiche is niet meer van u"


def test_owner_who_left(client, ask, practice, owner):
    asked = ask(practice)
    owner.is_active = False
    owner.save()

    assert closed(client, asked) == "Deze fiche is niet meer van u"
    assert heading(client.get(address_of_all(asked))) == "Deze fiche is niet meer van u"


@pytest.mark.parametrize("status", [Status.ARCHIVED, Status.DRAFT, Status.REVIEW])
def test_entry_that_is_off_the_portal(client, ask, practice, status):
    asked = ask(practice)
    practice.status = status
    practice.save()

    assert closed(client, asked) == "Deze fiche staat niet meer op Kapstok"
    assert "Fietsvriendin" not in client.get(address(asked)).content.decode()


def test_entry_that_was_deleted(client, ask, practice):
    asked = ask(practice)
    where = address(asked)
    practice.delete()

    response = client.post(where, {"klopt": "1"})

    assert (response.status_code, heading(response)) == (410, "Deze fiche staat niet meer op Kapstok")


def test_entry_that_an_editor_checked(client, ask, practice):
    asked = ask(practice)
    practice.note_check(date(2026, 11, 2))

    assert closed(client, asked) == "Deze fiche is al nagekeken"


def test_entry_that_was_edited_while_its_owner_looked(client, ask, practice, time_machine):
    asked = ask(practice)
    seen = stamp(practice)
    time_machine.shift(60)
    practice.contact = "Nieuwe dienst"
    practice.save()

    response = client.post(address(asked), {"klopt": "1", "gezien": seen})

    assert "Iemand wijzigde deze fiche net." in response.content.decode()
    assert "Nieuwe dienst" in response.content.decode()
    practice.refresh_from_db()
    assert practice.checked_on is None
    assert heading(confirm(client, asked)) == "Dank u: deze fiche is nagekeken"


def test_correction_waits_for_an_editor(client, ask, practice):
    asked = ask(practice)
    before = Practice.objects.values().get()
    said = {"anders": "1", "wrong": "De website is weg.", "proposal": "Zie ons nieuwe adres."}

    response = client.post(address(asked), said | {"state": "stopgezet", "website": "www.genk.be"}, follow=True)

    assert heading(response) == "Dank u: de redactie kijkt het na"
    report = Report.objects.get()
    assert (report.entry, report.origin, report.wrong) == (practice, "eigenaar", "De website is weg.")
    assert report.proposal == "Zie ons nieuwe adres.\nToestand: stopgezet\nWebsite: www.genk.be"
    assert Practice.objects.values().get() == before
    client.post(address(asked), said)
    assert Report.objects.count() == 1


def test_correction_that_says_nothing_is_asked_again(client, ask, practice):
    response = client.post(address(ask(practice)), {"anders": "1", "wrong": "", "proposal": "Dit blijft staan."})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Schrijf wat er niet klopt." in page
    assert "Dit blijft staan." in page
    assert not Report.objects.exists()


@pytest.mark.parametrize("hostile", ["\0", "x" * 5000, "<script>alert(1)</script>" * 3])
def test_hostile_correction(client, ask, practice, hostile):
    fields = dict.fromkeys(("wrong", "proposal", "website", "state", "gezien"), hostile)

    response = client.post(address(ask(practice)), fields | {"anders": "1"})

    assert response.status_code == 422
    assert "<script>alert" not in response.content.decode()


# All entries of an owner ------------------------------------------------------


def test_confirming_twelve_entries(client, ask, owner):
    asked = [ask(make_practice(owner=owner)) for _ in range(12)]
    where = address_of_all(asked[0])
    page = client.get(where).content.decode()
    assert page.count("Klopt nog:") == 13
    fields = {f"gezien-{each.pk}": stamp(each.entry) for each in asked}

    one = client.post(where, fields | {"een": asked[3].pk, "fiche": [asked[5].pk]}).content.decode()
    left = [each.pk for each in asked if each != asked[3]]
    all_ = client.post(where, fields | {"fiche": left[:-1]}).content.decode()

    assert "1 fiche staat nu op “nagekeken”" in one
    assert "10 fiches staan nu op “nagekeken”" in all_
    assert list(Practice.objects.filter(checked_on=None)) == [asked[-1].entry]
    confirm(client, asked[-1])
    assert "Alles is beantwoord." in client.get(where).content.decode()


def test_nothing_ticked(client, ask, practice):
    page = client.post(address_of_all(ask(practice)), {}).content.decode()

    assert "U vinkte nog niets aan." in page


def test_entry_of_somebody_else_cannot_be_smuggled_in(client, ask, practice, owner):
    mine = ask(practice)
    other = User.objects.create_user("an", email="an@gent.example")
    reminder = Reminder.objects.create(round=mine.reminder.round, owner=other)
    theirs = ask(make_practice(owner=other))
    Asked.objects.filter(pk=theirs.pk).update(reminder=reminder)

    client.post(address_of_all(mine), {"fiche": [theirs.pk, "x", "-1"], f"gezien-{theirs.pk}": stamp(theirs.entry)})

    assert not Practice.objects.exclude(checked_on=None).exists()


def test_page_of_all_costs_the_same_for_one_and_for_three(client, ask, owner, django_assert_num_queries):
    first = ask(make_practice(owner=owner))
    where = address_of_all(first)
    client.get(where)
    with django_assert_num_queries(5):
        client.get(where)
    ask(make_practice(owner=owner))
    ask(make_practice(owner=owner))
    with django_assert_num_queries(5):
        client.get(where)
