"""Whether one can apply: on the day before, on, and after each date."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from subsidies.models import Call, Scheme, State
from tests.factories import (
    make_call,
    make_scheme,
)

OPENS, CLOSES = date(2026, 4, 1), date(2026, 4, 30)
BEFORE, LAST, AFTER = date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 1)
OPEN, COMING, CLOSED, UNKNOWN = State.OPEN, State.COMING, State.CLOSED, State.UNKNOWN

# The dates of a call, and its state on the day before it opens, the day it opens, its last day, the day after.
CALLS = [
    ({"opens_on": OPENS, "closes_on": CLOSES}, [COMING, OPEN, OPEN, CLOSED]),
    ({"opens_on": OPENS}, [COMING, OPEN, OPEN, OPEN]),
    ({"closes_on": CLOSES}, [OPEN, OPEN, OPEN, CLOSED]),
    ({}, [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
]
DAYS = [BEFORE, OPENS, LAST, AFTER]


def queryset_state(on=None):
    """The state of the only call, as the querysets have it."""
    found = [
        state
        for state, calls in [
            (OPEN, Call.objects.open(on)),
            (COMING, Call.objects.coming(on)),
            (CLOSED, Call.objects.closed(on)),
        ]
        if calls.exists()
    ]
    assert len(found) <= 1
    return found[0] if found else UNKNOWN


@pytest.mark.parametrize(("dates", "states"), CALLS)
def test_call_state_on_each_day(db, time_machine, dates, states):
    call = make_call(**dates)

    found = []
    for day in DAYS:
        time_machine.move_to(f"{day}T12:00+02:00", tick=False)
        assert queryset_state() == queryset_state(on=day) == call.state
        found.append(call.state)

    assert found == states


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-04-30T23:59:59+02:00", OPEN),
        ("2026-05-01T00:00:00+02:00", CLOSED),  # still 30 April in Greenwich
    ],
)
def test_call_closes_at_belgian_midnight(db, time_machine, moment, state):
    call = make_call(opens_on=OPENS, closes_on=CLOSES)
    time_machine.move_to(moment, tick=False)

    assert [call.state, queryset_state(), Scheme.objects.with_state().get().state] == [state] * 3


@pytest.mark.parametrize(("dates", "states"), CALLS)
def test_scheme_state_follows_its_call(db, dates, states):
    make_call(**dates)

    assert [Scheme.objects.with_state(day).get().state for day in DAYS] == states


@pytest.mark.parametrize(
    ("period", "states"),
    [
        ({"valid_from": OPENS, "valid_until": CLOSES}, [COMING, OPEN, OPEN, CLOSED]),
        ({"valid_from": OPENS}, [COMING, UNKNOWN, UNKNOWN, UNKNOWN]),
        ({"valid_until": CLOSES}, [UNKNOWN, UNKNOWN, UNKNOWN, CLOSED]),
        ({}, [UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]),
    ],
)
def test_scheme_state_without_dated_calls(db, period, states):
    make_call(scheme=make_scheme(**period))

    assert [Scheme.objects.with_state(day).get().state for day in DAYS] == states


def test_scheme_state_of_most_hopeful_call(db):
    scheme = make_scheme()
    make_call(scheme=scheme, closes_on=date(2025, 1, 31))
    make_call(scheme=scheme, opens_on=OPENS, closes_on=CLOSES)

    assert [Scheme.objects.with_state(day).get().state for day in DAYS] == [COMING, OPEN, OPEN, CLOSED]


def test_scheme_that_ended_is_closed_whatever_its_calls(db):
    make_call(scheme=make_scheme(valid_until=LAST), opens_on=OPENS)

    assert [Scheme.objects.with_state(day).get().state for day in DAYS] == [COMING, OPEN, OPEN, CLOSED]


def test_scheme_between_calls_is_closed_while_it_runs(db):
    make_call(scheme=make_scheme(valid_from=date(2020, 1, 1), valid_until=date(2030, 1, 1)), closes_on=CLOSES)

    assert [Scheme.objects.with_state(day).get().state for day in DAYS] == [OPEN, OPEN, OPEN, CLOSED]


def test_scheme_state_in_words(db):
    make_call(closes_on=CLOSES)

    assert Scheme.objects.with_state(AFTER).get().state_label == "gesloten"


def test_next_closing(db):
    scheme = make_scheme()
    for day in (date(2026, 6, 30), CLOSES, date(2025, 1, 31), None):
        make_call(scheme=scheme, closes_on=day)
    make_call(closes_on=date(2026, 4, 2))

    found = [Scheme.objects.with_next_closing(day).get(pk=scheme.pk).next_closing for day in (LAST, AFTER)]

    assert found == [CLOSES, date(2026, 6, 30)]
    assert Scheme.objects.with_next_closing(date(2026, 7, 1)).get(pk=scheme.pk).next_closing is None


def test_next_closing_on_own_page(db, time_machine):
    time_machine.move_to(f"{LAST}T12:00+02:00", tick=False)
    make_call(closes_on=CLOSES)

    assert Scheme.objects.for_page().get().next_closing == CLOSES


def test_deadlines_nearest_first(db):
    later, today = make_call(closes_on=AFTER), make_call(closes_on=LAST)
    make_call(closes_on=date(2026, 4, 29))
    make_call(opens_on=OPENS)

    assert list(Call.objects.deadlines(LAST)) == [today, later]


def test_calls_of_published_schemes(db):
    shown = make_call()
    make_call(scheme=make_scheme(status="draft"))

    assert list(Call.objects.of_published()) == [shown]


def test_calls_of_scheme_latest_first(db):
    scheme = make_scheme()
    old, undated, new = (make_call(scheme=scheme, closes_on=day) for day in (OPENS, None, CLOSES))

    assert list(scheme.calls.all()) == [new, old, undated]


def test_share_over_hundred_percent(db):
    scheme = make_scheme()
    scheme.share_percent = 101

    with pytest.raises(ValidationError) as refused:
        scheme.full_clean()

    assert refused.value.messages == ["Een aandeel is hoogstens 100 procent."]


def test_call_in_words(db):
    assert str(make_call(scheme=make_scheme(title="Fonds"), title="Ronde 1")) == "Fonds: Ronde 1"
