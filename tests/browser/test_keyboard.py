"""The portal with the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

# What has the focus now: whether it is on the page, visible, marked as such, and not behind something else.
FOCUSED = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const box = [...element.getClientRects()].find(each => each.width && each.height);
  const style = getComputedStyle(element);
  // The middle of what is in the window: a table may be higher than that.
  const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
  const where = box && [middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)];
  const hit = box && document.elementFromPoint(...where);
  return {
    text: (element.getAttribute('aria-label') || element.textContent || element.name).trim().slice(0, 60),
    marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    uncovered: Boolean(hit && (element.contains(hit) || hit.contains(element))),
  };
}"""


def walk(page, at_most=400):
    """Tabs through the whole page; what had the focus, in order."""
    stops = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"The focus never leaves the page: {stops[-3:]}")


def test_skip_link_is_first_and_works(page):
    page.goto("/praktijken/")

    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("Naar de inhoud")
    expect(skip).to_be_in_viewport(ratio=1)

    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "kind",
    [
        *("home", "practices-filtered", "practice", "subsidy-with-calls", "partners", "checklist"),
        *("practice-for-municipality", "subsidy-with-rules", "comparing-four", "analysis", "municipality"),
    ],
)
def test_focus_is_always_visible(page, kind, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(PAGES[kind])

    stops = walk(page)

    assert len(stops) > 15
    assert [stop for stop in stops if not (stop["marked"] and stop["uncovered"])] == []


def test_menu_on_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    menu = page.get_by_role("navigation", name="Menu", exact=True)
    expect(menu).to_be_hidden()

    for _ in range(3):  # skip link, logo, menu
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.get_by_role("link", name="Thema’s")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Thema’s")


def test_filters_on_phone(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/praktijken/")
    box = page.get_by_role("checkbox", name="Taalpromotie")
    expect(box).to_be_hidden()

    page.get_by_role("searchbox", name="Zoek in de praktijken").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box).to_be_visible()
    box.focus()
    page.keyboard.press("Space")

    expect(page).to_have_url("/praktijken/?thema=taalpromotie")
    expect(page.get_by_role("list", name="Gekozen filters")).to_have_text("Verwijder thema: Taalpromotie")
