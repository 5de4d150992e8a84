"""Who guesses passwords stands still; the person and the town hall that are attacked do not."""

import random

import pytest
import time_machine
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory

from portal.accounts import attempts
from portal.audit.models import Event
from portal.roles import EDITOR, OFFICER
from tests.accounts.steps import CODE, PASSWORD, code_of, give_second_step, try_password

HALL = {"REMOTE_ADDR": "192.0.2.10"}
HOME = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-22 09:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def looked_at(monkeypatch):
    """Each password that was really compared with that of an account."""
    seen = []

    def check(self, password):
        seen.append(password)
        return check_password(password, self.password)

    monkeypatch.setattr("django.contrib.auth.models.User.check_password", check)
    return seen


def enters(login, password=PASSWORD, browser=None, **where):
    """Whether that name and password let somebody in."""
    return try_password(browser or Client(), login, password, **where).status_code == 302


def hammer(login, times, **where):
    """Wrong passwords, one after the other; the last answer."""
    return [try_password(Client(), login, f"gok-nummer-{n}", **where) for n in range(times)][-1]


def test_fifty_guesses_stop_neither_a_colleague_nor_the_owner(make_user, clock):
    make_user("els", OFFICER)
    make_user("jan", OFFICER)
    laptop = Client()
    assert enters("els", browser=laptop, **HALL)
    laptop.post("/beheer/account/afmelden/")

    refused = hammer("els", 50, **HALL)

    assert not enters("els", **HALL)
    assert refused.context["form"].non_field_errors() == [
        "Te veel foute pogingen. Wacht 30 seconden en probeer opnieuw. Op een toestel waarop u zich eerder aanmeldde,"
        " kunt u wel verder. Wachtwoord vergeten? Dan kiest u een nieuw."
    ]
    assert enters("jan", **HALL)
    assert enters("els", browser=laptop, **HALL)
    assert enters("els", **HOME)


def guess(login, address):
    """Whether one more wrong password would be looked at; as the adapter asks it, without the pages around it."""
    attempt = attempts.Attempt(RequestFactory().post("/", REMOTE_ADDR=address), login)
    if attempt.seconds_to_wait():
        return False
    attempt.begin()
    return True


def test_guesser_waits_longer_each_time(make_user, clock):
    make_user("els")
    looked_at = 0
    for _ in range(288):
        looked_at += guess("els", "192.0.2.10")
        clock.shift(5 * 60)

    # All day long: at first each of them, in the end one in a quarter of an hour.
    assert looked_at == 102


def test_thousand_guesses_from_a_thousand_addresses_get_nowhere(make_user, clock):
    make_user("els")

    looked_at = sum(guess("els", f"203.0.{n // 250}.{n % 250}") for n in range(1000))

    assert looked_at == attempts.OF_ACCOUNT
    assert not enters("els", **HOME)
    clock.shift(61)
    assert enters("els", **HOME)


def test_thousand_guesses_at_one_address_over_all_accounts(make_user, clock):
    looked_at = sum(guess(f"account{n % 40}", HALL["REMOTE_ADDR"]) for n in range(300))
    make_user("els")

    # Five an account until the address is suspect; then the first try of each account only.
    assert looked_at == attempts.OF_ADDRESS
    assert enters("els", **HALL)


def test_name_and_address_of_an_account_count_together(make_user, clock, looked_at):
    make_user("els")

    for n in range(20):
        enters("els" if n % 2 else "Els@voorbeeld.be", "gok-nummer-12", **HALL)

    assert len(looked_at) == attempts.FREE


def test_unknown_name_waits_as_a_known_one_does(make_user, clock):
    make_user("els")

    known, unknown = hammer("els", 7, **HALL), hammer("niemand", 7, **HALL)

    assert known.context["form"].errors == unknown.context["form"].errors


def test_known_device_is_slowed_too_but_by_itself(make_user, clock, looked_at):
    make_user("els")
    laptop = Client()
    enters("els", browser=laptop, **HOME)
    laptop.post("/beheer/account/afmelden/")
    looked_at.clear()

    for n in range(50):
        enters("els", f"gok-nummer-{n}", browser=laptop, **HOME)

    assert len(looked_at) == attempts.FREE
    assert enters("els", **HOME)


def test_device_is_known_for_its_own_people_only(make_user, clock):
    make_user("els")
    make_user("jan")
    laptop = Client()
    enters("els", browser=laptop, **HALL)
    laptop.post("/beheer/account/afmelden/")
    hammer("jan", 10, **HALL)

    assert not enters("jan", browser=laptop, **HALL)


@pytest.mark.parametrize("value", ["", "x", "W10:1abc:xyz", "é", "1:2:3:4"])
def test_made_up_device_is_unknown(make_user, clock, value):
    make_user("els")
    browser = Client()
    browser.cookies["kapstok_toestel"] = value
    hammer("els", 10, **HALL)

    assert not enters("els", browser=browser, **HALL)


def test_right_password_starts_afresh(make_user, clock):
    make_user("els")
    hammer("els", 4, **HALL)
    enters("els", **HALL)

    hammer("els", 4, **HALL)

    assert enters("els", **HALL)


def test_device_is_not_known_before_the_second_step(make_user, clock):
    secret = give_second_step(make_user("els", EDITOR))
    browser = Client()
    try_password(browser, "els", **HALL)
    before = "kapstok_toestel" in browser.cookies
    browser.post(CODE, {"code": code_of(secret)})

    assert (before, "kapstok_toestel" in browser.cookies) == (False, True)


def test_header_is_believed_only_when_told_so(make_user, clock, settings):
    make_user("els")
    behind = [{"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"192.0.2.{n}"} for n in (1, 2)]

    hammer("els", 10, **behind[0])
    doubted = enters("els", **behind[1])
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    # What a client sends itself comes first; what the proxy adds, last.
    hammer("els", 10, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.2, 192.0.2.1")

    assert (doubted, enters("els", **behind[0]), enters("els", **behind[1])) == (False, False, True)


def test_server_on_a_socket_lets_people_in(make_user):
    make_user("els")

    assert enters("els", REMOTE_ADDR="")


def test_waiting_is_told_in_the_log_book_once(make_user, clock):
    user = make_user("els")

    hammer("els", 30, **HALL)
    hammer("niemand", 30, **HALL)

    assert [(event.action, event.user, event.subject_id) for event in Event.objects.all()] == [
        ("lock", None, str(user.pk))
    ]


def test_counters_hold_no_names_or_addresses(make_user, clock):
    make_user("els")
    hammer("els", 3, **HALL)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key || value FROM accounts_counter")
        rows = [row for (row,) in cursor.fetchall()]
    assert len(rows) == 3
    assert not [row for row in rows if "els" in row or "192.0.2" in row]


@pytest.mark.parametrize("seed", range(3))
def test_hostile_names_are_just_wrong(client, db, seed):
    """Whatever is typed: a page, never an error."""
    letters = random.Random(seed)
    names = ["".join(chr(letters.randrange(1, 0x2FFF)) for _ in range(letters.randrange(1, 400))) for _ in range(10)]

    answers = [try_password(client, name, "x" * 5000) for name in ("\0", "'; --", "@", "a@b", *names)]

    assert {answer.status_code for answer in answers} == {200}
