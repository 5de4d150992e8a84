"""Browsers that somebody signed in from before, by a signed cookie that only the admin gets to see.

The cookie holds a number of its own and who signed in there; nothing in it leads to a person without the database.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse

COOKIE = "kapstok_toestel"
AGE = 180 * 24 * 60 * 60
SALT = "portal.accounts.devices"
# Who shares one computer; the one who signed in longest ago is forgotten first.
MOST_USERS = 20


def cookie_of(request):
    """What the cookie says: its number ("" without a cookie of ours) and the primary keys of its users; a tuple."""
    try:
        number, users = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=AGE)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return number, users


def known(request, user_pk):
    """The number of the device if that user signed in from it before, else ""."""
    number, users = cookie_of(request)
    return number if user_pk in users else ""


def number_of(request):
    """The number of the device, the same for as long as the request lasts; a new one when it has none."""
    if not hasattr(request, "device_number"):
        request.device_number = cookie_of(request)[0] or secrets.token_hex(16)
    return request.device_number


def remember(request, response, user):
    """Sets the cookie on `response`: from now on this is a device of `user`."""
    others = [pk for pk in cookie_of(request)[1] if pk != user.pk]
    response.set_cookie(
        COOKIE,
        signing.dumps([number_of(request), [*others, user.pk][-MOST_USERS:]], salt=SALT),
        max_age=AGE,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
