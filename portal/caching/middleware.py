"""Answers for visitors: 304 for a page that they have, a kept page when there is one, else a new page with an ETag."""

from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import timezone
from django.utils.http import parse_etags

from portal import searches
from portal.caching.pages import Page, PageCache
from portal.caching.release import release, shown_settings
from portal.caching.version import content_version, request_of

# Who brings one of these may see more than others do.
PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME, "messages"}

kept_pages = PageCache()


class VisitorPages:
    """The first middleware: what it answers itself, no other part of Django sees.

    That is safe because a tag and a kept page exist only for an address that was answered with 200 before, after all
    checks, for the same scheme and host.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = kept_pages
        self.release = release()
        # The admin is personal, files have names that change with them, and the watchdog wants to know now.
        self.no_pages = (reverse("admin:index"), f"/{settings.STATIC_URL.lstrip('/')}", reverse("health"))

    def __call__(self, request):
        if not self.is_for_visitors(request):
            return self.get_response(request)
        # Before the content is read: else an old page could be kept as one of a newer version.
        version = content_version()
        if version is None:
            return self.get_response(request)
        tag = self.tag(request, version)
        if has_page(request, tag):
            return HttpResponseNotModified(headers=freshness(tag))
        page = self.pages.get(version, tag)
        return answer_kept(request, page) if page else self.answer_new(request, version, tag)

    def is_for_visitors(self, request):
        """Whether everybody who asks this gets the same answer."""
        return (
            request.method in ("GET", "HEAD")
            and not request.path_info.startswith(self.no_pages)
            and not ("HTTP_COOKIE" in request.META and PERSONAL_COOKIES & request.COOKIES.keys())
        )

    def tag(self, request, version):
        """The tag of what is at this address now. Without SECRET_KEY nobody can make one."""
        parts = (
            version,
            timezone.localdate().toordinal(),
            self.release,
            *shown_settings(),
            request.scheme,
            request.META.get("HTTP_HOST"),
            request.path,
            request.META.get("QUERY_STRING"),
        )
        return blake2b(repr(parts).encode(), key=key_of(settings.SECRET_KEY), digest_size=16).hexdigest()

    def answer_new(self, request, version, tag):
        """The answer of the rest of Django, kept for the next visitor when it may be."""
        with request_of(version):
            response = self.get_response(request)
        if not may_be_shared(response):
            return response
        for name, value in freshness(tag).items():
            response.headers[name] = value
        if request.method == "GET" and not response.streaming:
            search = searches.noted(response)
            self.pages.keep(version, tag, Page(response.content, dict(response.items()), search))
            searches.count(search)
        return response


@lru_cache(maxsize=1)
def key_of(secret):
    """A key for BLAKE2, which takes no long ones. It signs in a tenth of the time that HMAC takes."""
    return blake2b(secret.encode()).digest()


def answer_kept(request, page):
    """The answer that was given to an earlier visitor, headers of all other middleware included."""
    if request.method == "HEAD":
        return HttpResponse(headers=page.headers)
    searches.count(page.search)
    return HttpResponse(page.body, headers=page.headers)


def may_be_shared(response):
    """Whether others may get this answer too; a view says no with a Cache-Control or Vary of its own."""
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
        and response.get("Vary", "Cookie") == "Cookie"
    )


def has_page(request, tag):
    """Whether the browser says that it has the page of that tag; "*" does not say which page."""
    tags = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    return f'"{tag}"' in [known.removeprefix("W/") for known in tags]


def freshness(tag):
    """The headers that let a browser keep a page, but ask each time whether it still is the page.

    The tag is weak: two exports of equal content need not be equal to the byte.
    """
    return {"ETag": f'W/"{tag}"', "Cache-Control": "no-cache", "Vary": "Cookie"}
