"""Every facet of every list, alone and together, and the counts beside its choices."""

from itertools import permutations

import pytest
from django.test import RequestFactory
from django.urls import resolve

from portal.lists.facets import Facet
from tests.factories import make_merged_municipality
from tests.whole_site import LISTS, make_one_of_each, make_vocabulary

# Of each list: the entries it holds, and its facets that are relations, with the term of the vocabulary.
THEME, DOMAIN, SOURCE = {"thema": "theme"}, {"domein": "domain"}, {"bron": "source"}
GROUP, PROVINCE, TOWN = {"doelgroep": "target_group"}, {"provincie": "province"}, {"gemeente": "municipality"}
FACETS = {
    "/praktijken/": (["practice"], THEME | DOMAIN | GROUP | TOWN | PROVINCE | SOURCE),
    "/hulpmiddelen/": (["resource", "checklist"], THEME | DOMAIN | GROUP | SOURCE),
    "/hete-hangijzers/": (["question"], THEME | SOURCE),
    "/partners/": (
        ["partner", "former_partner"],
        THEME | DOMAIN | TOWN | PROVINCE | SOURCE | {"sector": "sector"},
    ),
    "/subsidies/": (["scheme"], THEME | DOMAIN | PROVINCE | SOURCE | {"aanvrager": "applicant"}),
    "/cijfers/bronnen/": (["monitor"], THEME | PROVINCE | SOURCE),
    "/beleidsplan/": (["goal", "operational_goal", "action"], THEME | DOMAIN | SOURCE),
}
# A partner has one sector, and a scheme one provider with its province.
SINGLE = {("/partners/", "sector"), ("/subsidies/", "provincie")}


@pytest.fixture(scope="module")
def three(module_db):
    """Two vocabularies, and entries of each kind with the first, with the second, and with both."""
    first, second = make_vocabulary(), make_vocabulary()
    entries = [make_one_of_each(vocabularies) for vocabularies in ([first], [second], [first, second])]
    return [first, second], entries


def asked(address, *pairs):
    """The filters of the list at `address` with (name, value) pairs chosen, and the primary keys of what it holds."""
    view = resolve(address).func.view_class
    filters = view.filtered(RequestFactory().get(address, pairs))
    total, rows = view().page_of(filters, 0)
    assert total == len(rows)
    return filters, [row.pk for row in rows]


def keys(response):
    """Primary keys of what a page of a list shows, in order."""
    return [row.pk for row in response.context["page"]]


def filters_of(address, *pairs):
    return asked(address, *pairs)[0]


def found(address, *pairs):
    """What the list at `address` then holds; a set of primary keys."""
    return set(asked(address, *pairs)[1])


def value(vocabulary, term):
    """How the address names a term of the vocabulary."""
    return vocabulary[term].nis if term == "municipality" else vocabulary[term].slug


def expected(address, three, *which):
    """Primary keys of the entries of a list, of the sets numbered `which`."""
    kinds, _ = FACETS[address]
    return {three[1][number][kind].pk for number in which for kind in kinds}


@pytest.mark.parametrize("address", FACETS)
def test_each_facet_alone(db, three, address):
    assert found(address) == expected(address, three, 0, 1, 2)
    for name, term in FACETS[address][1].items():
        first, second = (value(vocabulary, term) for vocabulary in three[0])
        with_second = [1] if (address, name) in SINGLE else [1, 2]

        assert found(address, (name, first)) == expected(address, three, 0, 2), name
        assert found(address, (name, second)) == expected(address, three, *with_second), name


@pytest.mark.parametrize("address", FACETS)
def test_two_values_of_a_facet_widen(db, three, address):
    for name, term in FACETS[address][1].items():
        first, second = (value(vocabulary, term) for vocabulary in three[0])
        _, result = asked(address, (name, first), (name, second))

        # An entry with both values stays one row.
        assert sorted(result) == sorted(expected(address, three, 0, 1, 2)), name


@pytest.mark.parametrize("address", FACETS)
def test_two_facets_narrow(db, three, address):
    """The first value of one facet with the second value of another leaves the entries that have both."""
    first, second = three[0]
    for (name, term), (other, other_term) in permutations(FACETS[address][1].items(), 2):
        chosen = [(name, value(first, term)), (other, value(second, other_term))]
        with_both = [] if (address, other) in SINGLE else [2]

        assert found(address, *chosen) == expected(address, three, *with_both), chosen


def test_two_themes_widen_and_a_province_narrows(db, three):
    vocabularies, entries = three
    themes = [("thema", vocabulary["theme"].slug) for vocabulary in vocabularies]
    province = ("provincie", vocabularies[1]["province"].slug)

    assert found("/praktijken/", *themes, province) == {entries[1]["practice"].pk, entries[2]["practice"].pk}


@pytest.mark.parametrize("address", LISTS)
def test_count_beside_each_choice_is_what_choosing_gives(db, three, address):
    """For all choices of all facets, alone and with each other facet chosen."""
    starts = [()] + [
        ((facet["name"], facet["choices"][0].value),) for facet in filters_of(address).facets() if facet["choices"]
    ]
    counted = {}
    for chosen in starts:
        for facet in filters_of(address, *chosen).facets():
            rest = [pair for pair in chosen if pair[0] != facet["name"]]
            for choice in facet["choices"]:
                if choice.count is not None:
                    pairs = (*rest, (facet["name"], choice.value))
                    assert choice.count == len(asked(address, *pairs)[1]), (address, pairs)
                    counted[pairs] = choice.count

    assert len(counted) > len(starts)
    assert any(counted.values())


@pytest.mark.parametrize("address", LISTS)
def test_all_choices_are_offered(db, three, address):
    """No entry of the list is out of reach of a facet that it has a value of."""
    offered = {facet["name"]: {choice.value for choice in facet["choices"]} for facet in filters_of(address).facets()}
    facets = FACETS.get(address, ([], {}))[1]

    for name, term in facets.items():
        single = (address, name) in SINGLE
        assert {value(vocabulary, term) for vocabulary in three[0]} <= offered[name], (name, single)


@pytest.mark.parametrize("address", ["/praktijken/", "/partners/", "/cijfers/"])
def test_former_municipality_leads_to_its_successor(db, three, get, address):
    vocabulary = three[0][0]
    today, former = vocabulary["municipality"], vocabulary["former"]

    response = get(address, gemeente=former.nis)

    assert keys(response) == keys(get(address, gemeente=today.nis)) != []
    assert [chip["text"] for chip in response.context["filters"].chosen()] == [today.name]
    assert response.context["filters"].ignored == []


def test_former_and_present_municipality_are_one_choice(db, three, get):
    today, former = three[0][0]["municipality"], three[0][0]["former"]
    again = make_merged_municipality(today)

    response = get("/praktijken/", gemeente=[former.nis, today.nis, again.nis])

    assert [chip["text"] for chip in response.context["filters"].chosen()] == [today.name]
    assert response.context["filters"].query_string == f"gemeente={today.nis}"


def facet_names(address):
    """The names of the facets of a list."""
    filters = resolve(address).func.view_class.filter_class.base_filters
    return [name for name, filter_ in filters.items() if isinstance(filter_, Facet)]


UNKNOWN = [
    *("bestaat-niet", "99999", "0", "-1", "1 OR 1=1", "';--", "<b>", "%", "20 12", "٢٠", "😀"),
    "é" * 3000,
]


@pytest.mark.parametrize("address", LISTS)
def test_unknown_values_are_named_and_ignored(db, three, get, address):
    whole = keys(get(address))
    names = facet_names(address)
    for bad in UNKNOWN:
        response = get(address, **dict.fromkeys(names, bad))

        labels = [response.context["filters"].filters[name].label for name in names]
        assert response.status_code == 200
        assert response.context["filters"].ignored == [(label, bad) for label in labels]
        assert keys(response) == whole
        assert "Niet begrepen en dus niet gebruikt:" in response.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_empty_values_are_no_choice(db, three, get, address):
    whole = keys(get(address))
    names = [*facet_names(address), "q", "sorteer"]
    for empty in ("", " ", "\0", "\0 \0"):
        response = get(address, **dict.fromkeys(names, empty))

        assert response.status_code == 200
        assert response.context["filters"].chosen() == []
        assert response.context["filters"].ignored == []
        assert keys(response) == whole


def test_known_value_beside_unknown_one(db, three, get):
    vocabulary, entries = three[0][0], three[1]
    response = get("/praktijken/", thema=[vocabulary["theme"].slug, "onzin"])

    assert {practice.pk for practice in response.context["page"]} == {
        entries[0]["practice"].pk,
        entries[2]["practice"].pk,
    }
    assert response.context["filters"].ignored == [("thema", "onzin")]
    assert "thema “onzin”" in response.content.decode()


def test_value_with_null_character(db, three, get):
    theme = three[0][0]["theme"]

    response = get("/praktijken/", thema=f"\0{theme.slug}\0")

    assert [chip["text"] for chip in response.context["filters"].chosen()] == [theme.name]


def test_parameters_that_are_no_filter(db, three, get):
    response = get("/praktijken/", utm_source="mail", status="draft", page="2")

    assert response.context["filters"].query_string == ""
    assert len(response.context["page"]) == 3
