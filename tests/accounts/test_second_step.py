"""The second step: required of who publishes or manages, offered to others."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from portal.accounts import secondstep
from portal.audit.models import Event
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from tests import factories
from tests.accounts.steps import CODE, PASSWORD, SET_UP, SIGN_IN, code_of, give_second_step, try_password
from tests.admin.forms import address

pytestmark = pytest.mark.usefixtures("_committed")

STEP = "/beheer/account/tweede-stap/"
CODES = f"{STEP}herstelcodes/"
CONFIRM = "/beheer/account/bevestigen/"


def set_up(client):
    """Follows the page that sets the second step up; returns the secret."""
    page = client.get(SET_UP)
    secret = re.search(r'<code class="key">(\w+)</code>', page.content.decode()).group(1)
    answer = client.post(SET_UP, {"code": code_of(secret)})
    assert answer.headers["Location"] == CODES
    return secret


def confirm(client, answer):
    """Types the password that a sensitive act asks for; the answer that follows."""
    assert answer.headers["Location"].startswith(CONFIRM)
    return client.post(answer.headers["Location"], {"password": PASSWORD})


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-22 09:00:05+01:00", tick=False) as clock:
        yield clock


@pytest.mark.parametrize(
    ("role", "needs"), [(OFFICER, False), (AGENCY, False), (None, False), (EDITOR, True), (ADMINISTRATOR, True)]
)
def test_step_is_required_of_who_publishes_or_manages(make_user, role, needs):
    user = make_user("els", role)

    assert secondstep.is_required_of(user) is needs
    assert secondstep.is_required_of(User.objects.create_superuser("root"))


@pytest.mark.parametrize("where", ["/beheer/", "/beheer/practices/practice/add/", "/beheer/account/", STEP, CODES])
def test_without_the_step_every_page_leads_to_setting_it_up(make_user, client, where):
    make_user("els", EDITOR)
    try_password(client, "els")

    assert client.get(where).headers["Location"] == SET_UP
    assert client.post(where, {"title": "x"}).headers["Location"] == SET_UP


def test_without_the_step_nothing_is_saved(make_user, client):
    make_user("els", ADMINISTRATOR)
    practice = factories.make_practice(title="Blijft")
    try_password(client, "els")

    client.post(address(practice, "delete"), {"post": "yes"})
    client.post("/beheer/practices/practice/", {"action": "archive", "_selected_action": [practice.pk]})

    practice.refresh_from_db()
    assert practice.status == "published"


def test_officer_works_without_and_may_choose_it(make_user, client, clock):
    make_user("els", OFFICER)
    try_password(client, "els")
    opened = client.get("/beheer/").status_code
    secret = set_up(client)
    clock.shift(60)

    other = Client()
    first = try_password(other, "els")
    between = other.get("/beheer/").status_code
    second = other.post(CODE, {"code": code_of(secret)})

    assert opened == 200
    assert (first.headers["Location"], between) == (CODE, 302)
    assert second.headers["Location"] == "/beheer/"
    assert other.get("/beheer/").status_code == 200


def test_set_up_shows_a_code_to_scan_and_to_type(make_user, client):
    make_user("els", EDITOR)
    try_password(client, "els")

    page = client.get(SET_UP).content.decode()
    wrong = client.post(SET_UP, {"code": "000000"})
    again = wrong.content.decode()

    key = re.compile(r'<code class="key">(\w{32})</code>')
    assert re.search(r'<img class="qr" src="data:image/svg\+xml;base64,\w+', page)
    assert key.search(page).group(1) == key.search(again).group(1)
    assert wrong.context["form"].errors == {"code": ["Ongeldige code."]}


def test_setting_up_shows_recovery_codes_once(make_user, client, mailoutbox):
    user = make_user("els", EDITOR)
    try_password(client, "els")
    set_up(client)

    shown = client.get(CODES).content.decode()
    again = client.get(CODES).content.decode()

    codes = re.findall(r"<li><code>(\d{8})</code></li>", shown)
    assert len(set(codes)) == 10
    assert all(f"{code}%0A" in shown for code in codes)
    assert re.findall(r"\d{8}", again) == []
    assert [mail.subject for mail in mailoutbox] == ["Kapstok: de tweede stap is ingesteld"]
    assert [(event.action, event.user) for event in Event.objects.all()] == [("two-factor", user)]


def test_setting_up_ends_sessions_without_the_step(make_user, client):
    make_user("els", OFFICER)
    elsewhere = Client()
    for each in (elsewhere, client):
        try_password(each, "els")

    set_up(client)

    assert (client.get("/beheer/").status_code, elsewhere.get("/beheer/").status_code) == (200, 302)


def test_recovery_code_works_once(make_user, client):
    user = make_user("els", EDITOR)
    give_second_step(user)
    code = recovery_codes(user)[3]

    def sign_in_with(code):
        browser = Client()
        try_password(browser, "els")
        browser.post(CODE, {"code": code})
        return browser.get("/beheer/").status_code

    assert [sign_in_with(code), sign_in_with(code), sign_in_with(recovery_codes(user)[0])] == [200, 302, 200]


def recovery_codes(user):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    return RecoveryCodes.activate(user).get_unused_codes()


def test_code_works_once_and_a_minute_at_most(make_user, clock):
    secret = give_second_step(make_user("els", EDITOR))

    def sign_in_with(code):
        browser = Client()
        try_password(browser, "els")
        browser.post(CODE, {"code": code})
        return browser.get("/beheer/").status_code

    now = code_of(secret)
    tried = [sign_in_with(code) for code in (now, f"{now[:3]} {now[3:]}")]
    clock.shift(31)
    tried.append(sign_in_with(now))
    late = code_of(secret, after=-1)
    tried.append(sign_in_with(code_of(secret, after=-3)))
    tried.append(sign_in_with(late) if late != now else 302)

    assert tried == [200, 302, 302, 302, 302]


def test_guessing_codes_gets_nowhere(make_user, client, clock, mailoutbox):
    user = make_user("els", EDITOR)
    secret = give_second_step(user)
    try_password(client, "els")

    answers = [client.post(CODE, {"code": f"{n:06}"}) for n in range(8)]
    right = client.post(CODE, {"code": code_of(secret)})
    clock.shift(5 * 60 + 1)
    later = client.post(CODE, {"code": code_of(secret)})

    blocked = ["Te veel foute codes. Wacht 5 minuten en probeer opnieuw."]
    assert [answer.context["form"].errors["code"] for answer in answers[5:]] == [blocked] * 3
    assert right.context["form"].errors["code"] == blocked
    assert later.status_code == 302
    # Who guessed, knew the password.
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [("Kapstok: iemand kent uw wachtwoord", [user.email])]
    assert [(event.action, event.subject_id) for event in Event.objects.all()] == [("lock", str(user.pk))]


@pytest.mark.parametrize("where", [f"{STEP}uitschakelen/", f"{CODES}nieuw/"])
def test_sensitive_act_asks_the_password(make_user, clock, where):
    user = make_user("els", EDITOR)
    client = Client()
    client.force_login(user)
    recovery_codes(user)
    before = list(Authenticator.objects.values_list("pk", "data"))

    asked, posted = client.get(where), client.post(where)
    wrong = client.post(asked.headers["Location"], {"password": "iets-anders-12"})

    assert [each.headers["Location"].partition("?")[0] for each in (asked, posted)] == [CONFIRM, CONFIRM]
    assert wrong.context["form"].errors == {"password": ["Dit is niet uw wachtwoord."]}
    assert list(Authenticator.objects.values_list("pk", "data")) == before


def test_taking_the_app_away_leads_to_setting_up_again(make_user, mailoutbox):
    user = make_user("els", EDITOR)
    client = Client()
    client.force_login(user)

    confirm(client, client.get(f"{STEP}uitschakelen/"))
    client.post(f"{STEP}uitschakelen/")

    assert not Authenticator.objects.filter(user=user).exists()
    assert client.get("/beheer/").headers["Location"] == SET_UP
    assert [mail.subject for mail in mailoutbox] == ["Kapstok: de app is losgekoppeld"]


def test_new_recovery_codes_replace_the_old(make_user, mailoutbox):
    user = make_user("els", EDITOR)
    client = Client()
    client.force_login(user)
    old = recovery_codes(user)

    confirm(client, client.get(f"{CODES}nieuw/"))
    client.post(f"{CODES}nieuw/")
    shown = re.findall(r"<li><code>(\d{8})</code></li>", client.get(CODES).content.decode())

    assert shown == recovery_codes(user)
    assert not set(old) & set(shown)
    assert [mail.subject for mail in mailoutbox] == ["Kapstok: u hebt nieuwe herstelcodes"]


def test_setting_up_long_after_signing_in_asks_the_password(make_user, client, clock):
    make_user("els", OFFICER)
    try_password(client, "els")
    clock.shift(11 * 60)

    assert client.get(SET_UP).headers["Location"].startswith(CONFIRM)


def test_secrets_are_encrypted_and_survive_a_new_key(make_user, settings, capsys):
    secret = give_second_step(make_user("els", EDITOR))
    row = Authenticator.objects.get()
    old = settings.SECRET_KEY

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "nieuw", [old]
    with_fallback = row.wrap().validate_code(code_of(secret))
    call_command("rotate_secrets")
    settings.SECRET_KEY_FALLBACKS = []
    row.refresh_from_db()
    rotated = secondstep.SecondStepAdapter().decrypt(row.data["secret"])

    assert secret not in str(row.data)
    assert with_fallback
    assert rotated == secret
    assert capsys.readouterr().out == "Opnieuw versleuteld: 1.\n"


def test_lost_key_is_a_wrong_code_and_no_error(make_user, client, settings):
    user = make_user("els", EDITOR)
    secret = give_second_step(user)
    recovery_codes(user)
    settings.SECRET_KEY = "nieuw"

    try_password(client, "els")
    answer = client.post(CODE, {"code": code_of(secret)})

    assert answer.context["form"].errors == {"code": ["Ongeldige code."]}
    with pytest.raises(CommandError, match=r"Niet te lezen: 2\."):
        call_command("rotate_secrets")


def test_pages_need_a_person(client, db):
    pages = [
        STEP,
        SET_UP,
        CODES,
        f"{CODES}nieuw/",
        f"{STEP}uitschakelen/",
        CONFIRM,
        "/beheer/account/wachtwoord/",
        CODE,
    ]

    answers = [client.get(page) for page in pages] + [client.post(page) for page in pages]

    assert {answer.headers["Location"].partition("?")[0] for answer in answers} == {SIGN_IN}
