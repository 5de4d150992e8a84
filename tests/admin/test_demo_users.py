"""`manage.py demo_users` makes an account a role, on one's own machine."""

import re
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from portal.accounts.models import Scope
from tests.accounts.steps import CODE, try_password
from tests.factories import make_municipality, make_provider

ROLES = {
    "redacteur-gemeente": "redacteur gemeente",
    "eindredacteur": "eindredacteur",
    "agentschap": "agentschap",
    "beheerder": "beheerder",
    "redacteur-regio": "redacteur gemeente",
}


def demo_users(**options):
    """Runs the command; dicts of username to password and to code, and what it said first."""
    output = StringIO()
    call_command("demo_users", stdout=output, **options)
    first, *lines = output.getvalue().splitlines()
    accounts = [line.split() for line in lines if line.startswith("  ")]
    passwords = {name: rest[0] for name, *rest in accounts if len(rest) == 1}
    return passwords, {name: rest[0] for name, *rest in accounts if len(rest) > 1}, first


def roles():
    """The roles of each account."""
    return {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}


@pytest.fixture
def local(settings, db):
    settings.LOCAL = True


def test_demo_users_can_sign_in(local):
    passwords, codes, first = demo_users()

    opened = {}
    for username, password in passwords.items():
        client = Client()
        try_password(client, username, password)
        if username in codes:
            client.post(CODE, {"code": codes[username]})
        opened[username] = client.get("/beheer/").status_code
    assert set(codes) == {"eindredacteur", "beheerder"}
    assert first == "Aanmelden op https://kapstok.example/beheer/"
    assert opened == dict.fromkeys(ROLES, 200)
    assert roles() == {username: [role] for username, role in ROLES.items()}
    assert not User.objects.filter(is_superuser=True).exists()
    assert all(re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password) for password in passwords.values())
    assert len(set(passwords.values())) == 5


def test_demo_users_work_for_somebody(local):
    for name in ("Genk", "Hasselt", "Gent"):
        make_municipality(name=name, slug=name.lower())
    make_provider(name="Integratie", slug="vlaanderen-integratie")

    demo_users()
    demo_users()

    scopes = {scope.user.username: str(scope) for scope in Scope.objects.all()}
    assert scopes == {"redacteur-gemeente": "Genk", "redacteur-regio": "Genk, Hasselt", "agentschap": "Integratie"}


def test_demo_users_again(local):
    """New passwords, and whatever was done to the accounts is undone; other accounts stay as they are."""
    before, *_ = demo_users()
    officer = User.objects.get(username="redacteur-gemeente")
    officer.groups.set([Group.objects.get(name="beheerder")])
    officer.is_superuser, officer.is_active = True, False
    officer.save()
    User.objects.create_user("iemand")

    after, *_ = demo_users()

    officer.refresh_from_db()
    assert (officer.is_superuser, officer.is_active) == (False, True)
    assert roles() == {username: [role] for username, role in ROLES.items()} | {"iemand": []}
    assert not set(before.values()) & set(after.values())


def test_codes_of_demo_users_without_new_passwords(local):
    before, *_ = demo_users()

    passwords, codes, _ = demo_users(codes=True)

    assert passwords == {}
    assert set(codes) == {"eindredacteur", "beheerder"}
    assert all(User.objects.get(username=name).check_password(password) for name, password in before.items())


def test_demo_users_on_a_real_portal(settings, db):
    settings.LOCAL = False

    with pytest.raises(CommandError, match="gebruik dan --force"):
        demo_users()

    assert roles() == {}
    assert set(demo_users(force=True)[0]) == set(ROLES)


def test_demo_users_without_tables(local):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE auth_group RENAME TO elsewhere")

    with pytest.raises(CommandError, match="Start eerst het portaal: make serve"):
        demo_users()
