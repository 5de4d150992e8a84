"""Answers that are the same for everybody until content changes, kept by each worker."""

from functools import wraps

from portal.caching.version import version_of_request


def remembered(function):
    """Keep what `function` returned, by its arguments, as long as the content version is the same.

    For small answers: nothing bounds their number but that of the arguments.
    """
    kept = {}

    @wraps(function)
    def wrapper(*arguments):
        version = version_of_request()
        if version is None or kept.get("version") != version:
            kept.clear()
            kept["version"] = version
        if arguments not in kept:
            kept[arguments] = function(*arguments)
        return kept[arguments]

    return wrapper
