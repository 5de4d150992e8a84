"""Answers that are the same for everybody until content changes, kept by each worker."""

from contextlib import suppress
from functools import partial, wraps

from cachetools import LRUCache

from portal.caching.version import version_of_request

MOST = 2_000  # answers of one function; a worker must stay small whatever visitors ask


def remembered(function=None, *, at_most=MOST, size=None, topic="content"):
    """Keep what `function` returned, by its arguments, as long as the version of the `topic` is the same.

    With "figures", it may read nothing but the tables of portal.caching.triggers.FIGURES: then it outlives changes of
    all others. Of more than `at_most` arguments those asked for last are kept: small answers may be many, large ones
    few. With `size`, a function that says how many bytes an answer takes, `at_most` counts bytes.
    """
    if function is None:
        return partial(remembered, at_most=at_most, size=size, topic=topic)
    kept, seen = LRUCache(at_most, getsizeof=size), [None]

    @wraps(function)
    def wrapper(*arguments):
        version = getattr(version_of_request(), topic, None)
        if version is None or seen[0] != version:
            kept.clear()
            seen[0] = version
        if arguments not in kept:
            answer = function(*arguments)
            # Of one that is larger than all that may be kept, nothing is.
            with suppress(ValueError):
                kept[arguments] = answer
            return answer
        return kept[arguments]

    wrapper.forget = kept.clear
    return wrapper


def remembered_by_figures(function=None, *, at_most=MOST):
    """The same until a table of FIGURES changes."""
    return remembered(function, at_most=at_most, topic="figures")
