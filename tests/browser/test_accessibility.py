"""axe finds nothing on any kind of page: all its rules, best practices and target sizes included."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import PAGES

pytestmark = pytest.mark.browser

SCHEMES = ["light", "dark"]
WIDTHS = [1280, 320]
# On as it comes: WCAG 2.0 to 2.2, A and AA, and best practices. Target size (2.5.8) has to be asked for.
RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
CONTRAST = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}
OPEN_ALL = "document.querySelectorAll('details').forEach(details => { details.open = true })"


def faults(page, options=RULES):
    """What axe finds on a page as it is now: a list of (rule, selectors)."""
    violations = Axe().run(page, options=options).response["violations"]
    return [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in violations]


def faults_in_all_views(page, prepare=None):
    """The same for each colour scheme and width; a dict without the views in which all is well."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if prepare:
            page.evaluate(prepare)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found[scheme, width] = faults(page)
    return {view: rules for view, rules in found.items() if rules}


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_page_is_accessible(tab, address):
    tab.goto(address)

    assert faults_in_all_views(tab) == {}


@pytest.mark.parametrize(
    "kind",
    ["home", "practices-filtered", "partners", "municipality", "indicator-with-municipality", "figures", "login"],
)
def test_page_is_accessible_with_all_unfolded(tab, kind):
    tab.goto(PAGES[kind])

    assert faults_in_all_views(tab, prepare=OPEN_ALL) == {}


@pytest.mark.parametrize(
    "kind",
    [
        *("theme", "practice", "subsidies-overview", "municipality", "indicator", "comparing-four", "analysis"),
        *("indicator-with-municipality", "subsidy-municipalities", "practice-for-municipality"),
    ],
)
def test_print_is_readable_for_who_likes_the_dark(tab, kind):
    """Paper is white, whatever the screen is."""
    tab.goto(PAGES[kind])
    tab.emulate_media(media="print", color_scheme="dark")

    assert faults(tab, options=CONTRAST) == []
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


# What the page would look like with a fault; a script, because the pages refuse style attributes.
PALE_TEXT = "const p = document.createElement('p'); p.textContent = 'bleek'; p.style.color = '#ddd'; main.append(p)"
SMALL_TARGETS = """for (const where of ['/a', '/b']) {
  const link = Object.assign(document.createElement('a'), { href: where, textContent: where });
  Object.assign(link.style, { display: 'block', width: '12px', height: '12px', overflow: 'hidden' });
  main.append(link);
}"""


@pytest.mark.parametrize(
    ("plant", "rule"), [(PALE_TEXT, "color-contrast"), (SMALL_TARGETS, "target-size")], ids=["pale", "small"]
)
def test_planted_fault_is_found(tab, plant, rule):
    tab.goto(PAGES["privacy"])
    tab.evaluate(f"() => {{ const main = document.querySelector('main'); {plant} }}")

    assert [name for name, _ in faults(tab)] == [rule]
