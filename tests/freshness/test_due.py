"""Which entries somebody should check again."""

from datetime import date

import pytest
from django.contrib.auth.models import User

from portal.models import Status
from practices.models import Practice
from tests.factories import make_partner, make_practice

TODAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("dates", "since"),
    [
        ({"checked_on": date(2026, 1, 5), "check_again_by": date(2026, 11, 3)}, date(2026, 11, 3)),
        ({"checked_on": date(2026, 1, 5), "check_again_by": date(2026, 11, 4)}, None),
        ({"checked_on": date(2025, 11, 3)}, date(2026, 11, 3)),
        ({"checked_on": date(2025, 11, 4)}, None),
        ({}, date(2026, 3, 1)),
        ({"check_again_by": date(2027, 1, 1)}, None),
        ({"status": Status.DRAFT}, None),
        ({"status": Status.ARCHIVED, "check_again_by": date(2020, 1, 1)}, None),
    ],
)
def test_due(db, dates, since):
    practice = make_practice(**dates)

    assert list(Practice.objects.due(TODAY).values_list("due_since", flat=True)) == ([since] if since else [])
    assert practice.is_due(TODAY) == bool(since)


def test_who_keeps_an_entry(db, owner):
    gone = User.objects.create_user("weg", email="weg@genk.example", is_active=False)
    silent = User.objects.create_user("zonder adres")
    kept = make_practice(owner=owner)
    others = [make_practice(), make_practice(owner=gone), make_practice(owner=silent)]

    assert list(Practice.objects.with_keeper()) == [kept]
    assert list(Practice.objects.without_keeper().order_by("pk")) == others


def test_check_moves_two_dates_and_the_moment_of_saving(db, time_machine):
    partner = make_partner(summary="Zo staat het er.")
    partner.summary = "Dit bewaart niemand."
    before = partner.updated_at
    time_machine.move_to("2026-11-03T12:00:00Z")

    partner.note_check(TODAY)

    partner.refresh_from_db()
    assert (partner.checked_on, partner.check_again_by) == (TODAY, date(2027, 11, 3))
    assert partner.summary == "Zo staat het er."
    assert partner.updated_at > before
