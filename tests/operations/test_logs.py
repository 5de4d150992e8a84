"""What the system's log says of a request: what the operator needs, and nothing about persons."""

import io
import json
import logging

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import Http404
from django.test import Client
from django.urls import path

from portal import urls
from portal.operations.logs import MASK, JsonFormatter
from portal.roles import OFFICER
from tests.factories import make_practice

REFUSED = 'double "auth_user_email"\nDETAIL:  Key (email)=(jan) exists.'
ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def lines(monkeypatch):
    """Reads the lines that were written since the last time; a list of dicts."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    monkeypatch.setattr(logging.root, "handlers", [handler])
    monkeypatch.setattr(logging.getLogger("portal.requests"), "level", logging.INFO)
    logging.root.manager._clear_cache()

    def read():
        text = stream.getvalue()
        stream.seek(0)
        stream.truncate()
        return [json.loads(line) for line in text.splitlines()]

    yield read
    monkeypatch.undo()
    logging.root.manager._clear_cache()


def test_line_of_a_page(client, db, lines):
    client.get("/praktijken/", {"q": "jan peeters", "thema": "taal"}, headers={"x-request-id": ID})

    (line,) = lines()
    assert (line.pop("time")[-6:], isinstance(line.pop("ms"), int)) == ("+00:00", True)
    assert line == {
        "level": "info",
        "logger": "portal.requests",
        "message": "GET /praktijken/ 200",
        "request": ID,
        "method": "GET",
        "path": "/praktijken/",
        "status": 200,
    }


def test_nothing_of_what_is_kept(client, db, lines):
    """A kept page, a page that the browser has, the watchdog."""
    first = client.get("/partners/")
    lines()

    kept = client.get("/partners/")
    same = client.get("/partners/", headers={"if-none-match": first["ETag"]})
    client.get("/gezond/")

    assert (kept.status_code, same.status_code, lines()) == (200, 304, [])


def test_who_signed_in_is_a_number(sign_in, lines):
    client = sign_in(OFFICER)
    User.objects.filter(pk=client.user.pk).update(first_name="Jan", last_name="Geheim", email="jan@geheim.example")

    client.get("/beheer/", REMOTE_ADDR="203.0.113.9", headers={"user-agent": "Geheim/1.0"})

    (line,) = lines()
    assert line["user"] == client.user.pk
    assert set(line) == {"time", "level", "logger", "message", "request", "method", "path", "user", "status", "ms"}
    assert [word for word in ("Geheim", "geheim", "203.0", client.user.username) if word in json.dumps(line)] == []


def test_visitor_keeps_a_page_without_session(client, db, lines):
    response = client.get("/praktijken/")

    assert (response["Vary"], response.cookies) == ("Cookie", {})
    assert "user" not in lines()[0]


@pytest.mark.parametrize("given", ["Jan Peeters", "jan@x.be", "a" * 65, "abc", 'a"}\n{' * 5, ""])
def test_number_of_the_proxy_must_be_well_formed(client, db, lines, given):
    client.get("/partners/", headers={"x-request-id": given})

    number = lines()[0]["request"]
    assert (len(number), number.isalnum(), number != given) == (32, True, True)


def signed(request, key):
    logging.getLogger("some.view").warning("Key refused: %s", request.path)
    raise Http404


def break_down(request):
    secret = request.GET["naam"]
    try:
        int(secret)
    except ValueError as error:
        raise IntegrityError(REFUSED) from error


@pytest.fixture
def more_pages(settings):
    """Two addresses more."""

    class Addresses:
        urlpatterns = [path("klopt/<str:key>/", signed), path("stuk/", break_down), *urls.urlpatterns]

    settings.ROOT_URLCONF = Addresses


def test_key_of_a_signed_link_is_left_out(client, db, lines, more_pages):
    client.get("/klopt/geheim:1abc/")
    client.get("/klopte/geheim:1abc/")
    client.get(f"/klopte/{'g' * 40}/jan@x.be")

    assert [(line["message"], line["path"]) for line in lines()] == [
        (f"Key refused: /klopt/{MASK}/", f"/klopt/{MASK}/"),
        (f"GET /klopt/{MASK}/ 404", f"/klopt/{MASK}/"),
        (f"GET /klopte/{MASK}/ 404", f"/klopte/{MASK}/"),
        (f"GET /klopte/{MASK}/{MASK} 404", f"/klopte/{MASK}/{MASK}"),
    ]


def test_error_has_a_traceback_without_values(db, lines, more_pages):
    response = Client(raise_request_exception=False).get("/stuk/", {"naam": "Geheim"}, headers={"x-request-id": ID})

    error, line = lines()
    assert (error["level"], error["logger"], error["message"]) == (
        "error",
        "django.request",
        "Internal Server Error: /stuk/",
    )
    assert (error["request"], line["request"], response["X-Request-ID"]) == (ID, ID, ID)
    assert (line["status"], line["path"]) == (500, "/stuk/")
    first, second = error["traceback"].split("\n\n")
    assert first.endswith(f"int(secret)\nValueError: {MASK}")
    assert second.endswith('\nIntegrityError: double "auth_user_email"')
    assert [word for word in ("Geheim", "(jan)") if word in error["traceback"]] == []


def test_export_is_told_when_it_is_sent(client, db, lines):
    make_practice()
    response = client.get("/praktijken/export.csv")
    before = lines()
    b"".join(response.streaming_content)

    assert (before, [line["message"] for line in lines()]) == ([], ["GET /praktijken/export.csv 200"])


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("Mail to jan.peeters@gent.be failed", f"Mail to {MASK} failed"),
        ("Invalid request from ip=::1: bad", f"Invalid request from {MASK} bad"),
        ("Host 192.168.1.44 and 2001:db8:0:1::7 left", f"Host {MASK} and {MASK} left"),
        ("At 10:30:15 of 22.11.2026 Kapstok 0.1.0", "At 10:30:15 of 22.11.2026 Kapstok 0.1.0"),
    ],
)
def test_addresses_are_masked(lines, said, written):
    logging.getLogger("any").warning(said)

    assert [line["message"] for line in lines()] == [written]


def test_each_event_is_one_line(lines):
    logging.getLogger("any").warning("a\nb\u2028\x1b[31m")

    assert [line["message"] for line in lines()] == ["a\nb\u2028\x1b[31m"]
