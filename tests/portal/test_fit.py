"""A practice beside a chosen municipality: how much the towns that did it look like it."""

import pytest

from monitor.likeness import Likeness, Traits, change_words, origin_words, population_words
from tests.factories import (
    make_figure,
    make_indicator,
    make_merged_municipality,
    make_municipality,
    make_place,
    make_practice,
    make_province,
    make_source,
)
from tests.portal.test_queries import number_of_queries

POPULATIONS = {"Klein": 1_000, "Midden": 10_000, "Groot": 30_000, "Buur": 11_000}


@pytest.fixture
def towns(db):
    """Four towns with their inhabitants of 2025; a tenth of them is of foreign origin, of whom a part is small."""
    inhabitants = make_indicator(
        title="Inwoners", slug="inwoners", position=1, sentence="Er wonen {waarde} mensen.", is_additive=True
    )
    foreign = make_indicator(slug="inwoners-buitenlandse-herkomst", is_additive=True, hides_small_groups=True)
    share = make_indicator(
        slug="aandeel-buitenlandse-herkomst", unit="%", decimals=1, numerator=foreign, denominator=inhabitants
    )
    outside = make_indicator(slug="inwoners-herkomst-buiten-eu", is_additive=True, hides_small_groups=True)
    make_indicator(slug="aandeel-herkomst-buiten-eu", unit="%", decimals=1, numerator=outside, denominator=inhabitants)
    assert share
    province, source = make_province(), make_source(title="Statbel")
    towns = {name: make_municipality(name=name, slug=name.lower(), province=province) for name in POPULATIONS}
    for name, number in POPULATIONS.items():
        for indicator, value in ((inhabitants, number), (foreign, number // 10), (outside, 7)):
            make_figure(indicator=indicator, municipality=towns[name], year=2025, value=value, source=source)
    return towns


def test_towns_are_compared_nearest_first(get, towns):
    practice = make_practice(municipalities=[towns["Groot"], towns["Midden"]])

    response = get(practice.get_absolute_url(), gemeente=towns["Buur"].nis)

    comparison = response.context["fit"]["comparison"]
    assert [each.town.name for each in comparison.likenesses] == ["Midden", "Groot"]
    assert comparison.likenesses[0].degree == "sterk"
    page = response.content.decode()
    assert "Midden lijkt sterk op Buur" in page
    assert "Er wonen drie keer zoveel mensen." in page
    assert "Het aandeel inwoners van buitenlandse herkomst is er ongeveer even groot." in page
    assert ("Inwoners</a> (2025), Statbel" in page, "Bron van de cijfers" in page) == (True, True)


def test_small_groups_stay_hidden(get, towns):
    practice = make_practice(municipalities=[towns["Klein"]])

    response = get(practice.get_absolute_url(), gemeente=towns["Buur"].nis)

    (likeness,) = response.context["fit"]["comparison"].likenesses
    assert (likeness.traits.origin, likeness.traits.non_eu) == (10, None)
    assert "0,7" not in response.content.decode()


def test_town_without_figures_is_not_placed(get, towns):
    unknown = make_municipality(name="Onbekend", slug="onbekend")
    practice = make_practice(municipalities=[unknown, towns["Midden"]])

    comparison = get(practice.get_absolute_url(), gemeente=towns["Buur"].nis).context["fit"]["comparison"]
    page = get(practice.get_absolute_url(), gemeente=unknown.nis).content.decode()

    assert [(each.town.name, each.distance is None) for each in comparison.likenesses] == [
        ("Midden", False),
        ("Onbekend", True),
    ]
    assert "Er zijn te weinig cijfers om te zeggen hoeveel deze gemeenten op Onbekend lijken." in page


def test_own_practice_and_practice_of_a_province(get, towns):
    own = make_practice(municipalities=[towns["Buur"]])
    provincial = make_practice(provinces=[towns["Buur"].province])

    def page_of(practice):
        return get(practice.get_absolute_url(), gemeente=towns["Buur"].nis).content.decode()

    assert "Buur is een van de gemeenten die dit deden." in page_of(own)
    assert "Deze praktijk hoort bij geen enkele gemeente in het bijzonder." in page_of(provincial)


def test_towns_that_merged_count_as_those_of_today(get, towns):
    former = make_merged_municipality(towns["Midden"], name="Dorp")
    practice = make_practice(municipalities=[former, towns["Midden"]])

    comparison = get(practice.get_absolute_url(), gemeente=towns["Buur"].nis).context["fit"]["comparison"]

    assert [each.town.name for each in comparison.likenesses] == ["Midden"]


@pytest.mark.parametrize("name", ["buur", " BUUR ", "Wijk", "Vroeger", "88888"])
def test_any_name_leads_to_the_code(get, towns, name):
    make_place(name="Wijk", municipality=towns["Buur"])
    make_merged_municipality(towns["Buur"], name="Vroeger", nis="88888")
    practice = make_practice()

    response = get(practice.get_absolute_url(), gemeente=name)

    expected = f"{practice.get_absolute_url()}?gemeente={towns['Buur'].nis}#past-bij"
    assert (response.status_code, response.headers["Location"]) == (302, expected)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Atlantis", "Kapstok kent geen gemeente “Atlantis”."),
        ("<b>", "Kapstok kent geen gemeente “&lt;b&gt;”."),
        ("Ruisbroek", "Welke gemeente bedoelt u met “Ruisbroek”?"),
        ("mid", "Welke gemeente bedoelt u met “mid”?"),
        ("x" * 500, "Kapstok kent geen gemeente"),
        ("\0", "Naam van uw gemeente of deelgemeente"),
    ],
)
def test_unknown_or_ambiguous_name(get, towns, name, said):
    for town in (towns["Klein"], towns["Groot"]):
        make_place(name="Ruisbroek", municipality=town)

    response = get(make_practice().get_absolute_url(), gemeente=name)

    assert (response.status_code, said in response.content.decode()) == (200, True)


def test_draft_stays_hidden_whatever_is_chosen(get, towns):
    draft = make_practice(municipalities=[towns["Midden"]], status="draft")

    assert get(draft.get_absolute_url(), gemeente=towns["Buur"].nis).status_code == 404


def test_queries(client, towns):
    practice = make_practice(municipalities=[towns["Midden"]])
    plain = number_of_queries(client, practice.get_absolute_url())
    address = f"{practice.get_absolute_url()}?gemeente={towns['Buur'].nis}"
    with_one = number_of_queries(client, address)
    practice.municipalities.add(towns["Klein"], towns["Groot"])

    assert (plain[1] <= 3, with_one[1] <= 6) == (True, True)
    assert number_of_queries(client, address) == with_one


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        (100, "meer dan tien keer minder"),
        (3_000, "drie keer minder"),
        (5_000, "half zoveel"),
        (8_000, "wat minder"),
        (10_500, "ongeveer evenveel"),
        (13_000, "wat meer"),
        (15_000, "anderhalve keer zoveel"),
        (21_000, "twee keer zoveel"),
        (300_000, "meer dan tien keer zoveel"),
    ],
)
def test_words_for_inhabitants(theirs, said):
    assert population_words(theirs, 10_000) == f"Er wonen {said} mensen."


def test_words_for_origin_and_change():
    assert [origin_words(theirs, 20.0).split(" er ")[1] for theirs in (10, 21, 30)] == [
        "kleiner.",
        "ongeveer even groot.",
        "groter.",
    ]
    assert change_words(9.0, 4.0) == "In tien jaar steeg dat aandeel er sneller."
    assert change_words(-1.0, 4.0) == ""


def test_what_is_unknown_is_left_unsaid(db):
    nothing = Traits(None, None, None, None, None)

    likeness = Likeness(make_municipality(), nothing, nothing, None)

    assert (likeness.degree, likeness.sentences) == ("", [])
