"""Pages that are nobody's but the reader's."""

from functools import wraps

from django.utils.cache import add_never_cache_headers


def unlisted(view):
    """Keeps a page out of caches and search engines, and its address from the websites that it links to.

    The address or the form holds a signature that stands for the reader.
    """

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return wrapper
