"""Answers that are the same for everybody until content changes, kept by each worker."""

from functools import wraps

from cachetools import LRUCache

from portal.caching.version import version_of_request

MOST = 2_000  # answers of one function; a worker must stay small whatever visitors ask


def remembered(function=None, *, most=MOST):
    """Keep what `function` returned, by its arguments, as long as the content version is the same.

    Of more than `most` arguments those asked for last are kept: small answers may be many, large ones few.
    """
    if function is None:
        return lambda decorated: remembered(decorated, most=most)
    kept, seen = LRUCache(most), [None]

    @wraps(function)
    def wrapper(*arguments):
        version = version_of_request()
        if version is None or seen[0] != version:
            kept.clear()
            seen[0] = version
        if arguments not in kept:
            kept[arguments] = function(*arguments)
        return kept[arguments]

    return wrapper
