"""Addresses of the portal's own pages, remembered."""

from functools import lru_cache

from django.urls import get_script_prefix, reverse

# The content has 1,500 pages. Django works an address out anew each time, which takes longer than anything else on a
# page of links: 304 of them took 5 of the 7 ms of the list of municipalities.
ADDRESSES_KEPT = 8192


def address_of(name, *arguments):
    """The address of the page called `name` in urls.py, with its `arguments`."""
    return _reversed(get_script_prefix(), name, arguments)


def admin_address(model, page, *arguments):
    """The address of a page of the admin ("change", "changelist" …) for a model, or a row of it.

    `arguments` are those of the page, such as a primary key.
    """
    options = model._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_{page}", args=arguments)


@lru_cache(maxsize=ADDRESSES_KEPT)
def _reversed(prefix, name, arguments):
    """The address under `prefix`, which reverse() itself puts before it."""
    return reverse(name, args=arguments)
