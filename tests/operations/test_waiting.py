"""Administrators see on the desk whether the machine does its work; nobody else does."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from portal.operations.models import Job, ran
from portal.operations.waiting import waiting
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
FINE = {Job.DUE: timedelta(minutes=1), Job.BACKUP: timedelta(hours=8)}


@pytest.fixture
def blocks(sign_in, settings):
    """What an administrator sees when the jobs ended so long ago, with those failures."""
    settings.LOCAL, settings.EMAIL_HOST = False, "mail.example"
    user = sign_in(ADMINISTRATOR).user

    def blocks(ages, **failures):
        for job, age in ages.items():
            ran(job, NOW - age)
        for job, reason in failures.items():
            ran(job, NOW, [reason])
        with time_machine.travel(NOW, tick=False):
            return [
                (block.position, [(item.text, item.note) for item in block.items], block.empty)
                for block in waiting(user)
            ]

    return blocks


def test_all_is_well(blocks):
    assert blocks(FINE) == [(50, [], "Alles in orde. Laatste reservekopie: 22 november om 03:30.")]


def test_nothing_ever_ran(blocks, settings):
    settings.EMAIL_HOST = ""

    assert [text.split(":")[0] for text, _ in blocks({})[0][1]] == [
        "De taken van elke minuut liepen nog nooit",
        "Er is nog geen reservekopie.",
        "Er is geen mailserver ingesteld",
    ]


def test_what_is_late(blocks):
    late = {Job.DUE: timedelta(hours=2), Job.BACKUP: timedelta(days=3)}

    assert blocks(late) == [
        (
            20,
            [
                ("De taken van elke minuut lopen niet meer.", "laatst op 22 november om 09:30"),
                ("De laatste reservekopie is oud.", "van 19 november om 11:30"),
            ],
            "",
        )
    ]


def test_what_failed(blocks):
    assert blocks(FINE, due="workflow: OperationalError", backup="De schijf is vol.")[0][1] == [
        ("Een taak mislukt.", "workflow: OperationalError"),
        ("De laatste reservekopie mislukte.", "De schijf is vol."),
    ]


def test_local_portal_needs_no_backup(blocks, settings):
    settings.LOCAL = True

    assert blocks({Job.DUE: timedelta(minutes=1)}) == [(50, [], "Alles in orde.")]


@pytest.mark.parametrize("role", [OFFICER, EDITOR, AGENCY, None])
def test_others_see_nothing(sign_in, role):
    assert waiting(sign_in(role).user) == []


def test_desk_shows_it(sign_in):
    assert "De taken van elke minuut liepen nog nooit" in sign_in(ADMINISTRATOR).get("/beheer/").content.decode()
