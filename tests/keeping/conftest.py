import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from portal.roles import EDITOR, set_up_roles


@pytest.fixture
def colleague(db):
    """Makes an editor with a browser of their own, signed in: colleague("Lies", "Kok")."""
    set_up_roles()

    def colleague(first="", last="", role=EDITOR, **options):
        number = User.objects.count()
        user = User.objects.create_user(
            f"collega {number}", password="vuurtoren", is_staff=True, first_name=first, last_name=last
        )
        user.groups.add(Group.objects.get(name=role))
        client = Client(**options)
        client.force_login(user)
        client.user = user
        return client

    return colleague
