"""What follows when somebody signs in, chooses a password or sets up the second step; told by signals."""

from allauth.account import signals as account_signals
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.mfa import signals as mfa_signals
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_save, pre_save

from portal import audit
from portal.accounts import devices
from portal.accounts.models import SignIn
from portal.accounts.telling import browser_of


def note_sign_in(request, user, **_):
    sign_in = SignIn.objects.create(user=user, device=devices.number_of(request), browser=browser_of(request))
    request.session["sign_in"] = sign_in.pk


def note_sign_out(request, user, **_):
    SignIn.objects.filter(pk=request.session.get("sign_in"), user=user).end()


def end_others(request, user):
    """Ends all sessions of `user` but this one; returns how many."""
    return SignIn.objects.going_on().filter(user=user).exclude(pk=request.session.get("sign_in")).end()


def follow_password(request, user, **_):
    """A new password ends all other sessions, and is a new chance to give codes."""
    end_others(request, user)
    ratelimit.clear(request, action="login_failed", key=f"mfa-auth-user-{user.pk}")
    audit.log(user, "password", user)


def follow_second_step(request, user, authenticator, **_):
    """Sessions that never took the step end. The code just given counts as a proof of who it is."""
    if authenticator.type == authenticator.Type.TOTP:
        end_others(request, user)
        record_authentication(request, user, "mfa", type=authenticator.type, reauthenticated=True)
        audit.log(user, "two-factor", user, done="set up")


def follow_removal(user, authenticator, **_):
    if authenticator.type == authenticator.Type.TOTP:
        audit.log(user, "two-factor", user, done="removed")


def follow_new_codes(user, **_):
    audit.log(user, "two-factor", user, done="new recovery codes")


def fold_address(instance, **_):
    """An address is one whatever its capitals are: people sign in with it."""
    instance.email = instance.email.lower()


def follow_user(instance, raw=False, **_):
    """An account that is made inactive has no session, and only the address in the account is an address of it."""
    if raw:
        return
    EmailAddress.objects.filter(user=instance).exclude(email=instance.email).delete()
    if not instance.is_active:
        SignIn.objects.filter(user=instance).end()


def connect():
    """Makes them listen; called once, when all apps are there."""
    user_logged_in.connect(note_sign_in, dispatch_uid="accounts")
    user_logged_out.connect(note_sign_out, dispatch_uid="accounts")
    for signal in (account_signals.password_changed, account_signals.password_reset):
        signal.connect(follow_password, dispatch_uid="accounts")
    mfa_signals.authenticator_added.connect(follow_second_step, dispatch_uid="accounts")
    mfa_signals.authenticator_removed.connect(follow_removal, dispatch_uid="accounts")
    mfa_signals.authenticator_reset.connect(follow_new_codes, dispatch_uid="accounts")
    pre_save.connect(fold_address, sender=User, dispatch_uid="accounts address")
    post_save.connect(follow_user, sender=User, dispatch_uid="accounts user")
