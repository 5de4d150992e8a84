import pytest
from django.test import Client

from portal.roles import EDITOR, set_up_roles
from tests.factories import make_user

PASSWORD = "vuurtoren-in-de-mist"


@pytest.fixture
def colleague(db):
    """Makes somebody with a browser of their own, signed in: colleague("Lies", "Kok"); an editor unless told."""
    set_up_roles()

    def colleague(first="", last="", role=EDITOR, scope=None, **options):
        client = Client(**options)
        client.user = make_user(role, password=PASSWORD, first_name=first, last_name=last, **(scope or {}))
        client.force_login(client.user)
        return client

    return colleague
