"""Addresses in templates."""

from functools import lru_cache
from urllib.parse import urlencode

from django.templatetags.static import static as static_address

FILES_KEPT = 64  # more than templates name


@lru_cache(maxsize=FILES_KEPT)
def static(path):
    """The address of a static file. A running portal keeps its files: new ones come with a restart."""
    return static_address(path)


def querystring(query, **changes):
    """The QueryDict `query` with `changes` as "?...", or "" when nothing is left; None drops a name."""
    # Not copy(): QueryDict's is deep, and a page of a list has a dozen of these.
    changed = dict(query.lists()) | {name: [value] for name, value in changes.items()}
    kept = {name: values for name, values in changed.items() if values != [None]}
    return f"?{urlencode(kept, doseq=True)}" if kept or query else ""
