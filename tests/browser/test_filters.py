"""Filters of a list, with JavaScript and without."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def filters_of(page):
    """The filters in the address of the page; a dict of name to values."""
    return parse_qs(urlsplit(page.url).query)


def promised(choice):
    """The number beside a choice of a facet."""
    return choice.locator(".count").inner_text()


@pytest.fixture
def plain_page(browser, browser_context_args):
    """A page of a browser in which JavaScript is off."""
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_filters_without_javascript(plain_page, width):
    page = plain_page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/praktijken/?sorteer=nieuw")
    page.locator(".filter-box > summary").click()
    choice = page.locator(".facet label", has_text="Taalpromotie")
    amount = promised(choice)

    choice.click()
    assert filters_of(page) == {"sorteer": ["nieuw"]}
    page.get_by_role("button", name="Toon").click()

    assert filters_of(page) == {"sorteer": ["nieuw"], "thema": ["taalpromotie"]}
    expect(page.locator(".amount")).to_have_text(f"{amount} praktijken")
    page.get_by_role("link", name="Verwijder thema: Taalpromotie").click()
    assert filters_of(page) == {"sorteer": ["nieuw"]}


def test_filter_applies_at_once(page):
    page.goto("/praktijken/?sorteer=nieuw")
    choice = page.locator(".facet label", has_text="Taalpromotie")
    amount = promised(choice)

    with page.expect_navigation():
        choice.click()

    assert filters_of(page) == {"sorteer": ["nieuw"], "thema": ["taalpromotie"]}
    expect(page.locator(".amount")).to_have_text(f"{amount} praktijken")
    expect(page.get_by_role("checkbox", name="Taalpromotie")).to_be_checked()


def test_chosen_municipality_applies_at_once(page):
    page.goto("/partners/")

    with page.expect_navigation():
        page.get_by_label("Gemeente", exact=True).select_option("Genk")

    assert filters_of(page) == {"gemeente": ["71016"]}
    expect(page.locator(".lead")).to_have_text("Deze partners zijn er voor Genk.")


def test_choosing_back_keeps_the_other_filters(page):
    page.goto("/praktijken/?thema=taalpromotie")
    with page.expect_navigation():
        page.locator(".facet label", has_text="Onderwijs").click()

    page.go_back()

    assert filters_of(page) == {"thema": ["taalpromotie"]}
    expect(page.get_by_role("checkbox", name="Onderwijs")).not_to_be_checked()


def test_municipality_by_a_former_name(page):
    page.goto("/")

    page.get_by_label("Naam van uw gemeente of deelgemeente").fill("Winterslag")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Genk")


def test_filters_fold_when_the_window_narrows(page):
    page.goto("/praktijken/")
    choice = page.get_by_role("checkbox", name="Taalpromotie")
    expect(choice).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 900})

    expect(choice).to_be_hidden()
