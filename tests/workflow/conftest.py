import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from portal.accounts.models import Scope
from portal.roles import set_up_roles
from tests.factories import make_municipality


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
        user = User.objects.create_user(
            f"account {number}", f"{number}@voorbeeld.be", first_name=name or f"Naam {number}", is_staff=True
        )
        if role:
            user.groups.add(Group.objects.get(name=role))
        if held:
            scope = Scope.objects.create(user=user)
            for relation, things in held.items():
                getattr(scope, relation).set(things)
        client = Client()
        client.force_login(user)
        client.user = User.objects.get(pk=user.pk)
        return client

    return person
