"""How pages look: nothing sticks out on a small phone, targets are large enough, and paper gets what belongs on it."""

import pytest

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

# Elements that stick out at the right, unless something around them scrolls.
STICKING_OUT = """() => {
  const found = [];
  for (const element of document.body.querySelectorAll('*')) {
    if (element.getBoundingClientRect().right <= innerWidth + 0.5 || !element.checkVisibility()) continue;
    if (!element.closest('.scroll, .hidden-text')) found.push(element.outerHTML.slice(0, 120));
  }
  return [document.scrollingElement.scrollWidth - innerWidth, found];
}"""
# Width and height of what one has to hit, where it is smaller than WCAG 2.2 asks for without exceptions (2.5.8).
TOO_SMALL = """targets => targets.filter(target => target.checkVisibility()).map(target => {
  const { width, height } = target.getBoundingClientRect();
  return [target.textContent.trim(), Math.round(width), Math.round(height)];
}).filter(([, width, height]) => width < 24 || height < 24)"""
NOT_ON_PAPER = (
    ".site-header, .site-footer, .skip, .crumbs, .filters, .chip svg, .sorts, .pages, .take, .picks, .pick, .ask,"
    " [data-print]"
)


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_fits_small_phone(tab, address):
    tab.set_viewport_size({"width": 320, "height": 640})
    tab.goto(address)

    assert tab.evaluate(STICKING_OUT) == [0, []]


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize(
    ("kind", "targets"),
    [
        ("home", ".site-nav a, .site-menu a, .site-menu summary, .site-footer li a, button, input"),
        ("practices-filtered", ".chip, .facet label, .facet summary, .filter-box summary, .sorts a, .tag, button"),
        ("practices", ".pages a, .take a"),
        ("theme", ".jumps a, .crumbs a"),
        ("practice", ".tag"),
        ("checklist", ".checks label, .tag"),
        ("municipalities", ".columns a"),
        ("indicator-with-municipality", ".picks select, .picks button, .sorts a, .chip, .take .button"),
        ("analysis", ".analysis-choices select, .analysis-choices fieldset label, .analysis-choices .take-along > *"),
        ("subsidy-municipalities", ".tags a, .chip"),
    ],
)
def test_targets_are_large_enough(tab, kind, targets, width):
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(PAGES[kind])
    tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")

    assert tab.locator(targets).count() > 0
    assert tab.locator(targets).evaluate_all(TOO_SMALL) == []


@pytest.mark.parametrize(
    ("kind", "stays"),
    [
        ("practices-filtered", ".card"),
        ("practice", ".facts"),
        ("partners-of-municipality", ".contact"),
        ("subsidies-overview", "table"),
        ("municipality", ".rows"),
        ("comparing-four", "table"),
        ("analysis", ".sentences"),
        ("indicator-with-municipality", ".figures"),
        ("subsidy-gap", ".verdicts"),
        ("practice-for-municipality", "#past-bij"),
    ],
)
def test_print_leaves_out_what_does_not_work_on_paper(tab, kind, stays):
    tab.goto(PAGES[kind])
    on_screen = [element.is_visible() for element in tab.locator(".site-header, .site-footer").all()]

    tab.emulate_media(media="print")
    printed = [element.inner_text() for element in tab.locator(NOT_ON_PAPER).all() if element.is_visible()]
    kept = tab.locator(stays).first.is_visible(), tab.locator("h1").is_visible()

    assert (on_screen, printed, kept) == ([True, True], [], (True, True))
