import pytest
from django.test import Client

from portal.roles import set_up_roles
from tests.factories import make_user


@pytest.fixture
def sign_in(db):
    """A browser in which somebody with that role has signed in; sign_in(None) is for an account without one.

    What they work for is given by name: sign_in(OFFICER, municipalities=[genk]).
    """
    set_up_roles()

    def sign_in(role, **held):
        client = Client()
        client.user = make_user(role, **held)
        client.force_login(client.user)
        return client

    return sign_in
