"""What pages fetch: from this server only, without complaints of the browser, and not too much."""

import gzip
from urllib.parse import urlsplit

import pytest

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

# Bytes, all that a first visit needs: page, style, script, font and pictures, as a compressing server sends them.
HEAVIEST = 60_000


@pytest.fixture
def visit(page, live_portal):
    """Opens an address as a first visitor: what it answered, fetched, and what the browser complained about."""
    page.complaints, page.responses = [], []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("requestfailed", lambda request: page.complaints.append(f"failed: {request.url}"))
    page.on("response", lambda response: page.responses.append(response))

    def visit(address):
        page.goto(address)
        return page

    return visit


@pytest.mark.parametrize("kind", PAGES)
def test_page_is_quiet_and_stays_home(visit, live_portal, kind):
    expected = 404 if kind in ("not-found", "check-wrong-link") else 200

    page = visit(PAGES[kind])

    first, *others = page.responses
    assert (first.url, first.status) == (live_portal + PAGES[kind], expected)
    assert {response.status for response in others} == {200}
    assert {urlsplit(response.url).netloc for response in others} == {urlsplit(live_portal).netloc}
    # Chromium itself remarks on the status of a page that is not there.
    said = [words for words in page.complaints if expected == 200 or "404" not in words]
    assert said == []


def test_complaints_are_found(visit):
    """The check above hears the browser refuse a style, a script and another server."""
    page = visit(PAGES["about"])

    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/\">')")
    page.wait_for_timeout(200)

    assert len(page.complaints) >= 2


@pytest.mark.parametrize(
    "kind",
    [
        *("home", "theme", "practices", "practice", "partners", "subsidies", "municipalities", "municipality"),
        *("comparing-four", "analysis", "indicator-of-municipalities", "subsidy-with-rules"),
    ],
)
def test_page_weight(visit, kind):
    page = visit(PAGES[kind])

    weights = {response.url: len(gzip.compress(response.body())) for response in page.responses}

    assert sum(weights.values()) < HEAVIEST, weights


def test_visitor_gets_no_cookies(visit):
    page = visit(PAGES["home"])
    page.goto(PAGES["practices-filtered"])

    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
