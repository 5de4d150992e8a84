"""Addresses in templates."""

from functools import lru_cache

from django.templatetags.static import static as static_address

FILES_KEPT = 64  # more than templates name


@lru_cache(maxsize=FILES_KEPT)
def static(path):
    """The address of a static file. A running portal keeps its files: new ones come with a restart."""
    return static_address(path)


def querystring(query, **changes):
    """The QueryDict `query` with `changes` as "?...", or "" when nothing is left; None drops a name."""
    changed = query.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = value
    return f"?{changed.urlencode()}" if changed or query else ""
