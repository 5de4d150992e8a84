"""Signing in as a person does: with a password, and with the code that an app shows."""

from portal.accounts import secondstep
from portal.accounts.secondstep import code_now as code_of

SIGN_IN = "/beheer/account/aanmelden/"
CODE = "/beheer/account/code/"
SET_UP = "/beheer/account/tweede-stap/instellen/"
__all__ = ["CODE", "PASSWORD", "SET_UP", "SIGN_IN", "code_of", "give_second_step", "try_password"]
PASSWORD = "vuurtoren-in-de-mist"


def give_second_step(user):
    """Links an app to the account; returns its secret. Without effect when there is one: then returns ""."""
    return "" if secondstep.is_set_up_by(user) else secondstep.give(user)


def try_password(client, login, password=PASSWORD, **headers):
    """Posts the form of signing in; the answer, not followed."""
    return client.post(SIGN_IN, {"login": login, "password": password}, **headers)
