"""Every list and form of the admin opens, for each role, with content, in a fixed number of queries."""

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.models import Municipality, Province
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from subsidies.models import Provider
from tests.admin.forms import address
from tests.whole_site import make_one_of_each, make_vocabulary

ROLES = [OFFICER, EDITOR, AGENCY, ADMINISTRATOR]
# What some roles do not see at all.
UNSEEN = {
    OFFICER: {"User", "FigureImport", "Deleted", "Purge", "Event"},
    AGENCY: {"User", "FigureImport", "Deleted", "Purge", "Event"},
    EDITOR: {"User", "Purge", "Event"},
    ADMINISTRATOR: set(),
}
# Nobody writes these: they are counted, or come in, or are kept.
COUNTED = {"SearchCount", "Report", "LinkCheck", "Event", "Deleted"}

# Taken in and undone, or done once, never written: see test_figure_imports.py, and tests/versions.
TAKEN_IN = {"FigureImport", "Purge"}

# Kinds of which a role may add one; all other forms show, and take nothing.
ADDS = {
    OFFICER: {"Practice", "ContactPoint", "Source"},
    AGENCY: {"Scheme", "Call", "Award", "Source"},
    EDITOR: {
        "Practice", "Resource", "Question", "Partner", "ContactPoint", "Scheme", "Call", "Award", "Indicator", "Figure",
        "Monitor", "PolicyItem", "FigureImport",
        "Source", "Sector", "Provider", "Applicant", "Synonyms",
    },
    ADMINISTRATOR: {model.__name__ for model in admin.site._registry} - COUNTED,
}  # fmt: skip
# Those of which it may change what is published, or propose a change.
CHANGES = {
    OFFICER: {"Practice", "ContactPoint"},
    AGENCY: {"Scheme", "Call", "Award"},
    EDITOR: ADDS[EDITOR] - TAKEN_IN,
    ADMINISTRATOR: ADDS[ADMINISTRATOR] - TAKEN_IN,
}


@pytest.fixture
def content(db):
    """One of everything, published, each with rows and relations."""
    make_one_of_each([make_vocabulary()])


def with_scope(sign_in, role):
    """A browser of somebody with that role who works for all places and providers there are."""
    held = {"municipalities": Municipality.objects.today(), "provinces": Province.objects.all()}
    return sign_in(role, providers=Provider.objects.all(), **held)


@pytest.mark.parametrize("role", ROLES)
def test_lists_open(sign_in, content, role):
    client = with_scope(sign_in, role)

    opened = {model.__name__: client.get(address(model, "changelist")).status_code for model in admin.site._registry}

    assert opened == {model.__name__: 403 if model.__name__ in UNSEEN[role] else 200 for model in admin.site._registry}


@pytest.mark.parametrize("role", ROLES)
def test_empty_forms_open(sign_in, content, role):
    client = with_scope(sign_in, role)

    opened = {model.__name__ for model in admin.site._registry if is_open(client, address(model, "add"))}

    assert opened == ADDS[role]


@pytest.mark.parametrize("role", ROLES)
def test_forms_open(sign_in, content, role):
    """For reading at least; with a button to save for who may."""
    client = with_scope(sign_in, role)
    things = [thing for model in admin.site._registry for thing in model.objects.all()]

    pages = {thing: client.get(address(thing)) for thing in things if type(thing).__name__ not in UNSEEN[role]}

    assert {page.status_code for page in pages.values()} == {200}
    saved = {type(thing).__name__ for thing, page in pages.items() if page.context["has_change_permission"]}
    assert saved == CHANGES[role]


@pytest.mark.parametrize("role", ROLES)
def test_histories_open(sign_in, content, role):
    client = with_scope(sign_in, role)
    entries = [model.objects.first() for model in admin.site._registry if hasattr(model, "status")]

    assert {client.get(address(entry, "history")).status_code for entry in entries} == {200}


def test_list_query_count(sign_in):
    """A list costs the same with one entry of each kind, each with rows and relations, as with three."""
    client = sign_in(EDITOR)
    models = [model for model in admin.site._registry if model.__name__ not in UNSEEN[EDITOR]]
    vocabulary = make_vocabulary()
    make_one_of_each([vocabulary])
    with_one = {model.__name__: queries(client, address(model, "changelist")) for model in models}

    make_one_of_each([vocabulary, make_vocabulary()])
    make_one_of_each([make_vocabulary(), vocabulary])

    assert {model.__name__: queries(client, address(model, "changelist")) for model in models} == with_one


def test_form_query_count(sign_in):
    """A form costs the same however many other entries there are."""
    client = sign_in(EDITOR)
    vocabulary = make_vocabulary()
    entries = make_one_of_each([vocabulary]).values()
    alone = {entry: queries(client, address(entry)) for entry in entries}

    make_one_of_each([vocabulary])
    make_one_of_each([vocabulary])

    assert {entry: queries(client, address(entry)) for entry in entries} == alone


def test_filters_open(sign_in, content):
    client = sign_in(EDITOR)
    chosen = ["?nazicht=nooit", "?nazicht=opnieuw", "?nazicht=oud", "?nazicht=recent", "?status__exact=draft", "?q=é"]

    opened = {client.get(f"/beheer/practices/practice/{filters}").status_code for filters in chosen}

    assert opened == {200}


def test_page_names_no_english(sign_in, content):
    """The first page, the lists and the forms: words that Django leaves untranslated."""
    client = sign_in(ADMINISTRATOR)
    pages = ["/beheer/"]
    for model in admin.site._registry:
        pages += [address(model, "changelist"), address(model, "add")]
    english = ["Search", "Add ", "Change ", "Delete ", "Select ", "Save", "Remove", "All dates", "If disabled"]

    texts = {page: client.get(page).content.decode() for page in pages}

    assert [(page, word) for page, text in texts.items() for word in english if f">{word}" in text] == []


def is_open(client, page):
    """Whether the page opens; else it must be forbidden."""
    status = client.get(page).status_code
    assert status in (200, 403)
    return status == 200


def queries(client, page):
    """How many queries a page takes once its caches are warm."""
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(page).status_code == 200
    return len(captured)
