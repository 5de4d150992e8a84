"""A portal with something of everything, for tests of the index."""

import pytest

from tests import factories
from tests.whole_site import make_one_of_each, make_vocabulary


@pytest.fixture(scope="module")
def portal(module_db):
    """Something of everything, of two vocabularies; a dict of name to object. `other_theme` has no entries."""
    first, second = make_vocabulary(), make_vocabulary()
    entries = make_one_of_each([first, second])
    area = factories.make_province()
    entries["practice"].provinces.add(area)
    town = factories.make_municipality()
    for contact in entries["partner"].contacts.all():
        contact.municipalities.add(town)
        contact.provinces.add(area)
    factories.make_municipality()
    return {"area": area, "town": town, "other_theme": factories.make_theme(), "second": second} | first | entries


@pytest.fixture
def site(portal, db):
    """The portal, each thing read anew: what a test does to it is undone."""
    return {name: type(thing).objects.get(pk=thing.pk) for name, thing in portal.items() if name != "second"}
