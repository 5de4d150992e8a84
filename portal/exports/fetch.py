"""Entries fetched in portions, in a given order, with their relations."""

from itertools import chain, islice, repeat

from django.db.models import Prefetch, prefetch_related_objects

# Rows fetched together, with their relations; fewer at first, so that a download starts at once.
FIRST_ROWS, ROWS_AT_ONCE = 50, 500


def in_order(queryset, keys):
    """The entries of `queryset` with these primary keys, in the order of the keys, with what it prefetches.

    `keys` is any iterable, for example those that a search found. A key that is not in `queryset` is left out.
    Sorting keys and fetching rows by them is faster than sorting the wide rows, and memory holds one portion.
    """
    lookups = queryset._prefetch_related_lookups
    rows = queryset.prefetch_related(None).order_by()
    for portion in portions(keys):
        found = {entry.pk: entry for entry in rows.filter(pk__in=portion)}
        fetch_relations(queryset.model, list(found.values()), lookups)
        yield from (found[key] for key in portion if key in found)


def portions(keys):
    """`keys` in lists."""
    keys = iter(keys)
    for size in chain([FIRST_ROWS], repeat(ROWS_AT_ONCE)):
        if not (portion := list(islice(keys, size))):
            return
        yield portion


def keys_of(queryset):
    """The primary keys of `queryset`, in its order, without holding them all."""
    keys = queryset.prefetch_related(None).values_list("pk", flat=True)
    return keys.iterator(chunk_size=10 * ROWS_AT_ONCE)


def fetch_relations(model, entries, lookups):
    """Django's prefetch_related_objects, in half the time.

    It makes a queryset for each entry and relation, which takes longer than fetching; a list does for `all()`.
    """
    for name in dict.fromkeys(lookup.split("__")[0] for lookup in lookups if isinstance(lookup, str)):
        field = model._meta.get_field(name)
        if field.many_to_many or field.one_to_many:
            fetched = f"fetched_{name}"
            prefetch_related_objects(entries, Prefetch(name, to_attr=fetched))
            for entry in entries:
                entry._prefetched_objects_cache[name] = getattr(entry, fetched)
    prefetch_related_objects(entries, *lookups)
