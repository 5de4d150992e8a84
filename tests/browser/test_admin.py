"""The admin in a real browser: under the portal's own rules for scripts and styles, and for who hears or types it."""

import re

import pytest

from tests.browser.test_accessibility import faults_in_all_views

pytestmark = pytest.mark.browser

PRACTICES = "/beheer/practices/practice/"
FIGURES = "/beheer/monitor/figureimport/"
AWARDS = "/beheer/subsidies/award/inlezen/"


def pick(page, field, words, choice):
    """Types `words` in the field that stands beside a select, and picks `choice` from what it offers."""
    page.click(f"#id_{field} + .select2-container")
    page.locator(".select2-container--open .select2-search__field").last.fill(words)
    page.locator(".select2-results__option", has_text=choice).first.click()


def test_editor_writes_a_practice(desk, account):
    """Autocompletes, one more row, a calendar and the colour scheme work, and the browser refuses nothing."""
    title = f"Proefpraktijk van {account}"
    desk.goto(f"{PRACTICES}add/")
    desk.fill("#id_title", title)
    desk.fill("#id_summary", "Buren koken samen.")
    pick(desk, "themes", "soc", "Sociale cohesie")
    pick(desk, "localities-0-municipality", "winterslag", "Genk")
    desk.click("#localities-group .add-row a")
    pick(desk, "localities-1-municipality", "bilzen", "Bilzen-Hoeselt")
    desk.click(".field-checked_on .date-icon >> nth=0")
    desk.click(".calendarbox:visible td a >> nth=4")
    desk.click("button.theme-toggle")

    desk.click("[name=_continue]")

    assert re.fullmatch(r"0?5/\d\d/\d{4}", desk.input_value("#id_checked_on"))
    assert desk.input_value("#id_slug") == f"proefpraktijk-van-{account}"
    assert desk.locator("#id_themes option").all_inner_texts() == ["Sociale cohesie"]
    towns = [desk.locator(f"#id_localities-{number}-municipality option:checked") for number in (0, 1)]
    assert [town.inner_text() for town in towns] == ["Genk", "Bilzen-Hoeselt"]
    desk.click("text=Voorbeeld")
    assert desk.locator("h1").inner_text() == title
    assert desk.complaints == []


@pytest.mark.parametrize(
    "address",
    [
        "/beheer/",
        PRACTICES,
        f"{PRACTICES}add/",
        f"{PRACTICES}1/change/",
        "/beheer/partners/partner/add/",
        "/beheer/subsidies/scheme/add/",
        "/beheer/monitor/indicator/add/",
        FIGURES,
        f"{FIGURES}add/",
        f"{FIGURES}1/change/",
        f"{FIGURES}1/ongedaan/",
        "/beheer/subsidies/award/",
        AWARDS,
    ],
)
def test_page_is_accessible_to_editors(desk, address):
    desk.goto(address)
    complaints = list(desk.complaints)

    assert faults_in_all_views(desk) == {}
    assert complaints == []


def test_field_with_choices_has_a_name_after_each_change(desk):
    """Also in a row that was added."""
    desk.goto(f"{PRACTICES}add/")
    desk.click("#citations-group .add-row a")
    pick(desk, "domains", "", "Onderwijs")
    pick(desk, "citations-1-source", "kapstok", "Kapstokken")

    assert faults_in_all_views(desk) == {}


def test_editor_looks_at_a_file_with_figures(desk):
    """With a series that is known and one that is not; then leaves all as it was."""
    rows = b"NIS;indicator;jaar;waarde\n71016;inwoners;1990;61000\n71016;vogels;1990;12\n99999;inwoners;1990;5\n"
    desk.goto(f"{FIGURES}add/")
    desk.set_input_files("input[type=file]", {"name": "vogels.csv", "mimeType": "text/csv", "buffer": rows})
    desk.click(".submit-row input")

    assert "Er is nog niets veranderd." in desk.inner_text("#content-main")
    assert desk.get_by_label("vogels").is_visible()
    assert faults_in_all_views(desk) == {}
    desk.click("[name=cancel]")
    desk.wait_for_url(f"**{FIGURES}")
    assert desk.complaints == []


def test_editor_looks_at_a_file_with_awards(desk):
    """A row that is right, then one that is not."""
    seen = []
    for town in (b"Genk", b"Atlantis"):
        rows = b"subsidie;gemeente;jaar;bedrag\nlokale-integratiesubsidie;" + town + b";2014;25000\n"
        desk.goto(AWARDS)
        desk.set_input_files("input[type=file]", {"name": "lijst.csv", "mimeType": "text/csv", "buffer": rows})
        desk.select_option("[name=source]", index=1)
        desk.click("#content button:has-text('Kijk na')")
        seen.append((desk.locator("#content h2").first.inner_text(), faults_in_all_views(desk)))

    assert seen == [("Nazicht: 1 nieuw, 0 gewijzigd, 0 gelijk", {}), ("Nazicht: 0 nieuw, 0 gewijzigd, 0 gelijk", {})]
    assert desk.complaints == []
