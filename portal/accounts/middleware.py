"""Whether somebody who signed in still is, and has taken the second step that the role requires."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from portal.accounts import secondstep
from portal.accounts.models import SignIn
from portal.accounts.models.signin import SEEN_EVERY

# What opens before the second step is set up: the pages to do that, and the way out.
BEFORE_SECOND_STEP = {
    "account_logout",
    "account_reauthenticate",
    "admin:jsi18n",
    "admin:logout",
    "mfa_activate_totp",
}


class SignedIn:
    """Middleware. A session lasts as long as its SignIn does; one query for who signed in, none for visitors."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("admin:index")

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """The answer for who may not go on (yet), None for all others."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        sign_in = (
            SignIn.objects.going_on()
            .filter(pk=request.session.get("sign_in"), user=request.user.pk)
            .annotate(lacks_step=secondstep.is_lacking("user"))
            .first()
        )
        if sign_in is None:
            logout(request)
            return None
        self.note(request, sign_in)
        if not sign_in.lacks_step or request.resolver_match.view_name in BEFORE_SECOND_STEP:
            return None
        if request.path_info.startswith(self.desk):
            return redirect("mfa_activate_totp")
        request.user = AnonymousUser()
        return None

    def note(self, request, sign_in):
        """Lengthens the session of who is at work."""
        if timezone.now() - sign_in.seen_at > SEEN_EVERY:
            SignIn.objects.filter(pk=sign_in.pk).update(seen_at=timezone.now())
            request.session.modified = True
