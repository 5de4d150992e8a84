"""What allauth asks about accounts."""

import math
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as allauth_context
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.urls import reverse

from portal import audit
from portal.accounts import devices, mails, secondstep
from portal.accounts.attempts import Attempt
from portal.accounts.clients import network_address
from portal.accounts.telling import previous_sign_in, span

NOT_RIGHT = "Deze naam en dit wachtwoord horen niet bij elkaar. Kijk beide na, ook hoofdletters."
JUST_NOW = 10 * 60  # seconds


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": NOT_RIGHT,
        "email_password_mismatch": NOT_RIGHT,
        "incorrect_password": "Dit is niet uw wachtwoord.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
        "too_many_login_attempts": "Te veel foute codes. Wacht 5 minuten en probeer opnieuw.",
        "rate_limited": "Te veel foute codes. Wacht 5 minuten en probeer opnieuw.",
    }

    def is_open_for_signup(self, request):
        return False

    def is_ajax(self, request):
        """Pages answer with pages."""
        return False

    def get_client_ip(self, request):
        """The address of the computer that asks; this machine's where the server knows none (a socket)."""
        return network_address(request) or "127.0.0.1"

    def pre_authenticate(self, request, **credentials):
        """Refuses who has to wait; see portal.accounts.attempts."""
        self.attempt = Attempt(request, credentials.get("username") or credentials["email"])
        if wait := self.attempt.seconds_to_wait():
            raise ValidationError(
                f"Te veel foute pogingen. Wacht {span(math.ceil(wait))} en probeer opnieuw. Op een toestel waarop u"
                " zich eerder aanmeldde, kunt u wel verder. Wachtwoord vergeten? Dan kiest u een nieuw.",
                code="too_many_login_attempts",
            )
        self.attempt.begin()

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            self.attempt.succeed()
        return user

    def authentication_failed(self, request, **credentials):
        if self.attempt.user and self.attempt.has_begun_waiting:
            audit.log(None, "lock", User.objects.get(pk=self.attempt.user))

    def post_login(self, request, user, **kwargs):
        """Tells of the previous sign-in, and knows the device from now on."""
        response = super().post_login(request, user, **kwargs)
        devices.remember(request, response, user)
        messages.info(request, previous_sign_in(request))
        return response

    def is_reauthentication_required(self, *, app):
        """Not for who signed in a moment ago to set up the second step, as the role requires."""
        request = allauth_context.request
        recent = time.time() - JUST_NOW
        signed_in_now = any(each["at"] > recent for each in get_authentication_records(request, request.user))
        return not signed_in_now or secondstep.is_set_up_by(request.user)

    def get_reauthentication_methods(self, user):
        """The password, nothing else: a telephone that lies about proves nothing."""
        if not (user.is_authenticated and user.has_usable_password()):
            return []
        return [{"id": "reauthenticate", "description": "Uw wachtwoord", "url": reverse("account_reauthenticate")}]

    def get_reset_password_from_key_url(self, key):
        user, _, token = key.partition("-")
        return mails.absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": user, "key": token}))

    def send_password_reset_mail(self, user, email, context):
        """Only to who chose a password before: an invitation cannot be lengthened this way."""
        if user.has_usable_password():
            mails.deliver_unnoticed(mails.compose("account/email/password_reset_key", user.email, context))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """To the one address that an account has."""
        if user.email:
            mails.deliver(mails.compose(template_prefix, user.email, {"user": user}))
