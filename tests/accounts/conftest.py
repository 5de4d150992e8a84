import pytest
from django.contrib.auth.models import Group, User

from portal.roles import set_up_roles
from tests.accounts.steps import PASSWORD


@pytest.fixture
def make_user(db):
    """Makes somebody with a password, who never signed in: make_user("els", EDITOR)."""
    set_up_roles()

    def make_user(username, role=None, **fields):
        fields = {"email": f"{username}@voorbeeld.be", "is_staff": True} | fields
        user = User.objects.create_user(username, password=fields.pop("password", PASSWORD), **fields)
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user

    return make_user


@pytest.fixture
def _committed(monkeypatch):
    """What waits for the end of the transaction is done at once: that of a test never ends."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, **_: do())
