"""Everything for one municipality, and the ways that lead to it."""

from datetime import date

import pytest

from tests.factories import (
    make_call,
    make_contact_point,
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_partner,
    make_place,
    make_practice,
    make_provider,
    make_province,
    make_rule,
    make_scheme,
    make_sector,
    make_theme,
)
from tests.whole_site import titles


@pytest.fixture
def province(db):
    return make_province(name="Oost-Vlaanderen")


@pytest.fixture
def town(province):
    """Beveren-Kruibeke, merged from Beveren and Kruibeke, with a part called Bazel."""
    town = make_municipality(
        name="Beveren-Kruibeke",
        slug="beveren-kruibeke",
        nis="46030",
        province=province,
        valid_from=date(2025, 1, 1),
    )
    make_merged_municipality(town, name="Beveren", slug="beveren-46003", nis="46003")
    make_merged_municipality(town, name="Kruibeke", slug="kruibeke-46013", nis="46013")
    make_place(name="Bazel", municipality=town)
    return town


@pytest.mark.parametrize("slug", ["beveren", "beveren-46003", "46003", "kruibeke", "kruibeke-46013", "46013", "46030"])
def test_former_address_and_code_lead_to_today(get, town, slug):
    response = get(f"/gemeenten/{slug}/")

    assert (response.status_code, response.headers["Location"]) == (301, "/gemeenten/beveren-kruibeke/")


def test_todays_municipality_goes_before_a_former_one_of_that_name(get, province):
    """Deinze of 2019 is not the Deinze that merged into it."""
    today = make_municipality(name="Deinze", slug="deinze", nis="44083", province=province)
    make_merged_municipality(today, name="Deinze", slug="deinze-44011", nis="44011", valid_until=date(2018, 12, 31))

    assert get("/gemeenten/deinze/").context["municipality"] == today
    assert get("/gemeenten/44011/").headers["Location"] == "/gemeenten/deinze/"
    assert get("/gemeenten/44083/").headers["Location"] == "/gemeenten/deinze/"


def test_twice_merged_municipality_ends_up_today(client, town):
    last = make_municipality(name="Waasland", slug="waasland")
    town.successor, town.valid_until = last, date(2030, 12, 31)
    town.save()

    response = client.get("/gemeenten/46003/", follow=True)

    assert response.redirect_chain[-1] == ("/gemeenten/waasland/", 301)
    assert response.context["municipality"] == last


@pytest.mark.parametrize("name", ["Beveren-Kruibeke", "beveren", "KRUIBEKE", " Bazel ", "bazel", "Bázel"])
def test_choosing_by_any_name(get, town, name):
    response = get("/gemeenten/kies/", naam=name)

    assert (response.status_code, response.headers["Location"]) == (302, "/gemeenten/beveren-kruibeke/")


@pytest.mark.parametrize(
    ("name", "location"),
    [
        ("Atlantis", "/gemeenten/?q=Atlantis"),
        ("Ruisbroek", "/gemeenten/?q=Ruisbroek"),
        ("", "/gemeenten/"),
        (" \0 ", "/gemeenten/"),
        ("//kwaad.be", "/gemeenten/?q=%2F%2Fkwaad.be"),
        ("a&b=c#d", "/gemeenten/?q=a%26b%3Dc%23d"),
        ("x" * 500, f"/gemeenten/?q={'x' * 80}"),
    ],
)
def test_choosing_by_unknown_or_ambiguous_name(get, town, name, location):
    for other in (town, make_municipality()):
        make_place(name="Ruisbroek", municipality=other)

    assert get("/gemeenten/kies/", naam=name).headers["Location"] == location


def test_choosing_without_name(get, db):
    assert get("/gemeenten/kies/").headers["Location"] == "/gemeenten/"


def test_practices_here_in_the_province_and_near(get, town, province):
    neighbour = make_municipality(province=province)
    here = make_practice(municipalities=[town, neighbour])
    whole = make_practice(provinces=[province])
    near = make_practice(municipalities=[neighbour])
    make_practice(municipalities=[make_municipality()])
    both = make_practice(municipalities=[town], provinces=[province])

    found = get(town.get_absolute_url()).context["found"]

    assert titles(found["practices"].cards) == titles([here, both])
    assert titles(found["provincial"].cards) == [whole.title]
    assert (titles(found["near"].cards), found["near"].count) == ([near.title], 1)


def test_near_practices_are_some_of_all(get, town, province):
    neighbours = [make_municipality(province=province) for _ in range(2)]
    for _ in range(7):
        make_practice(municipalities=neighbours)
    response = get(town.get_absolute_url())

    near = response.context["found"]["near"]
    assert (len(near.cards), near.count) == (6, 7)
    assert f'<a href="/praktijken/?provincie={province.slug}">' in response.content.decode()


def test_helpers_of_today_only(get, town):
    point = make_contact_point(municipalities=[town], phone="015-28 18 30")
    make_contact_point(partner=point.partner, municipalities=[town], is_historical=True)
    make_contact_point(partner=make_partner(active_until=2015), municipalities=[town])
    make_contact_point(serves_brussels=True)
    response = get(town.get_absolute_url())

    helpers = response.context["helpers"]
    assert {sector: [helper.contacts for helper in partners] for sector, partners in helpers.items()} == {
        point.partner.sector: [[point]]
    }
    assert '<a href="tel:+3215281830">015 28 18 30</a>' in response.content.decode()


def test_helpers_by_sector_and_nearest_first(get, town, province):
    second, first = make_sector(position=2), make_sector(position=1)
    everywhere = make_contact_point(partner=make_partner(sector=first, title="A"), serves_flanders=True)
    provincial = make_contact_point(partner=make_partner(sector=first, title="B"), provinces=[province])
    own = make_contact_point(partner=make_partner(sector=first, title="C"), municipalities=[town])
    other = make_contact_point(partner=make_partner(sector=second), municipalities=[town])

    helpers = get(town.get_absolute_url()).context["helpers"]

    assert list(helpers) == [first, second]
    assert [[helper.partner for helper in partners] for partners in helpers.values()] == [
        [own.partner, provincial.partner, everywhere.partner],
        [other.partner],
    ]


def test_schemes_within_reach_that_may_still_be_asked(get, town, province, time_machine):
    time_machine.move_to("2026-06-15T12:00:00+02:00", tick=False)
    unknown = make_scheme()
    provincial = make_provider(level="provinciaal", province=province)
    open_ = make_call(scheme=make_scheme(provider=provincial), closes_on=date(2026, 6, 15)).scheme
    make_call(closes_on=date(2026, 6, 14))
    make_scheme(provider=make_provider(level="provinciaal", province=make_province()))

    found = get(town.get_absolute_url()).context["found"]

    assert titles(found["schemes"].cards) == titles([open_, unknown])
    assert found["all_schemes"].count == 3


def test_older_figures_stand_apart_under_their_own_name(get, town):
    """Loose figures of the sources; those of official indicators are a link away."""
    indicator = make_indicator(unit="personen")
    own = make_figure(indicator=indicator, municipality=town, value=1234)
    of_former = make_figure(indicator=indicator, municipality=town.predecessors.get(nis="46013"), value=77)
    make_figure(indicator=indicator)
    official = make_indicator(slug="inwoners", position=1, sentence="Er wonen {waarde} mensen.", is_additive=True)
    make_figure(indicator=official, municipality=town, year=2025, value=500)
    response = get(town.get_absolute_url())

    page = response.content.decode()
    assert response.context["older"] == [own, of_former]
    assert "1.234 personen" in page
    assert "Kruibeke (tot 2024)" in page
    assert "Er wonen <strong>500</strong> mensen." in page
    assert f'<a href="/cijfers/?gemeente={town.nis}">' in page


def test_page_says_how_it_came_about(get, town):
    page = get(town.get_absolute_url()).content.decode()

    assert "Ontstond in 2025 uit de fusie van Beveren en Kruibeke." in page
    assert "NIS-code 46030." in page


def test_page_of_municipality_without_anything(get, town):
    page = get(town.get_absolute_url()).content.decode()

    assert "Kapstok kent nog geen praktijk uit Beveren-Kruibeke." in page
    assert "Voor deze gemeente is nog geen aanspreekpunt bekend." in page
    assert "Kapstok heeft nog geen cijfers over Beveren-Kruibeke." in page


def test_list_of_municipalities(get, town, province):
    élzele = make_municipality(name="Élzele", province=province)
    zele = make_municipality(name="Zele", type="vlaamse-rand")
    for _ in range(2):
        make_practice(municipalities=[zele, élzele])
    make_practice(municipalities=[zele], status="draft")
    make_practice(municipalities=[zele])

    page = get("/gemeenten/").context["page"]

    assert list(page) == [town, élzele, zele]
    assert [each.practice_count for each in page] == [0, 2, 3]
    assert list(get("/gemeenten/", sorteer="praktijken").context["page"]) == [zele, élzele, town]
    assert list(get("/gemeenten/", provincie=province.slug).context["page"]) == [town, élzele]
    assert list(get("/gemeenten/", type="vlaamse-rand").context["page"]) == [zele]
    assert list(get("/gemeenten/", q="bazel").context["page"]) == [town]


@pytest.fixture
def compared(province):
    """Eight towns of 1.000 inhabitants, in which ten to seventeen percent is something; in the last 80 percent is."""
    theme = make_theme(name="Werk", slug="werk")
    inhabitants = make_indicator(
        slug="inwoners", position=1, sentence="Er wonen {waarde} mensen.", is_additive=True, unit="personen"
    )
    share = make_indicator(title="Iets", unit="%", decimals=1, position=2, sentence="{waarde} is iets.", themes=[theme])
    towns = [make_municipality(name=f"Stad {number}", slug=f"stad-{number}", province=province) for number in range(8)]
    for number, town in enumerate(towns):
        make_figure(indicator=inhabitants, municipality=town, year=2025, value=1_000 + number)
        make_figure(indicator=share, municipality=town, year=2024, value=10 + number if number < 7 else 80)
    return towns


def test_main_figures_stand_beside_those_of_peers(get, compared):
    page = get("/gemeenten/stad-0/").content.decode()

    assert "<strong>10,0&nbsp;%</strong> is iets." in page
    assert 'Gemeenten die erop lijken: <strong class="soft">14,0&nbsp;%</strong>.' in page


def test_what_stands_out_comes_with_practices_of_peers_and_schemes(get, compared):
    theme = make_theme()
    of_peer = make_practice(municipalities=[compared[0]], themes=list(theme.__class__.objects.filter(slug="werk")))
    make_practice(municipalities=[make_municipality()], themes=of_peer.themes.all())
    make_practice(municipalities=[compared[0]], themes=[theme])
    make_practice(municipalities=[compared[0]], themes=of_peer.themes.all(), status="draft")
    scheme = make_scheme(themes=of_peer.themes.all())
    make_scheme(themes=[theme])
    make_call(scheme=make_scheme(themes=of_peer.themes.all()), closes_on=date(2020, 1, 1))

    response = get("/gemeenten/stad-7/")

    (group,) = response.context["groups"]
    found = response.context["found"]
    assert [(each.indicator.title, each.direction) for each in group.standings] == [("Iets", "hoger")]
    assert titles(found["group0_practices"].cards) == [of_peer.title]
    assert titles(found["group0_schemes"].cards) == [scheme.title]
    assert "Dat is <strong>hoger</strong> dan bij gemeenten die erop lijken" in response.content.decode()


def test_what_to_compare_with_is_chosen_in_the_address(get, compared):
    def chosen(**query):
        response = get("/gemeenten/stad-0/", **query)
        return response.context["peers"].by, response.content.decode()

    assert chosen()[0] == "lijkt"
    assert chosen(vergelijk="type")[0] == "type"
    by, page = chosen(vergelijk="provincie")
    assert (by, "Andere gemeenten in Oost-Vlaanderen: " in page) == ("provincie", True)
    by, page = chosen(vergelijk="<b>")
    assert (by, "“&lt;b&gt;” is geen manier om te vergelijken." in page) == ("lijkt", True)


def test_hidden_groups_are_said_to_be_hidden(get, compared):
    small = make_indicator(
        position=3, sentence="{waarde} mensen.", is_additive=True, hides_small_groups=True, title="Klein"
    )
    make_figure(indicator=small, municipality=compared[0], year=2025, value=7)

    page = get("/gemeenten/stad-0/").content.decode()

    assert "Klein: <strong>verborgen (kleine groep)</strong>." in page
    assert ">7<" not in page


def test_schemes_without_rules_are_told_of_once(get, town):
    schemes = [make_scheme(), make_scheme()]
    make_rule(scheme=make_scheme())
    page = get(town.get_absolute_url()).content.decode()

    assert all(scheme.title in page for scheme in schemes)
    assert page.count("Dan kan Kapstok de voorwaarden niet narekenen.") == 1
    assert page.count("in aanmerking?") == 1
    assert "niet te berekenen" not in page
