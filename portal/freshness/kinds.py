"""The kinds of entry by the names that they have in addresses."""

from functools import cache

from django.apps import apps
from django.http import Http404

from portal import roles
from portal.addresses import admin_address
from portal.search.kinds import Kind


@cache
def entry_models():
    """The models of all kinds of entry; a list."""
    return [apps.get_model(label) for label in roles.ENTRIES]


def kind_of(entry):
    """What an entry (or its model) is called in an address: "heet-hangijzer"."""
    return Kind(entry.search_kind).slug


def model_of(slug):
    """The model of the kind with that name. Raises Http404."""
    for model in entry_models():
        if kind_of(model) == slug:
            return model
    raise Http404


def change_page(thing):
    """The address of the page of the admin where somebody changes an entry or a source."""
    return admin_address(thing, "change", thing.pk)
