"""The content that the portal ships, loaded once."""

from collections import Counter

import pytest
from django.conf import settings

from monitor.loading.apply import OWN, SOURCES
from monitor.models import Figure, Indicator, Monitor, PolicyItem
from partners.models import ContactPoint, Partner
from portal.content.check import Checked
from portal.content.files import read
from portal.content.load import load
from portal.models import IndexedEntry, Municipality, Source, Theme
from practices.models import Practice, PracticeMunicipality, Question, Resource
from subsidies.models import Level, Scheme
from tests.whole_site import LISTS

ENTRIES = [Practice, Resource, Question, Partner, Scheme, Monitor, Indicator, PolicyItem]


@pytest.fixture(scope="module")
def content(module_db):
    """The content of the project, in the database."""
    checked = Checked(read(settings.CONTENT_DIR))
    return load(checked), checked


# One test, so that of several processes only one loads the content.
def test_content_of_the_project(db, content, client):
    report, checked = content
    assert (report.counts["new"], report.kept) == (sum(map(len, checked.records.values())), [])
    assert report.counts["changed"] == report.counts["same"] == 0
    check_places()
    check_entries()
    check_pages(client)
    assert load(checked).counts["same"] == report.counts["new"]


def check_places():
    """All municipalities of today, by province, and names that lead to them."""
    today = Municipality.objects.today()
    assert Counter(today.values_list("province__slug", flat=True)) == {
        "antwerpen": 67,
        "limburg": 38,
        "oost-vlaanderen": 55,
        "vlaams-brabant": 63,
        "west-vlaanderen": 62,
        "brussel": 19,
    }
    assert today.filter(type="centrumstad").count() + today.filter(type="grootstad").count() == 13
    assert today.filter(type="vlaamse-rand").count() == 19
    assert today.filter(has_language_facilities=True, type="vlaamse-rand").count() == 6

    names = {
        "Bilzen": "Bilzen-Hoeselt",
        "Winterslag": "Genk",
        "Genk": "Genk",
        "Beveren": "Beveren-Kruibeke-Zwijndrecht",
        "Tongeren": "Tongeren-Borgloon",
        "Nevele": "Deinze",
        "Overpelt": "Pelt",
        "sint-amands": "Puurs-Sint-Amands",
        "Ukkel": "Ukkel",
        "Elsene": "Elsene",
    }
    found = {name: [town.name for town in Municipality.objects.known_as(name)] for name in names}
    assert found == {name: [town] for name, town in names.items()}
    assert Municipality.objects.known_as("Ruisbroek").count() == 2
    # No town may hide behind another of the same name, and all who merged lead straight to today's.
    assert not Municipality.objects.filter(successor__successor__isnull=False).exists()
    for former in Municipality.objects.exclude(successor=None):
        assert former.successor in Municipality.objects.known_as(former.name), former


def check_entries():
    """Enough of every kind; each with its source, and findable by its own title."""
    least = {Practice: 90, Resource: 40, Question: 6, Partner: 40, Scheme: 36, Monitor: 8, Indicator: 20}
    least[PolicyItem] = 239  # 5 and 14 goals with some 220 actions
    for model in ENTRIES:
        assert model.objects.published().count() == model.objects.count() >= least[model], model
        assert not model.objects.filter(citations=None).exists(), model
        indexed = IndexedEntry.objects.filter(kind=model.search_kind).values_list("entry_id", flat=True)
        assert sorted(indexed) == sorted(model.objects.values_list("pk", flat=True)), model
    assert ContactPoint.objects.filter(is_historical=True).count() >= 50
    assert set(Scheme.objects.values_list("provider__level", flat=True)) == set(Level.values)
    assert Question.objects.count() == 6
    assert Theme.objects.filter(practices=None, resources=None).count() <= 4
    assert not Figure.objects.filter(source=None).exists()
    # A practice happens where a town is today.
    assert not PracticeMunicipality.objects.exclude(municipality__successor=None).exists()
    # The plan is whole, each level under the one above it.
    levels = Counter(PolicyItem.objects.values_list("level", "parent__level"))
    assert set(levels) == {("strategisch", None), ("operationeel", "strategisch"), ("actie", "operationeel")}
    assert (levels["strategisch", None], levels["operationeel", "strategisch"]) == (5, 14)
    # Who no longer exists, leads to who does.
    assert not Partner.objects.exclude(active_until=None).filter(successors=None, history="").exists()

    cited = {
        citation.source_id for model in ENTRIES for entry in model.objects.all() for citation in entry.citations.all()
    }
    # Figures of these come from files only.
    imported = {*SOURCES.values(), OWN}
    assert {source.slug for source in Source.objects.exclude(pk__in=cited)} - imported == set()


def check_pages(client):
    """Every kind of page shows the real thing."""
    for address in ["/", "/themas/", *LISTS, "/subsidies/overzicht/", "/over/"]:
        assert client.get(address).status_code == 200, address
    for model in (*ENTRIES, Theme):
        for thing in model.objects.all():
            assert client.get(thing.get_absolute_url()).status_code == 200, thing
    assert client.get("/gemeenten/kies/", {"naam": "Bilzen"}).headers["Location"] == "/gemeenten/bilzen-hoeselt/"
    assert client.get("/gemeenten/bilzen/").headers["Location"] == "/gemeenten/bilzen-hoeselt/"
    assert client.get("/zoeken/", {"q": "zwemmen"}).context["total"] > 0
