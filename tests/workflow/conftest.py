import pytest
from django.contrib.auth.models import User
from django.test import Client

from portal.roles import EDITOR, OFFICER, set_up_roles
from tests.factories import make_municipality, make_user


@pytest.fixture
def town(db):
    """The municipality for which officers of these tests work."""
    return make_municipality(name="Genk")


@pytest.fixture
def person(db):
    """Makes a browser in which somebody with that role has signed in; what they work for can be given."""
    set_up_roles()

    def person(role=None, name="", **held):
        number = User.objects.count()
        client = Client()
        client.user = make_user(role, email=f"{number}@voorbeeld.be", first_name=name or f"Naam {number}", **held)
        client.force_login(client.user)
        return client

    return person


@pytest.fixture
def officer(person, town):
    return person(OFFICER, "Jan", municipalities=[town])


@pytest.fixture
def editor(person):
    return person(EDITOR, "An")
