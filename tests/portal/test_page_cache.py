"""A page that did not change is not made again, and one that did is never shown as it was."""

import re
import subprocess
import sys
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.caching import middleware, pages
from portal.caching.middleware import VisitorPages, kept_pages
from portal.caching.pages import Page, PageCache
from portal.caching.release import project_files
from portal.caching.version import content_version
from portal.models import Status
from tests.factories import make_practice, make_theme
from tests.portal.test_settings import PRODUCTION, PROJECT, run  # noqa: F401  a fixture
from tests.whole_site import addresses, exports, make_one_of_each, make_vocabulary

LIST = "/praktijken/"
HOSTILE = [
    "*",
    "",
    ",",
    '"',
    'W/"',
    "W/W/",
    '"" , ""',
    '"\x00"',
    "é" * 100,
    '"' + "a" * 8000 + '"',
    ",".join(['"a"'] * 2000),
]


def tag_of(response):
    """The tag, without what says that it is a weak one."""
    return re.fullmatch(r'W/("[0-9a-f]{32}")', response.headers["ETag"])[1]


def poison(response):
    """Replaces what is kept under the tag of `response`, so that it shows who gets it."""
    kept_pages.pages[tag_of(response).strip('"')] = Page(b"kept", {"Content-Type": "text/html"})


@contextmanager
def questions(tmp_path):
    """Counts what goes to the database as its own library sees it: Django does not see every question."""
    found = []
    with (tmp_path / "trace").open("w+") as trace:
        driver = connection.connection.pgconn
        driver.trace(trace.fileno())
        yield found
        driver.untrace()
        trace.seek(0)
        found += re.findall(r"^\S+ \S+\tF\t\d+\t(?:Query|Execute)\b.*", trace.read(), re.MULTILINE)


@pytest.fixture
def practice(db):
    return make_practice(title="Samen sterk")


@pytest.fixture
def workers(db, monkeypatch):
    """Two browsers, each with a worker and memory of its own."""

    def start():
        monkeypatch.setattr(middleware, "kept_pages", PageCache())
        client = Client()
        client.get("/robots.txt")
        return client

    return start(), start()


def test_kept_page_is_the_page(client, practice):
    first = client.get(LIST)
    again = client.get(LIST)
    head = client.head(LIST)

    assert (again.status_code, again.content) == (200, first.content)
    assert dict(again.items()) == dict(first.items()) == dict(head.items())
    assert (head.status_code, head.content) == (200, b"")
    assert {name: first[name] for name in ("Cache-Control", "Vary")} == {"Cache-Control": "no-cache", "Vary": "Cookie"}
    poison(first)
    assert client.get(LIST).content == b"kept"


def test_head_is_the_page_without_its_content(client, practice):
    head = client.head(LIST)

    assert head.content == b""
    assert dict(head.items()) == dict(client.get(LIST).items())


def test_kept_page_costs_one_query(client, practice, tmp_path):
    tag = tag_of(client.get(LIST))

    with questions(tmp_path) as of_kept:
        assert client.get(LIST).status_code == 200
    with questions(tmp_path) as of_known:
        assert client.get(LIST, headers={"If-None-Match": tag}).status_code == 304

    assert [len(of_kept), len(of_known)] == [1, 1]


def test_304_only_for_the_right_tag(client, practice):
    first = client.get(LIST)
    tag = tag_of(first)
    other = tag_of(client.get("/praktijken/?sorteer=titel"))
    headers = {
        tag: 304,
        f"W/{tag}": 304,
        f'"a", W/{tag},"b"': 304,
        tag.strip('"'): 200,
        tag.upper(): 200,
        other: 200,
        '"0123456789abcdef0123456789abcdef"': 200,
        **dict.fromkeys(HOSTILE, 200),
    }

    answers = {header: client.get(LIST, headers={"If-None-Match": header}) for header in headers}

    assert {header: answer.status_code for header, answer in answers.items()} == headers
    assert answers[tag].content == b""
    assert dict(answers[tag].items()) == {
        "ETag": f"W/{tag}", "Cache-Control": "no-cache", "Vary": "Cookie"
    }  # fmt: skip


def test_tag_is_of_one_address_day_and_release(client, practice, settings, time_machine):
    settings.ALLOWED_HOSTS = ["testserver", "kapstok.example"]
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    tag = tag_of(client.get(LIST))
    known = {"If-None-Match": tag}

    def status(address=LIST, **more):
        return client.get(address, headers=known, **more).status_code

    assert status() == 304
    assert [status("/praktijken/?"), status("/praktijken/?x"), status("/hulpmiddelen/")] == [304, 200, 200]
    assert [status(secure=True), status(HTTP_HOST="kapstok.example")] == [200, 200]
    settings.CONTACT_EMAIL, before = "nieuw@kapstok.example", settings.CONTACT_EMAIL
    assert status() == 200
    settings.CONTACT_EMAIL = before
    assert status() == 304
    time_machine.move_to("2026-06-16T00:00:01+02:00", tick=False)
    assert status() == 200


def test_tag_is_of_one_release(client, practice, monkeypatch):
    tag = tag_of(client.get(LIST))
    monkeypatch.setattr(middleware, "release", lambda: "the next")

    assert Client().get(LIST, headers={"If-None-Match": tag}).status_code == 200


def test_release_is_all_that_decides_how_pages_look():
    names = {str(path.relative_to(PROJECT)) for path in project_files()}

    assert {
        "portal/settings.py",
        "portal/caching/release.py",
        "practices/views.py",
        "templates/base.html",
        "static/css/portal.css",
        "requirements-production.lock",
    } <= names
    assert [name for name in names if "site-packages" in name or name.startswith(("tests", "fixtures"))] == []


def test_page_that_is_gone_is_not_304(client, practice):
    tag = tag_of(client.get(practice.get_absolute_url()))
    practice.status = Status.DRAFT
    practice.save()

    for known in (tag, "*"):
        assert client.get(practice.get_absolute_url(), headers={"If-None-Match": known}).status_code == 404


def test_publication_shows_at_once_in_every_worker(workers, practice):
    def seen():
        return [(client.get(LIST).content.count(b"Samen sterk"), visit(client)) for client in workers]

    def visit(client):
        return client.get(practice.get_absolute_url()).status_code

    shown = seen()
    for status in (Status.DRAFT, Status.ARCHIVED):
        practice.status = status
        practice.save()
        assert seen() == [(0, 404), (0, 404)], status
    practice.status = Status.PUBLISHED
    practice.save()

    assert seen() == shown
    assert [status for _, status in shown] == [200, 200]


def test_workers_agree_on_tags(workers, practice):
    assert len({tag_of(client.get(LIST)) for client in workers}) == 1


def test_signed_in_visitor_gets_a_page_of_her_own(client, practice):
    anonymous = client.get(LIST)
    poison(anonymous)
    client.cookies["sessionid"] = "whatever"

    own = client.get(LIST, headers={"If-None-Match": tag_of(anonymous)})

    assert (own.status_code, own.content) == (200, anonymous.content)
    assert "ETag" not in own.headers
    client.cookies.clear()
    client.cookies["other"] = "whatever"
    assert client.get(LIST).content == b"kept"


def test_visits_write_nothing(client, db, tmp_path):
    """In a transaction that refuses to write; nor is a session looked for."""
    vocabulary = make_vocabulary()
    asked = [*addresses(vocabulary, make_one_of_each([vocabulary])), *exports(), "/nergens/"]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL transaction_read_only = on")

    with CaptureQueriesContext(connection) as captured:
        for address in asked:
            response = client.get(address)
            b"".join(response)
            assert (response.status_code, dict(client.cookies)) == (404 if address == "/nergens/" else 200, {}), address

    assert [query["sql"] for query in captured if "django_session" in query["sql"]] == []


def test_what_is_not_kept(client, practice, monkeypatch):
    monkeypatch.setattr(pages, "LARGEST_PAGE", 20_000)
    asked = [
        "/nergens/",
        "/gemeenten/kies/?naam=x",
        "/praktijken",
        "/gezond/",
        "/beheer/login/",
        "/static/css/portal.css",
    ]
    answers = [client.get(address) for address in asked]
    answers.append(client.post("/over/"))
    export = client.get("/praktijken/export.csv")

    assert [address for address, answer in zip(asked, answers, strict=False) if "ETag" in answer.headers] == []
    assert tag_of(export)
    assert b"Samen sterk" in b"".join(export)
    assert len(kept_pages.pages) == 0
    again = client.get("/praktijken/export.csv", headers={"If-None-Match": tag_of(export)})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("header", ["Set-Cookie", "Cache-Control", "Vary"])
def test_answer_with_a_will_of_its_own_is_left_alone(rf, db, header):
    def view(request):
        response = HttpResponse("persoonlijk")
        if header == "Set-Cookie":
            response.set_cookie("a", "b")
        else:
            response[header] = {"Cache-Control": "private", "Vary": "Accept"}[header]
        return response

    response = VisitorPages(view)(rf.get("/over/"))

    assert "ETag" not in response.headers
    assert len(kept_pages.pages) == 0


def test_cache_is_bounded_and_of_one_version():
    cache = PageCache(most_bytes=10_000)
    cache.get("1", "x")
    for number in range(50):
        cache.keep("1", str(number), Page(b"x" * 1000, {}))
    kept = list(cache.pages)

    cache.keep("2", "later", Page(b"", {}))

    assert kept == [str(number) for number in range(40, 50)]
    assert cache.get("1", "later") is None
    assert cache.get("2", "49") is None
    assert len(cache.pages) == 0


def test_old_page_is_not_kept_as_new(rf, db):
    """Content that changes while a page is made leaves the page out, also when somebody else came in between."""
    theme = make_theme()

    def slow_view(request):
        page = HttpResponse(theme.name)
        theme.save()
        kept_pages.get(content_version(), "what the next visitor asks")
        return page

    VisitorPages(slow_view)(rf.get("/over/"))

    assert len(kept_pages.pages) == 0


def test_https_is_not_bypassed(client, practice, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    secret = {"X-Forwarded-Proto": "https"}
    client = Client()
    tag = tag_of(client.get(LIST, headers=secret))

    plain = [client.get(LIST), client.get(LIST, headers={"If-None-Match": tag})]

    assert [(answer.status_code, answer.headers["Location"]) for answer in plain] == [
        (301, "https://testserver/praktijken/")
    ] * 2
    assert client.get(LIST, headers=secret).status_code == 200


def test_host_is_not_bypassed(client, practice):
    tag = tag_of(client.get(LIST))

    for headers in ({}, {"If-None-Match": tag}):
        assert client.get(LIST, HTTP_HOST="evil.example", headers=headers).status_code == 400


def test_page_without_database(client, db, monkeypatch):
    def unreachable(*_):
        raise OperationalError("nobody there")

    client.raise_request_exception = False

    with monkeypatch.context() as patch:
        patch.setattr("portal.caching.version.read_version", unreachable)
        patch.setattr(connection, "cursor", unreachable)
        plain, broken = client.get("/toegankelijkheid/"), client.get(LIST)

    assert (plain.status_code, "ETag" in plain.headers) == (200, False)
    assert (broken.status_code, "Er ging iets mis bij ons" in broken.content.decode()) == (500, True)


def test_only_visits_are_cut_short(run):  # noqa: F811
    show = "from django.conf import settings; print(settings.DATABASES['default']['OPTIONS'])"
    environment = {**PRODUCTION, "DATABASE_URL": f"{PRODUCTION['DATABASE_URL']}?options=-c%20jit%3Don"}

    of_command = run("-c", show, DJANGO_SETTINGS_MODULE="portal.settings", **environment)
    of_visit = run("-c", f"import portal.wsgi; {show}", **environment)

    assert (of_command.stdout, of_visit.stdout) == (
        "{'options': '-c random_page_cost=1.1 -c jit=off -c jit=on'}\n",
        "{'options': '-c random_page_cost=1.1 -c jit=off -c jit=on -c statement_timeout=10s', 'connect_timeout': 5}\n",
    )


def test_gunicorn_takes_its_configuration():
    command = [sys.executable, "-m", "gunicorn", "--print-config", "--config", "python:portal.gunicorn", "portal.wsgi"]
    shown = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout

    values = dict(re.findall(r"^(\w+) += (.*)$", shown, re.MULTILINE))
    assert [values[name] for name in ("worker_class", "workers", "preload_app")] == ["sync", "2", "True"]
