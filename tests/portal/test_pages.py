"""What holds for every page: sound HTML, safe headers, no cookies, and an answer when something is wrong."""

from collections import Counter
from itertools import pairwise

import html5lib
import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.views.defaults import server_error

from portal.views import home
from tests.factories import make_monitor, make_partner, make_practice, make_resource, make_scheme, make_theme
from tests.whole_site import addresses, exports, make_one_of_each, make_vocabulary

XHTML = "{http://www.w3.org/1999/xhtml}"
AWKWARD = "\"Samen\" & <b>sterk</b> 'hier' {{ x }} é"


@pytest.fixture(scope="module")
def pages(module_db):
    """An address of each kind of page, of entries with everything, with awkward texts, and with next to nothing."""
    vocabulary = make_vocabulary()
    entries = make_one_of_each([vocabulary, make_vocabulary()])
    texts = {"title": AWKWARD, "summary": AWKWARD}
    awkward = make_one_of_each([vocabulary], **texts)
    practice = make_practice(
        approach=f"{AWKWARD}\n\n- een\n- twee\n\n<script>alert(1)</script>", contact="A\nB", **texts
    )
    bare = [
        make(sources=[], website="www.kapstok.be")
        for make in (make_practice, make_resource, make_partner, make_scheme, make_monitor)
    ]
    extra = [
        awkward["scheme"],
        awkward["partner"],
        awkward["question"],
        awkward["indicator"],
        awkward["action"],
        practice,
        *bare[:-1],
    ]
    return [
        *addresses(vocabulary, entries),
        *(entry.get_absolute_url() for entry in extra),
        f"/partners/?gemeente={vocabulary['municipality'].nis}",
        f"/praktijken/?thema={vocabulary['theme'].slug}&thema=onzin&q=samenvatting&sorteer=titel",
        "/zoeken/?q=sterk",
        "/cijfers/?q=niets",
    ]


def parsed(response):
    """The document of a page; fails on the first error in its HTML."""
    return html5lib.HTMLParser(strict=True).parse(response.content.decode())


def test_html_of_every_page(db, client, pages):
    for address in pages:
        response = client.get(address)
        assert response.status_code == 200, address
        try:
            document = parsed(response)
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{address}: {error}")
        ids = Counter(element.get("id") for element in document.iter() if element.get("id"))

        assert document.get("lang") == "nl-BE", address
        assert len(list(document.iter(f"{XHTML}h1"))) == 1, address
        assert [name for name, times in ids.items() if times > 1] == [], address
        assert document.findtext(f".//{XHTML}title").strip(" –"), address
        assert document.find(f".//{XHTML}meta[@name='description']").get("content"), address
        assert "None" not in "".join(document.find(f"{XHTML}body").itertext()), address


def test_titles_of_pages_differ(db, client, pages):
    """Somebody with many tabs, or a screen reader, knows pages by their titles."""
    plain = [address for address in pages if "?" not in address]
    titles = {address: parsed(client.get(address)).findtext(f".//{XHTML}title") for address in plain}

    twice = {title for title, times in Counter(titles.values()).items() if times > 1}
    assert twice == {f"{AWKWARD} – Kapstok"}


def test_references_on_every_page_lead_somewhere(db, client, pages):
    """Labels, descriptions and links within a page name ids that are there."""
    for address in pages:
        document = parsed(client.get(address))
        ids = {element.get("id") for element in document.iter()}
        wanted = [element.get(name) for element in document.iter() for name in ("for", "aria-labelledby", "list")]
        wanted += [
            link.get("href").removeprefix("#")
            for link in document.iter(f"{XHTML}a")
            if link.get("href", "").startswith("#")
        ]

        assert {name for name in wanted if name} - ids == set(), address


def test_headings_skip_no_level(db, client, pages):
    for address in pages:
        tags = [element.tag.removeprefix(XHTML) for element in parsed(client.get(address)).iter()]
        levels = [int(tag[1]) for tag in tags if tag in ("h1", "h2", "h3", "h4", "h5", "h6")]

        assert levels[0] == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)


def test_texts_of_editors_are_no_markup(db, client, pages):
    for address in pages:
        page = client.get(address).content.decode()

        assert "<b>sterk" not in page, address
        assert "<script>alert" not in page, address


def test_headers_of_every_page_and_file(db, client, pages):
    for address in [*pages, *exports(), "/gezond/", "/nergens/"]:
        response = client.get(address)
        b"".join(response)
        policy = response.headers["Content-Security-Policy"]

        assert "unsafe" not in policy, address
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(
            policy.split("; ")
        ), address
        assert response.headers["X-Content-Type-Options"] == "nosniff", address
        assert response.headers["X-Frame-Options"] == "DENY", address
        assert response.headers["Referrer-Policy"] == "same-origin", address
        assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", address


def test_visitors_get_no_cookie(db, client, pages):
    for address in [*pages, *exports(), "/gezond/", "/nergens/", "/gemeenten/kies/?naam=Genk"]:
        b"".join(client.get(address))

        assert dict(client.cookies) == {}, address


def test_repeated_request_is_answered_with_304(db, client, pages, time_machine):
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    for address in [*pages, "/praktijken/atom.xml", "/subsidies/atom.xml", "/subsidies/kalender.ics"]:
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.content) == (304, b""), address


def test_changed_page_is_sent_anew(client, db):
    theme = make_theme(name="Taal")
    etag = client.get(theme.get_absolute_url()).headers["ETag"]
    theme.name = "Talen"
    theme.save()

    again = client.get(theme.get_absolute_url(), headers={"If-None-Match": etag})

    assert again.status_code == 200
    assert again.headers["ETag"] != etag


@pytest.mark.parametrize(
    "address",
    [
        "/nergens/",
        "/themas/nergens/",
        "/praktijken/nergens/",
        "/hulpmiddelen/nergens/",
        "/hete-hangijzers/nergens/",
        "/partners/nergens/",
        "/subsidies/nergens/",
        "/cijfers/nergens/",
        "/gemeenten/nergens/",
        "/gemeenten/99999/",
        "/praktijken/%00/",
        "/praktijken/..%2f..%2fetc/",
    ],
)
def test_page_that_does_not_exist(client, db, address):
    response = client.get(address)

    assert response.status_code == 404
    assert parsed(response).findtext(f".//{XHTML}h1") == "Deze bladzijde bestaat niet"


def test_page_for_our_own_errors_needs_nothing():
    """Neither a database (this test has none) nor a context."""
    response = server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert parsed(response).findtext(f".//{XHTML}h1") == "Er ging iets mis bij ons"


def test_page_for_our_own_errors_shows(client, db, monkeypatch):
    monkeypatch.setattr(home, "municipalities_today", lambda: 1 / 0)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "ZeroDivisionError" not in response.content.decode()
    assert parsed(response).findtext(f".//{XHTML}h1") == "Er ging iets mis bij ons"


def test_health_with_database(client, db):
    response = client.get("/gezond/")

    assert (response.status_code, response.content.decode()) == (200, "In orde.\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_health_without_database(client, db, monkeypatch):
    def broken():
        raise OperationalError("the connection is lost")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", broken)
        response = client.get("/gezond/")

    assert (response.status_code, response.content.decode()) == (503, "De databank antwoordt niet.\n")
    assert "no-store" in response.headers["Cache-Control"]


def test_about_names_the_sources(client, db):
    source = make_vocabulary()["source"]

    page = client.get("/over/").content.decode()

    assert f"<cite>{source.title}</cite> (2013)" in page


@pytest.mark.parametrize("address", ["/over/", "/toegankelijkheid/", "/privacy/"])
def test_plain_pages_say_where_to_write(client, db, settings, address):
    settings.CONTACT_EMAIL = "info@kapstok.example"
    assert 'href="mailto:info@kapstok.example"' in client.get(address).content.decode()

    settings.CONTACT_EMAIL = ""
    assert "mailto:" not in client.get(address).content.decode()
