"""A line in the system's log for each request that a page had to be made for.

Kept pages and 304s are answered before this is asked, and cost nothing: the web server counts visits.
"""

import logging
import re
import time
from uuid import uuid4

from django.conf import settings
from django.urls import reverse

from portal.operations.logs import MASK, InHand, masked, request_in_hand

logger = logging.getLogger("portal.requests")

# What a proxy calls a request, as nginx does, or by a UUID. No words: they could say who.
WELL_FORMED = re.compile(r"[0-9a-fA-F-]{16,64}").fullmatch
# Parts of an address that name something of ours. Any other may be a key that gives access.
TELLING = {"slug", "name", "extension", "object_id", "pk", "app_label", "content_type_id", "kind", "number"}
LONGEST = 200
LONGEST_WORD = 30
SLOW = 5_000  # ms


class RequestLines:
    """The second middleware, after VisitorPages."""

    def __init__(self, get_response):
        self.get_response = get_response
        # As long as they go well.
        self.silent = (reverse("health"), f"/{settings.STATIC_URL.lstrip('/')}")

    def __call__(self, request):
        started = time.monotonic()
        known = {"request": number_of(request), "method": request.method[:10], "path": unknown(request.path)}
        token = request_in_hand.set(InHand(request.path, known))
        try:
            response = self.get_response(request)
        finally:
            request_in_hand.reset(token)
        if response.status_code >= 500:
            # What somebody who calls the operator can read out.
            response.headers["X-Request-ID"] = known["request"]
        if response.streaming:
            response._resource_closers.append(lambda: self.tell(request, response, known, started))
        else:
            self.tell(request, response, known, started)
        return response

    def process_view(self, request, view, args, kwargs):
        """Which parts of the path may be told is known from here on."""
        request_in_hand.get().about["path"] = path_of(request)

    def tell(self, request, response, known, started):
        """Writes the line, when there is something to tell."""
        status, took = response.status_code, round((time.monotonic() - started) * 1000)
        if request.path.startswith(self.silent) and status < 400:
            return
        level = logging.INFO if took < SLOW else logging.WARNING
        if logger.isEnabledFor(level):
            about = known | who(request) | {"status": status, "ms": took}
            logger.log(level, "%s %s %s", known["method"], known["path"], status, extra={"about": about})


def number_of(request):
    """What the proxy calls this request, or a new number."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    return given if WELL_FORMED(given) else uuid4().hex


def unknown(path):
    """A path that leads nowhere, or is not looked up yet: whatever may be a key in it is left out."""
    return masked("/".join(MASK if len(part) > LONGEST_WORD or ":" in part else part for part in path.split("/")))[
        :LONGEST
    ]


def path_of(request):
    """The path of a page, without the query and without keys of signed links."""
    path = request.path
    for name, value in request.resolver_match.kwargs.items():
        if name not in TELLING and isinstance(value, str) and value:
            path = path.replace(value, MASK)
    return path[:LONGEST]


def who(request):
    """The number of who signed in. Only when a view asked: asking here would read the session of every visitor."""
    user = getattr(request, "_cached_user", None)
    return {"user": user.pk} if user is not None and user.is_authenticated else {}
