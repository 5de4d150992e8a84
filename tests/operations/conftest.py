import pytest
from django.db import connection

from tests.admin.conftest import sign_in  # noqa: F401  the same browser
from tests.operations.databases import Databases


@pytest.fixture(scope="session")
def migrated(django_db_setup, django_db_blocker):
    """The name of the suite's database, also when no other test of this run asks for it."""
    own = connection.settings_dict["NAME"]
    is_there = own.startswith("test_")
    with django_db_blocker.unblock():
        if not is_there:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        yield connection.settings_dict["NAME"]
        if not is_there:
            connection.creation.destroy_test_db(own, verbosity=0)


@pytest.fixture(scope="module")
def databases(migrated, django_db_blocker):
    """Databases of the module's own; they are gone afterwards."""
    with django_db_blocker.unblock():
        made = Databases()
        yield made
        made.drop()
