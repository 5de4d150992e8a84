"""Django's connections survive the end of the server."""

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from portal import embedded
from portal.embedded.server import Server
from tests.embedded.conftest import kill_postmaster


@pytest.fixture
def connection(local_dir, monkeypatch, django_db_blocker):
    """A connection of Django's to a server of the test's own."""
    monkeypatch.setenv("KAPSTOK_LOCAL_DIR", str(local_dir))
    handler = ConnectionHandler({"default": embedded.database_settings()})
    with django_db_blocker.unblock():
        yield handler["default"]
        handler["default"].close()


def test_settings_start_nothing(local_dir, monkeypatch):
    monkeypatch.setenv("KAPSTOK_LOCAL_DIR", str(local_dir))
    sockets = Server(local_dir).place.sockets

    assert embedded.database_settings() == {
        "ENGINE": "portal.embedded",
        "NAME": "kapstok",
        "USER": "kapstok",
        "HOST": str(sockets),
        "PORT": 5432,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"requirepeer": Server(local_dir).place.account.name},
    }
    assert list(local_dir.iterdir()) == []


def test_first_query_starts_server(connection, server):
    assert answer(connection) == "PostgreSQL"
    assert server.status().is_running


def test_next_request_after_kill_starts_server(connection, server):
    answer(connection)
    kill_postmaster(server, wait=True)

    # What Django does between two requests.
    connection.close_if_unusable_or_obsolete()

    assert answer(connection) == "PostgreSQL"


def test_server_that_cannot_start_is_operational_error(connection, server):
    server.place.data.mkdir()

    with pytest.raises(OperationalError, match="bevat geen databank"):
        answer(connection)


def test_missing_database_is_still_an_error(connection, server):
    connection.settings_dict["NAME"] = "bestaat_niet"

    with pytest.raises(OperationalError, match='"bestaat_niet" does not exist'):
        answer(connection)


def answer(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT split_part(version(), ' ', 1)")
        return cursor.fetchone()[0]
