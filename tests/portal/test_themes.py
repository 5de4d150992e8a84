"""The home page and the pages of themes: everything joined, in order."""

import re
from datetime import date
from html import unescape

import pytest

from tests.factories import (
    make_call,
    make_checklist,
    make_indicator,
    make_monitor,
    make_municipality,
    make_partner,
    make_policy_item,
    make_practice,
    make_question,
    make_resource,
    make_scheme,
    make_sector,
    make_theme,
)
from tests.whole_site import titles


@pytest.fixture
def theme(db):
    return make_theme(name="Taal", slug="taal", question="Hoe leren mensen Nederlands?", position=1)


def test_theme_joins_all_about_it(get, theme):
    practice = make_practice(themes=[theme])
    checklist, reflection = make_checklist(themes=[theme]), make_resource(kind="denkvragen", themes=[theme])
    explainer = make_resource(kind="uitleg", themes=[theme])
    resource = make_resource(themes=[theme])
    question = make_question(themes=[theme])
    partner = make_partner(themes=[theme])
    make_partner(themes=[theme], active_until=2015)
    scheme = make_scheme(themes=[theme])
    indicator, monitor = make_indicator(themes=[theme]), make_monitor(themes=[theme])
    goal = make_policy_item(themes=[theme])
    action = make_policy_item(level="actie", parent=goal, themes=[theme])
    make_policy_item(level="actie", parent=goal, themes=[make_theme()])
    for make in (make_practice, make_resource, make_question, make_partner, make_scheme, make_indicator):
        make(themes=[make_theme()])

    found = get("/themas/taal/").context["found"]

    assert {name: (titles(section.cards), section.count) for name, section in found.items()} == {
        "practices": ([practice.title], 1),
        "insights": ([explainer.title], 1),
        "exercises": (titles([checklist, reflection]), 2),
        "resources": ([resource.title], 1),
        "all_resources": ([], 4),
        "questions": ([question.title], 1),
        "partners": ([partner.title], 1),
        "former_partners": ([], 1),
        "schemes": ([scheme.title], 1),
        "indicators": ([indicator.title], 1),
        "actions": ([action.title], 1),
        "monitors": ([monitor.title], 1),
    }


def test_theme_shows_some_practices_and_leads_to_all(get, theme):
    for _ in range(10):
        make_practice(themes=[theme])
    response = get("/themas/taal/")

    practices = response.context["found"]["practices"]
    assert (len(practices.cards), practices.count) == (9, 10)
    assert '<a href="/praktijken/?thema=taal">Alle 10, met filters</a>' in response.content.decode()


def make_action(**fields):
    return make_policy_item(level="actie", parent=make_policy_item(), **fields)


# What a theme shows of each kind: the name on the page, how to make one, and the link to all.
SECTIONS = {
    "insights": (
        lambda **fields: make_resource(kind="uitleg", **fields),
        '<a href="/hulpmiddelen/?thema=taal&amp;soort=uitleg">Alle uitleg over dit thema</a>',
    ),
    "exercises": (
        make_checklist,
        '<a href="/hulpmiddelen/?thema=taal&amp;soort=checklist&amp;soort=denkvragen">'
        "Alle checklists en denkvragen</a>",
    ),
    "resources": (make_resource, '<a href="/hulpmiddelen/?thema=taal">Alle 8, met filters</a>'),
    "partners": (make_partner, '<a href="/partners/?thema=taal">Alle 8, met contactgegevens</a>'),
    "schemes": (make_scheme, '<a href="/subsidies/?thema=taal">Alle 8, met filters</a>'),
    "indicators": (make_indicator, '<a href="/cijfers/?thema=taal">Alle 8 indicatoren</a>'),
    "actions": (make_action, '<a href="/beleidsplan/?thema=taal&amp;soort=actie">Alle 8 acties</a>'),
}


@pytest.mark.parametrize("section", SECTIONS)
def test_theme_shows_six_of_each_kind_and_leads_to_all(get, theme, section):
    make, link = SECTIONS[section]
    for _ in range(8):
        make(themes=[theme])
    make(themes=[theme], status="draft")
    response = get("/themas/taal/")

    assert len(response.context["found"][section].cards) == 6
    assert link in response.content.decode()


@pytest.mark.parametrize("section", sorted({*SECTIONS} - {"indicators"}))
def test_link_to_all_of_a_theme_gives_all(get, theme, section):
    """The number beside the link is that of the list; figures are counted by indicator."""
    make, link = SECTIONS[section]
    for _ in range(8):
        make(themes=[theme])
    if section == "partners":
        make_partner(themes=[theme], active_until=2015)
        link = link.replace("8", "9")
    address = unescape(link.split('"')[1])

    assert link in get("/themas/taal/").content.decode()
    assert get(address).context["page"].paginator.count == (9 if section == "partners" else 8)


def test_theme_counts_no_single_thing(get, theme):
    """One is shown already: "all 1" would be odd."""
    for make, _ in SECTIONS.values():
        make(themes=[theme])
    make_practice(themes=[theme])
    page = get("/themas/taal/").content.decode()

    assert "Alle 1" not in page
    assert '<a href="/beleidsplan/?thema=taal&amp;soort=actie">In het plan</a>' in page


def test_theme_jumps_to_each_section(get, theme):
    """And to no section that is not there."""
    empty = jumps(get)
    for make, _ in SECTIONS.values():
        make(themes=[theme])
    make_practice(themes=[theme])
    make_question(themes=[theme])

    assert (empty, jumps(get)) == (
        [],
        [
            *("praktijken", "inzichten", "oefeningen", "hulpmiddelen", "hangijzers", "partners", "subsidies"),
            *("cijfers", "plan"),
        ],
    )


def jumps(get):
    """The sections to which the page of the theme jumps; each is there, in that order."""
    page = get("/themas/taal/").content.decode()
    targets = re.findall(r'<li><a href="#([^"]+)"', page)
    places = [page.index(f' id="{target}"') for target in targets]
    assert places == sorted(places)
    return targets


def test_theme_in_useful_order(get, theme, time_machine):
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    closed = make_call(scheme=make_scheme(themes=[theme]), closes_on=date(2026, 6, 14)).scheme
    open_ = make_call(scheme=make_scheme(themes=[theme]), closes_on=date(2026, 6, 15)).scheme
    second, first = (make_partner(themes=[theme], sector=make_sector(position=position)) for position in (2, 1))

    found = get("/themas/taal/").context["found"]

    assert titles(found["schemes"].cards) == titles([open_, closed])
    assert titles(found["partners"].cards) == titles([first, second])


def test_theme_without_anything(get, theme):
    page = get("/themas/taal/").content.decode()

    assert "Hoe leren mensen Nederlands?" in page
    assert "Dit thema heeft nog geen praktijken." in page


@pytest.fixture
def three_themes(theme):
    """Themes made in another order than their own."""
    last, first = make_theme(name="Aap", position=2), make_theme(name="Zorg", position=0)
    return [first, theme, last]


@pytest.mark.parametrize("address", ["/", "/themas/"])
def test_themes_in_their_own_order_with_counts(get, three_themes, address):
    for themes in (three_themes[2:], three_themes[1:]):
        make_practice(themes=themes)
    make_practice(themes=three_themes, status="draft")

    themes = get(address).context["themes"]

    assert [(theme.name, theme.practice_count) for theme in themes] == [("Zorg", 0), ("Taal", 1), ("Aap", 2)]


def test_home_counts_what_is_published(get):
    town = make_municipality()
    for status in ("published", "published", "draft"):
        make_practice(municipalities=[town], status=status)
    make_practice(municipalities=[make_municipality()], status="review")
    make_scheme()

    context = get("/").context

    assert (context["practice_count"], context["municipality_count"], context["scheme_count"]) == (2, 1, 1)


def test_home_shows_newest_practices(get):
    practices = [make_practice(published_on=date(2026, 3, day)) for day in (2, 4, 1, 3)]

    assert titles(get("/").context["new_practices"]) == titles([practices[1], practices[3], practices[0]])


def test_home_shows_nearest_deadlines(get, time_machine):
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    calls = [make_call(closes_on=date(2026, 6, day)) for day in (20, 14, 15, 30)]
    make_call()

    response = get("/")

    assert list(response.context["deadlines"]) == [calls[2], calls[0], calls[3]]
    assert "tot en met 15 juni 2026" in response.content.decode()


def test_home_without_anything(get):
    assert "Er is nu geen oproep met een einddatum bekend." in get("/").content.decode()


def test_home_offers_municipalities_of_today(get):
    make_municipality(name="Genk")

    assert '<option value="Genk">' in get("/").content.decode()
