from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User

NOW = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(time_machine):
    """A day that does not pass: Tuesday 3 November 2026."""
    time_machine.move_to(NOW, tick=False)
    return NOW


@pytest.fixture
def owner(db):
    return User.objects.create_user("jan", email="jan@genk.example", first_name="Jan", last_name="Peeters")
