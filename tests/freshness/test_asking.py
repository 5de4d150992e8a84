"""One mail a month to each owner."""

import re
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.contrib.auth.models import User
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.freshness import due, mail
from portal.freshness.models import Asked, Reminder, Round
from portal.models import Status
from portal.operations.running import run_all
from tests.factories import make_partner, make_practice, make_scheme

DECEMBER = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """The due task at a moment; returns its lines and the mails that went, as a list of addresses."""

    def run(now):
        before = len(outbox.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            lines = due.run(now)
        return lines, [address for message in outbox.outbox[before:] for address in message.to]

    return run


@pytest.fixture
def other(db):
    return User.objects.create_user("an", email="an@gent.example")


def test_each_owner_gets_one_mail_about_what_is_due(run, now, owner, other):
    practice = make_practice(owner=owner, title="Fietsvriendin")
    partner = make_partner(owner=owner, title="Agentschap", checked_on=date(2025, 10, 1))
    scheme = make_scheme(owner=other, title="Premie")
    make_practice(owner=owner, title="Vers", checked_on=date(2026, 10, 1))
    make_practice(owner=owner, title="Geheim ontwerp", status=Status.DRAFT)
    make_practice(title="Van niemand")

    lines, sent = run(now)

    assert lines == ["2 verantwoordelijken gevraagd om na te kijken."]
    assert sorted(sent) == ["an@gent.example", "jan@genk.example"]
    asked = {(each.reminder.owner, each.entry, each.checked_on, each.due_since) for each in Asked.objects.all()}
    assert asked == {
        (owner, practice, None, date(2026, 3, 1)),
        (owner, partner, date(2025, 10, 1), date(2026, 10, 1)),
        (other, scheme, None, date(2026, 3, 1)),
    }


def test_mail_to_read(run, now, owner, settings):
    settings.CONTACT_EMAIL = "info@kapstok.example"
    make_practice(owner=owner, title="Fietsvriendin <b>in</b> Genk & Asse")
    make_partner(owner=owner, title="Agentschap", checked_on=date(2025, 10, 1))

    run(now)

    message = outbox.outbox[0]
    assert message.subject == "Kapstok: wilt u 2 fiches nakijken?"
    assert message.content_subtype == "plain"
    assert re.sub(r"nazicht/(alles/)?[^/\s]+/", r"nazicht/\1…/", message.body).splitlines() == [
        "Dag Jan Peeters,",
        "",
        "U houdt op Kapstok 2 fiches fris. Wilt u kijken of ze nog kloppen?",
        "",
        "Alles op één bladzijde, zonder aan te melden:",
        "https://kapstok.example/nazicht/alles/…/",
        "",
        "Daar zegt u per fiche “Klopt nog”, of wat er niet meer klopt.",
        "",
        "1. Praktijk: Fietsvriendin <b>in</b> Genk & Asse",
        "   Nog nooit nagekeken. De feiten zijn van 2013.",
        "   https://kapstok.example/nazicht/…/",
        "",
        "2. Partner: Agentschap",
        "   Nagekeken op 1 oktober 2025. Opnieuw na te kijken sinds 1 oktober 2026.",
        "   https://kapstok.example/nazicht/…/",
        "",
        "De links werken tot 18 december 2026. Elke fiche beantwoordt u één keer.",
        "Stuur deze mail niet door: wie een link heeft, antwoordt in uw naam.",
        "Bent u niet de juiste persoon? Mail naar info@kapstok.example.",
        "",
        "Kapstok, portaal voor lokaal integratiebeleid",
        "https://kapstok.example",
    ]


def test_nobody_gets_two_mails_in_a_month(run, now, owner, other):
    make_practice(owner=owner)
    run(now)
    make_practice(owner=owner)
    make_practice(owner=other)

    assert [run(now + timedelta(days=days)) for days in (0, 1, 27)] == [([], [])] * 3
    assert sorted(run(DECEMBER)[1]) == ["an@gent.example", "jan@genk.example"]


def test_round_of_a_machine_that_was_off(run, owner):
    """It comes later in that month; and the one of the next month not a few days after."""
    make_practice(owner=owner)

    assert run(datetime(2026, 11, 29, 8, 0, tzinfo=UTC))[1] == ["jan@genk.example"]
    assert run(DECEMBER) == ([], [])
    assert Round.objects.count() == 2
    assert run(datetime(2027, 1, 1, 8, 0, tzinfo=UTC))[1] == ["jan@genk.example"]


def test_month_begins_at_midnight_in_belgium(run, owner, now):
    make_practice(owner=owner)
    run(now)

    assert run(datetime(2026, 11, 30, 22, 59, tzinfo=UTC)) == ([], [])
    assert run(datetime(2026, 11, 30, 23, 1, tzinfo=UTC))[1] == ["jan@genk.example"]


def test_who_is_gone_or_has_no_address_gets_no_mail(run, now, db):
    make_practice(owner=User.objects.create_user("weg", email="weg@genk.example", is_active=False))
    make_practice(owner=User.objects.create_user("zonder"))

    assert run(now) == ([], [])
    assert not Reminder.objects.exists()


def test_refused_mail_goes_an_hour_later(run, now, owner, other, monkeypatch):
    make_practice(owner=owner)
    make_practice(owner=other)
    send = EmailMessage.send

    def refuse_jan(message):
        if message.to == ["jan@genk.example"]:
            raise SMTPServerDisconnected
        return send(message)

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse_jan)
        assert run(now)[1] == ["an@gent.example"]
        assert run(now + timedelta(minutes=30)) == ([], [])

    assert run(now + timedelta(minutes=61))[1] == ["jan@genk.example"]
    assert run(now + timedelta(hours=3)) == ([], [])


def test_server_that_is_down_is_not_tried_for_everybody(run, now, db, monkeypatch):
    for number in range(6):
        make_practice(owner=User.objects.create_user(f"u{number}", email=f"u{number}@x.example"))
    tried = []

    def refuse(message):
        tried.append(message.to[0])
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse)
        run(now)
        assert len(tried) == 3
        run(now + timedelta(minutes=1))
        assert len(tried) == 6

    assert len(run(now + timedelta(minutes=62))[1]) == 6


def test_crash_while_sending_gives_no_second_mail(run, now, owner, monkeypatch):
    make_practice(owner=owner)

    def crash(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(mail, "remind", crash)
        with pytest.raises(KeyboardInterrupt):
            run(now)

    assert run(now + timedelta(days=1)) == ([], [])


def test_what_was_settled_before_the_mail_goes_is_not_in_it(run, now, owner, monkeypatch):
    make_practice(owner=owner, title="Blijft")
    archived = make_practice(owner=owner, title="Weg")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", lambda message: (_ for _ in ()).throw(ConnectionRefusedError))
        run(now)
    archived.status = Status.ARCHIVED
    archived.save()
    run(now + timedelta(hours=2))

    body = outbox.outbox[0].body
    assert "Blijft" in body
    assert "Weg" not in body


def test_long_list_is_on_the_page(run, now, owner):
    for _ in range(42):
        make_practice(owner=owner)

    run(now)

    body = outbox.outbox[0].body
    assert body.count("/nazicht/") == 41
    assert "En nog 2 andere: zie de bladzijde hierboven." in body


def test_round_costs_the_same_for_one_entry_and_for_many(run, owner):
    make_practice(owner=owner)
    with CaptureQueriesContext(connection) as one:
        run(datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    for _ in range(4):
        make_practice(owner=owner)
    with CaptureQueriesContext(connection) as five:
        run(datetime(2026, 10, 1, 9, 0, tzinfo=UTC))

    assert outbox.outbox[-1].subject == "Kapstok: wilt u 5 fiches nakijken?"
    assert len(five) == len(one)


def test_run_of_all_that_is_due_sends_the_mail_once(now, owner, django_capture_on_commit_callbacks):
    make_practice(owner=owner)

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            outcomes = {outcome.app: outcome for outcome in run_all(now)}
        assert outcomes["freshness"].failure == ""

    assert [message.to for message in outbox.outbox] == [["jan@genk.example"]]
