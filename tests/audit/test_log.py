"""The log book: who did what, in words that stay."""

import logging
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal import audit
from portal.audit import due
from portal.audit.models import Action, Event
from portal.roles import AGENCY, EDITOR, set_up_roles
from practices.models import Practice
from tests.factories import make_practice

COLUMNS = ("name", "role", "action", "subject", "subject_type", "subject_id", "details")


@pytest.fixture
def editor(db):
    set_up_roles()
    user = User.objects.create_user("an", first_name="An", last_name="Peeters")
    user.groups.set(Group.objects.filter(name__in=[EDITOR, AGENCY]))
    return user


def lines():
    return list(Event.objects.order_by("pk").values_list(*COLUMNS))


def test_line_of_an_entry(editor):
    practice = make_practice(title="Taalcafé")

    audit.log(editor, Action.PUBLISH, practice, stappen=2)

    number = str(practice.pk)
    assert lines() == [
        ("An Peeters", "agentschap, eindredacteur", "publish", "Taalcafé", "practices.practice", number, {"stappen": 2})
    ]


@pytest.mark.parametrize("nobody", [None, AnonymousUser()], ids=["none", "anonymous"])
def test_line_of_the_portal_itself(db, nobody):
    audit.log(nobody, Action.EXPORT, Practice, rijen=3)
    audit.log(nobody, Action.IMPORT, "cijfers.csv")

    assert lines() == [
        ("", "", "export", "praktijken", "practices.practice", "", {"rijen": 3}),
        ("", "", "import", "cijfers.csv", "", "", {}),
    ]
    assert [str(event) for event in Event.objects.order_by("pk")] == [
        "Het portaal geëxporteerd praktijken",
        "Het portaal ingelezen cijfers.csv",
    ]


def test_name_stays_when_somebody_leaves(editor):
    audit.log(editor, Action.PUBLISH, "Taalcafé")
    editor.delete()

    assert Event.objects.values_list("user", "name", "role").get() == (None, "An Peeters", "agentschap, eindredacteur")


def test_line_falls_with_what_it_tells(editor):
    with transaction.atomic():
        audit.log(editor, Action.PUBLISH, "Taalcafé")
        transaction.set_rollback(True)

    assert lines() == []


@pytest.mark.parametrize("details", [{"x": object()}, {"x": "\0"}], ids=["no JSON", "no text"])
def test_what_cannot_be_written_breaks_nothing(editor, caplog, details):
    """The work goes on, in the same transaction, and the operator is told."""
    with caplog.at_level(logging.ERROR, "portal.audit"), transaction.atomic():
        audit.log(editor, Action.PUBLISH, "Taalcafé", **details)
        User.objects.create_user("later")

    assert (lines(), User.objects.filter(username="later").exists()) == ([], True)
    assert [record.getMessage() for record in caplog.records] == ["No audit line for publish"]


def test_long_and_strange_subjects_fit(editor):
    audit.log(editor, Action.IMPORT, "a\0\n" + "x" * 999)

    assert Event.objects.get().subject == "a " + "x" * 298


def test_old_lines_go(db, settings):
    now = timezone.now()
    for days in (0, settings.AUDIT_DAYS - 1, settings.AUDIT_DAYS + 1):
        Event.objects.create(action=Action.EXPORT, subject=days, at=now - timedelta(days=days))

    assert due.run(now) == ["Logboek: 1 oude regels verwijderd."]
    assert due.run(now) == []
    assert {event.subject for event in Event.objects.all()} == {"0", str(settings.AUDIT_DAYS - 1)}


@pytest.mark.parametrize("impossible", [{"action": ""}, {"action": "export", "subject_id": "3"}])
def test_database_refuses_impossible_lines(db, impossible):
    with pytest.raises(IntegrityError):
        Event.objects.create(**impossible)
