"""Which passwords are refused, and how one that was forgotten is replaced."""

import re

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client

from portal.accounts import mails
from portal.accounts.models import Invitation
from portal.accounts.passwords import ADVICE
from portal.roles import EDITOR, OFFICER
from tests.accounts.steps import CODE, PASSWORD, SIGN_IN, code_of, give_second_step, try_password

FORGOTTEN = "/beheer/account/wachtwoord-vergeten/"
NEW = "paraplu-graniet-otter"

pytestmark = pytest.mark.usefixtures("_committed")


@pytest.fixture(autouse=True)
def _sent_at_once(monkeypatch):
    monkeypatch.setattr(mails, "deliver_unnoticed", mails.deliver)


def complaint(password):
    """What is wrong with it for Els Peeters; "" when nothing is."""
    user = User(username="els.peeters", first_name="Els", last_name="Peeters", email="e.peeters@tremelo.be")
    try:
        validate_password(password, user)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elf-tekens-", "Dit wachtwoord is te kort."),
        ("ElsPeeters2026", "lijkt te veel op uw naam"),
        ("e.peeters@tremelo", "lijkt te veel op uw naam"),
        ("sunshine12345", "makkelijk"),
        ("Wachtwoord2026!", "gewoon woord"),
        ("Welkom2026!!!", "gewoon woord"),
        ("Gemeente-2026-11", "gewoon woord"),
        ("november2026november", "gewoon woord"),
        ("aaaaaaaaaaaa", "dezelfde tekens"),
        ("121212121212", "dezelfde tekens"),
        ("123456789012", "op een rij"),
        ("azertyuiopqs", "op een rij"),
    ],
)
def test_easy_password_is_refused(password, reason):
    assert reason in complaint(password)


@pytest.mark.parametrize(
    "password",
    [
        "vier woorden zonder verband",
        "paardenbloemen",
        "8305 1947 2266 17",
        "winter op de fietsbrug",
        "ééééén zeehond ☂",
    ],
)
def test_long_password_needs_no_kinds_of_characters(password):
    assert complaint(password) == ""


def test_advice_comes_before_typing(make_user, client):
    client.force_login(make_user("els", OFFICER))

    assert ADVICE in client.get("/beheer/account/wachtwoord/").content.decode()


def link_in(message):
    return re.search(r"https://kapstok\.example(/beheer/account/wachtwoord-vergeten/\S+)", message.body).group(1)


def choose(client, link, password=NEW):
    page = client.get(link, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


def test_forgotten_password_is_replaced_by_mail(make_user, client, mailoutbox):
    make_user("els", OFFICER)
    elsewhere = Client()
    try_password(elsewhere, "els")

    asked = client.post(FORGOTTEN, {"email": "Els@Voorbeeld.be"})
    (sent,) = mailoutbox
    done = choose(client, link_in(sent))

    assert asked.headers["Location"] == f"{FORGOTTEN}verstuurd/"
    assert (sent.subject, sent.to) == ("Kapstok: kies een nieuw wachtwoord", ["els@voorbeeld.be"])
    assert "Uw gebruikersnaam is els." in sent.body
    assert done.headers["Location"] == f"{FORGOTTEN}klaar/"
    assert elsewhere.get("/beheer/").status_code == 302
    assert try_password(Client(), "els").status_code == 200
    assert try_password(client, "els", NEW).status_code == 302
    assert [message.subject for message in mailoutbox[1:]] == ["Kapstok: uw wachtwoord is gewijzigd"]


def test_replacing_a_password_does_not_pass_by_the_second_step(make_user, client, mailoutbox):
    give_second_step(make_user("els", EDITOR))
    client.post(FORGOTTEN, {"email": "els@voorbeeld.be"})

    choose(client, link_in(mailoutbox[0]))

    assert client.get("/beheer/").status_code == 302
    assert try_password(client, "els", NEW).headers["Location"] == CODE


def test_known_and_unknown_addresses_get_the_same_page(make_user, mailoutbox):
    make_user("els", OFFICER)
    make_user("uit", OFFICER, is_active=False)
    Invitation.objects.create(user=make_user("nieuw", OFFICER, password=None))

    pages = {
        re.sub(
            r"csrfmiddlewaretoken\W+\w+", "", Client().post(FORGOTTEN, {"email": email}, follow=True).content.decode()
        )
        for email in ("els@voorbeeld.be", "uit@voorbeeld.be", "nieuw@voorbeeld.be", "niemand@voorbeeld.be")
    }

    assert len(pages) == 1
    assert [message.to for message in mailoutbox] == [["els@voorbeeld.be"]]


def test_mail_leaves_after_the_page(make_user, client, monkeypatch):
    """How long the mail server takes does not tell that the address is known."""
    make_user("els", OFFICER)
    left = []
    monkeypatch.setattr(mails, "deliver_unnoticed", left.append)

    client.post(FORGOTTEN, {"email": "els@voorbeeld.be"})

    assert [message.to for message in left] == [["els@voorbeeld.be"]]
    assert mail.outbox == []


def test_link_works_once_and_four_hours(make_user, client, mailoutbox):
    make_user("els", OFFICER)
    with time_machine.travel("2026-11-22 09:00+01:00", tick=False) as clock:
        for _ in range(2):
            Client().post(FORGOTTEN, {"email": "els@voorbeeld.be"})
        links = [link_in(message) for message in mailoutbox]
        clock.shift(4 * 60 * 60 - 60)
        choose(client, links[0])
        used = [Client().get(link, follow=True).content.decode() for link in links]
        Client().post(FORGOTTEN, {"email": "els@voorbeeld.be"})
        clock.shift(4 * 60 * 60 + 60)
        late = Client().get(link_in(mailoutbox[-1]), follow=True).content.decode()

    assert all("Deze link werkt niet meer" in page for page in [*used, late])


def test_mailbox_is_not_flooded(make_user, mailoutbox):
    make_user("els", OFFICER)

    answers = [Client().post(FORGOTTEN, {"email": "els@voorbeeld.be"}) for _ in range(8)]
    unknown = [Client().post(FORGOTTEN, {"email": "niemand@voorbeeld.be"}).status_code for _ in range(8)]

    assert [answer.status_code for answer in answers] == unknown == [302] * 5 + [429] * 3
    assert "Dit werd te vaak na elkaar gevraagd." in answers[-1].content.decode()
    assert len(mailoutbox) == 5


def test_address_in_the_mail_is_that_of_the_portal(make_user, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]
    make_user("els", OFFICER)

    Client().post(FORGOTTEN, {"email": "els@voorbeeld.be"}, HTTP_HOST="vals.example")

    assert "vals.example" not in mailoutbox[0].body
    assert link_in(mailoutbox[0])


@pytest.mark.parametrize("link", ["0-set-password", "zzz-x-y", "1-abc-0123456789", f"{'z' * 40}-a-b"])
def test_made_up_link_is_told(client, db, link):
    page = client.get(f"{FORGOTTEN}{link}/")

    assert "Deze link werkt niet meer" in page.content.decode()


def test_wait_ends_with_a_new_password(make_user, client, mailoutbox):
    """Who was locked out of the second step by somebody with the password, is not when it is another."""
    secret = give_second_step(make_user("els", EDITOR))
    try_password(client, "els")
    for n in range(6):
        client.post(CODE, {"code": f"{n:06}"})
    client.post(FORGOTTEN, {"email": "els@voorbeeld.be"})
    owner = Client()
    choose(owner, link_in(mailoutbox[-1]))
    assert owner.post(SIGN_IN, {"login": "els", "password": NEW}).headers["Location"] == CODE
    assert owner.post(CODE, {"code": code_of(secret)}).headers["Location"] == "/beheer/"
    assert PASSWORD != NEW
