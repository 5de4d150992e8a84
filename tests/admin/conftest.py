import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from portal.roles import set_up_roles


@pytest.fixture
def sign_in(db):
    """A browser in which somebody with that role has signed in; sign_in(None) is for an account without one."""
    set_up_roles()

    def sign_in(role):
        user = User.objects.create_user(f"account {User.objects.count()}", is_staff=True)
        if role:
            user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        client.user = user
        return client

    return sign_in
