"""A file of a list holds what all its pages show."""

import pytest
from django.urls import resolve

from tests.exported import records
from tests.factories import make_municipality
from tests.whole_site import LISTS, make_one_of_each, make_vocabulary


@pytest.fixture(scope="module")
def many(module_db):
    """Entries of every kind, more than fit on the pages of the tests below; their theme."""
    vocabularies = [make_vocabulary(), make_vocabulary()]
    for number in range(5):
        make_one_of_each(vocabularies[number % 2 :])
        make_municipality()
    return vocabularies[1]["theme"]


def identity(entry):
    """How a record of an export names an entry of a list."""
    if hasattr(entry, "area_code"):
        return entry.indicator.slug, entry.area_code, entry.year
    return entry.url if hasattr(entry, "url") else entry.get_absolute_url()


def identity_in_file(record):
    if "indicator" in record:
        return record["indicator"], record["nis"], record["year"]
    return record["url"].removeprefix("https://kapstok.example")


@pytest.mark.parametrize("address", LISTS)
def test_file_holds_all_pages_of_the_list_in_order(db, get, many, monkeypatch, address):
    monkeypatch.setattr(resolve(address).func.view_class, "page_size", 2)
    orders = resolve(address).func.view_class.filter_class.base_filters["sorteer"].orders
    queries = [
        {},
        *({"sorteer": order} for order in orders),
        {"q": "e" if address == "/gemeenten/" else "samenvatting"},
    ]
    if address != "/gemeenten/":
        queries.append({"thema": many.slug})
    for query in queries:
        count = get(address, **query).context["page"].paginator.num_pages
        pages = [get(address, **query, pagina=number).context["page"] for number in range(1, count + 1)]
        shown = [identity(entry) for page in pages for entry in page]

        assert [identity_in_file(record) for record in records(get(f"{address}export.json", **query))] == shown, query
        assert count > 1
        assert len(set(shown)) == len(shown)


def test_unknown_filters_leave_a_file_whole(db, get, many):
    whole = records(get("/praktijken/export.json"))

    assert records(get("/praktijken/export.json", thema="onzin", pagina="2", sorteer="onzin")) == whole
