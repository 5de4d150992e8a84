"""Keeping entries fresh from a mail, and reporting a mistake, in a real browser and without signing in."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.asking import ask
from tests.browser.pages import PAGES
from tests.browser.server import SECRET_KEY
from tests.browser.test_accessibility import OPEN_ALL, faults_in_all_views
from tests.browser.test_keyboard import walk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def mailed(live_portal, live_database):
    """The addresses in a mail to an owner of twelve entries: that of all, then one of each."""
    return ask(live_database, SECRET_KEY)


def test_pages_of_a_mail_are_accessible(tab, mailed):
    for address in mailed[:2]:
        tab.goto(address)
        assert faults_in_all_views(tab, prepare=OPEN_ALL) == {}


def test_report_that_is_refused_is_accessible(tab):
    tab.goto(PAGES["report"])
    tab.get_by_role("button", name="Verstuur").click()

    expect(tab.get_by_text("Schrijf wat er niet klopt.")).to_be_visible()
    assert faults_in_all_views(tab) == {}


@pytest.mark.parametrize("width", [1280, 390])
def test_keyboard_reaches_everything_but_the_trap(page, mailed, width):
    page.set_viewport_size({"width": width, "height": 800})
    for address in (mailed[1], PAGES["report"]):
        page.goto(address)
        stops = walk(page)
        assert [stop for stop in stops if not (stop["marked"] and stop["uncovered"])] == []
        assert "onderwerp" not in [stop["text"] for stop in stops]


def test_twelve_entries_in_two_minutes(page, mailed):
    """With the keyboard alone: one by one, then the rest together."""
    page.goto(mailed[0])
    start = time.monotonic()
    page.get_by_role("button", name="Klopt nog:").first.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 fiche staat nu op “nagekeken”")
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(11)
    for number in range(11):
        boxes.nth(number).press("Space")
    page.get_by_role("button", name="Klopt nog: alle aangevinkte fiches").press("Enter")
    expect(page.get_by_text("Alles is beantwoord.")).to_be_visible()

    assert time.monotonic() - start < 120
    assert page.context.cookies() == []


def test_visitor_reports_a_mistake(page):
    page.goto(PAGES["practice"])
    page.get_by_role("link", name="Klopt er iets niet? Meld het").click()
    page.get_by_label("Wat klopt er niet?").fill("De fietsen zijn op.")
    page.wait_for_timeout(4100)
    page.get_by_role("button", name="Verstuur").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Dank u")
    page.get_by_role("link", name="Terug naar de fiche").click()
    expect(page).to_have_url(PAGES["practice"])
    assert "De fietsen zijn op." not in page.content()
    assert page.context.cookies() == []
