"""Signing in as a person does: with a password, and with the code that an app shows."""

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value

SIGN_IN = "/beheer/account/aanmelden/"
CODE = "/beheer/account/code/"
SET_UP = "/beheer/account/tweede-stap/instellen/"
PASSWORD = "vuurtoren-in-de-mist"


def give_second_step(user):
    """Links an app to the account; returns its secret. Without effect when there is one: then returns ""."""
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        return ""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_of(secret, after=0):
    """What the app with that secret shows, `after` times 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + after))


def try_password(client, login, password=PASSWORD, **headers):
    """Posts the form of signing in; the answer, not followed."""
    return client.post(SIGN_IN, {"login": login, "password": password}, **headers)
