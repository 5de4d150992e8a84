"""A page costs as many queries with three of everything as with one."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from portal.caching.middleware import kept_pages
from portal.models import Theme
from tests import factories
from tests.whole_site import FEEDS, LISTS, addresses, exports, make_one_of_each, make_vocabulary, scheme_files


def number_of_queries(client, address):
    """How many queries a page or file takes to make, that for the content version included.

    Twice: right after a change of content, and when what is the same for all pages is at hand.
    """
    Theme.objects.update(position=F("position"))
    return made_with(client, address), made_with(client, address)


def made_with(client, address):
    kept_pages.clear()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        assert response.status_code == 200
        b"".join(response)
    # The version is asked past Django's cursors: see portal.caching.version.
    return len(captured) + 1


def enrich(entries, others):
    """Gives every entry also the relations that `others` have, and one more of what belongs to it."""
    for name, entry in entries.items():
        for field in entry._meta.many_to_many:
            defaults = {"reference": "Hoofdstuk 2"} if field.name == "sources" else None
            related = getattr(others[name], field.name).all()
            getattr(entry, field.name).add(*related, through_defaults=defaults)
    factories.make_contact_point(partner=entries["partner"], phone="015-28 18 30")
    factories.make_checklist_item(checklist=entries["checklist"])
    factories.make_argument(question=entries["question"])
    factories.make_call(scheme=entries["scheme"], closes_on=date(2099, 3, 31))
    factories.make_policy_item(level="operationeel", parent=entries["goal"])
    factories.make_policy_item(level="actie", parent=entries["operational_goal"])
    for figure in list(entries["indicator"].figures.all()):
        area = {"municipality": figure.municipality, "province": figure.province, "region": figure.region}
        factories.make_figure(indicator=entries["indicator"], year=2013, **area)


@pytest.fixture
def vocabularies(db):
    return [make_vocabulary() for _ in range(3)]


def places(vocabulary, entries):
    """An address of every page, also filtered, and of every file."""
    words = f"q=samenvatting&thema={vocabulary['theme'].slug}"
    return [
        *(place for place in addresses(vocabulary, entries) if place != entries["practice"].get_absolute_url()),
        *exports(),
        *scheme_files(entries["scheme"]),
        *(f"{address}?{words}" for address in LISTS if address != "/gemeenten/"),
        f"/partners/?gemeente={vocabulary['municipality'].nis}",
        f"/zoeken/?q={vocabulary['municipality'].name}",
    ]


def test_queries_with_one_and_three(client, vocabularies):
    entries = make_one_of_each(vocabularies[:1])
    asked = places(vocabularies[0], entries)
    made_with(client, "/")  # what is done once in a process
    with_one = {address: number_of_queries(client, address) for address in asked}
    others = [make_one_of_each(vocabularies) for _ in range(2)]
    enrich(entries, others[0])

    with_three = {address: number_of_queries(client, address) for address in asked}

    # Right after a change of content, rules of subsidies ask twice for each indicator that they are about.
    municipality = vocabularies[0]["municipality"].get_absolute_url()
    judging = {municipality, f"{municipality}omgevingsanalyse/"}
    # Fewer where there was little to find: then a search asks once more, for what has most of the words.
    grown = {
        address: (with_one[address], queries)
        for address, queries in with_three.items()
        if queries[1] > with_one[address][1] or (queries[0] > with_one[address][0] and address not in judging)
    }
    assert grown == {}


# What the kinds of page may ask when all is at hand. The page of a municipality also shows figures and contacts.
LIST, FILTERED_LIST, DETAIL, MUNICIPALITY = 5, 6, 3, 5
DETAILS = ("practice", "resource", "checklist", "question", "scheme")


def test_pages_ask_little(client, vocabularies):
    entries = make_one_of_each(vocabularies)
    one = vocabularies[0]
    chosen = f"q=samenvatting&thema={one['theme'].slug}"
    limits = dict.fromkeys(["/", "/zoeken/?q=samenvatting", *LISTS, *FEEDS, "/subsidies/overzicht/"], LIST)
    limits |= {f"{address}?{chosen}&bron={one['source'].slug}": FILTERED_LIST for address in LISTS}
    limits |= {entries[name].get_absolute_url(): DETAIL for name in DETAILS}
    limits |= {one["theme"].get_absolute_url(): DETAIL, "/themas/": DETAIL}

    # Right after a change of content it asks twice more for each indicator that the rules of subsidies are about.
    limits[f"/subsidies/?gemeente={one['municipality'].nis}"] = LIST

    asked = {address: number_of_queries(client, address)[1] for address in limits}

    assert {address: number for address, number in asked.items() if number > limits[address]} == {}


def test_queries_of_practice_with_one_and_three_related(client, vocabularies):
    practice = make_one_of_each(vocabularies)["practice"]
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_one_of_each(vocabularies)
        counts.append(number_of_queries(client, practice.get_absolute_url()))

    assert counts[0] == counts[1]


def test_queries_of_municipality_with_one_and_three_nearby(client, vocabularies):
    town = factories.make_municipality(province=vocabularies[0]["province"])
    counts = []
    for more in (1, 2):
        for _ in range(more):
            make_one_of_each(vocabularies)
        counts.append(number_of_queries(client, town.get_absolute_url())[1])

    assert counts[0] == counts[1] <= MUNICIPALITY
