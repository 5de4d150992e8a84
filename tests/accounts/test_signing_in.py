"""Signing in, being signed in, and signing out."""

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import IntegrityError
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from portal.accounts import due
from portal.accounts.models import SignIn
from portal.roles import AGENCY, OFFICER
from tests.accounts.steps import PASSWORD, SIGN_IN, try_password
from tests.admin.forms import said

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def officer(make_user):
    return make_user("els", OFFICER, first_name="Els", last_name="Peeters")


@pytest.mark.parametrize("login", ["els", "ELS", "els@voorbeeld.be", "Els@Voorbeeld.be"])
def test_signs_in_by_name_or_address(client, officer, login):
    asked = client.get("/beheer/practices/practice/", follow=True)
    answer = client.post(f"{SIGN_IN}?next=/beheer/practices/practice/", {"login": login, "password": PASSWORD})

    assert asked.redirect_chain[-1] == (f"{SIGN_IN}?next=%2Fbeheer%2Fpractices%2Fpractice%2F", 302)
    assert answer.headers["Location"] == "/beheer/practices/practice/"
    assert client.get("/beheer/practices/practice/").status_code == 200


@pytest.mark.parametrize(
    ("login", "password"), [("els", "iets-anders-9"), ("niemand", PASSWORD), ("niemand@voorbeeld.be", PASSWORD)]
)
def test_wrong_password_and_unknown_name_read_alike(client, officer, login, password):
    answer = try_password(client, login, password)

    assert answer.context["form"].non_field_errors() == [
        "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk beide na, ook hoofdletters."
    ]
    assert client.get("/beheer/").status_code == 302


def test_next_leads_nowhere_else(client, officer):
    answer = client.post(f"{SIGN_IN}?next=https://elders.example/", {"login": "els", "password": PASSWORD})

    assert answer.headers["Location"] == "/beheer/"


def test_signing_out_takes_a_post(client, officer):
    try_password(client, "els")

    asked = client.get("/beheer/account/afmelden/")
    stayed = client.get("/beheer/").status_code
    client.post("/beheer/account/afmelden/")

    assert (asked.status_code, stayed, client.get("/beheer/").status_code) == (200, 200, 302)
    assert SignIn.objects.get().ended_at is not None


def test_cookies_are_for_the_desk_only(client, officer):
    client.get(SIGN_IN)
    visitor = set(client.cookies)
    try_password(client, "els")

    device = client.cookies["kapstok_toestel"]
    assert visitor == {"csrftoken"}
    assert (device["path"], device["httponly"], device["samesite"]) == ("/beheer/", True, "Lax")
    # Without an age the browser forgets it when it closes.
    assert client.cookies["sessionid"]["max-age"] == ""
    assert not Client().get("/").cookies


def test_only_the_pages_that_we_use_have_an_address():
    def has_address(name):
        try:
            reverse(name)
        except NoReverseMatch:
            return False
        return True

    unused = [
        *("account_signup", "account_email", "account_set_password", "account_request_login_code"),
        *("account_confirm_login_code", "account_email_verification_sent", "account_confirm_email"),
        *("mfa_reauthenticate", "mfa_download_recovery_codes", "mfa_trust", "mfa_list_webauthn", "socialaccount_login"),
    ]
    assert [name for name in unused if has_address(name)] == []


@pytest.mark.parametrize("place", ["accounts", "beheer/account"])
@pytest.mark.parametrize("page", ["signup", "email", "login", "password/reset", "2fa", "social/connections"])
def test_addresses_of_allauth_itself_are_not_there(client, officer, place, page):
    client.force_login(officer)

    assert client.get(f"/{place}/{page}/").status_code == 404


def test_own_pages_of_django_for_passwords_lead_to_ours(client, officer):
    client.force_login(officer)

    assert client.get("/beheer/password_change/").headers["Location"] == "/beheer/account/wachtwoord/"
    assert client.get("/beheer/login/").headers["Location"] == "/beheer/"


def test_previous_sign_in_is_told(officer):
    with time_machine.travel("2026-11-20 09:00+01:00", tick=False):
        office, home = Client(headers={"user-agent": FIREFOX}), Client()
        first = said(try_follow(office))
    with time_machine.travel("2026-11-21 09:12+01:00", tick=False):
        second = said(try_follow(home))
    with time_machine.travel("2026-11-22 09:12+01:00", tick=False):
        office.post("/beheer/account/afmelden/")
        third = said(try_follow(office))
    with time_machine.travel("2026-11-22 10:12+01:00", tick=False):
        office.post("/beheer/account/afmelden/")
        fourth = said(try_follow(office))

    assert first == ["Welkom. Dit is uw eerste aanmelding."]
    assert second == ["Vorige aanmelding: 20 november 2026 om 9.00, vanaf een ander toestel (Firefox op Windows)."]
    assert third[-1] == "Vorige aanmelding: 21 november 2026 om 9.12, vanaf een ander toestel (Onbekende browser)."
    assert fourth[-1] == "Vorige aanmelding: 22 november 2026 om 9.12, vanaf dit toestel."


def try_follow(client):
    return client.post(SIGN_IN, {"login": "els", "password": PASSWORD}, follow=True)


def test_session_ends_after_eight_idle_hours(client, officer):
    opened = []
    with time_machine.travel("2026-11-20 08:30+01:00", tick=False) as clock:
        try_password(client, "els")
        for at in ("2026-11-20 16:29+01:00", "2026-11-21 00:28+01:00", "2026-11-21 08:29+01:00"):
            clock.move_to(at)
            opened.append(client.get("/beheer/").status_code)

    assert opened == [200, 200, 302]


def test_other_sessions_are_listed_and_ended(officer):
    here, elsewhere = Client(), Client(headers={"user-agent": FIREFOX})
    for client in (elsewhere, here):
        try_password(client, "els")

    page = here.get("/beheer/account/").content.decode()
    here.post("/beheer/account/")

    assert "Firefox op Windows" in page
    assert ("dit is nu" in page, "loopt nog" in page) == (True, True)
    assert (here.get("/beheer/").status_code, elsewhere.get("/beheer/").status_code) == (200, 302)


def test_inactive_account_is_out_at_once_and_stays_out(client, officer):
    try_password(client, "els")
    officer.is_active = False
    officer.save()
    out = client.get("/beheer/").status_code
    refused = try_password(Client(), "els")
    officer.is_active = True
    officer.save()

    assert out == 302
    assert refused.headers["Location"] == "/beheer/account/niet-actief/"
    assert client.get("/beheer/").status_code == 302


def test_new_password_ends_other_sessions(officer, mailoutbox):
    here, elsewhere = Client(), Client()
    for client in (elsewhere, here):
        try_password(client, "els")
    new = "paraplu-graniet-otter"

    wrong = here.post("/beheer/account/wachtwoord/", {"oldpassword": "x", "password1": new, "password2": new})
    done = here.post("/beheer/account/wachtwoord/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert wrong.context["form"].errors == {"oldpassword": ["Dit is niet uw huidige wachtwoord."]}
    assert done.status_code == 302
    assert (here.get("/beheer/").status_code, elsewhere.get("/beheer/").status_code) == (200, 302)
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("Kapstok: uw wachtwoord is gewijzigd", ["els@voorbeeld.be"])
    ]


def test_an_address_belongs_to_one_account(officer, make_user):
    EmailAddress.objects.create(user=officer, email="oud@voorbeeld.be", verified=True, primary=True)

    officer.email = "Nieuw@Voorbeeld.be"
    officer.save()

    assert User.objects.get(pk=officer.pk).email == "nieuw@voorbeeld.be"
    assert not EmailAddress.objects.filter(user=officer).exists()
    with pytest.raises(IntegrityError, match="accounts_one_person_an_address"):
        make_user("ander", AGENCY, email="nieuw@voorbeeld.be")


def test_old_sign_ins_are_forgotten_but_the_newest_two(officer, make_user):
    now = timezone.now()
    for days in (100, 90, 80):
        at = now - timezone.timedelta(days=days)
        SignIn.objects.create(user=officer, at=at, seen_at=at, device="a", browser="Firefox")
    Session.objects.create(session_key="old", session_data="", expire_date=now - timezone.timedelta(minutes=1))

    lines = due.run(now)

    assert lines == ["Accounts: 1 oude aanmeldingen vergeten."]
    assert [(now - each.at).days for each in SignIn.objects.all()] == [80, 90]
    assert not Session.objects.exists()
    assert due.run(now) == []
