"""The second step of signing in: a code of an app (TOTP), or a recovery code."""

import base64
import time

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from portal.roles import ADMINISTRATOR, EDITOR

# Who publishes, or decides who may.
REQUIRED_OF = (EDITOR, ADMINISTRATOR)


def is_required(of="pk"):
    """The condition, in a query, that the role of a user requires it; `of` is the name of the user's key there."""
    leaders = User.objects.filter(Q(is_superuser=True) | Q(groups__name__in=REQUIRED_OF))
    return Exists(leaders.filter(pk=OuterRef(of)))


def is_set_up(of="pk"):
    """The condition, in a query, that a user has an app."""
    return Exists(Authenticator.objects.filter(user=OuterRef(of), type=Authenticator.Type.TOTP))


def is_lacking(of="pk"):
    return is_required(of) & ~is_set_up(of)


def is_required_of(user):
    return User.objects.filter(is_required(), pk=user.pk).exists()


def is_set_up_by(user):
    return User.objects.filter(is_set_up(), pk=user.pk).exists()


def remove(user):
    """Takes the app and the recovery codes of `user` away; returns whether there were any."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return bool(removed)


def give(user):
    """Links an app to the account, as somebody who shows the page to an app would; returns its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def secret_of(user):
    """The secret of the app of `user`, who has one."""
    return decrypt(Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).data["secret"])


def code_now(secret, after=0):
    """What an app with that secret shows, `after` times 30 seconds from now."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + after))


class SecondStepAdapter(DefaultMFAAdapter):
    """What allauth asks about the second step."""

    def get_totp_label(self, user):
        return user.get_username()

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        """The secret; one that fits no code when SECRET_KEY is another than it was written with.

        An administrator then resets the second step, as for a lost telephone.
        """
        try:
            return cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(Fernet.generate_key()[:20]).decode()


def cipher():
    """Encrypts with a key made of SECRET_KEY; reads what was encrypted with SECRET_KEY_FALLBACKS too."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    digests = (salted_hmac("portal.accounts.secondstep", "", secret=key, algorithm="sha256").digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def encrypt_anew():
    """Encrypts every secret with SECRET_KEY; returns how many could be read, and how many could not."""
    done = lost = 0
    for each in Authenticator.objects.all():
        name = "secret" if each.type == Authenticator.Type.TOTP else "seed"
        try:
            each.data[name] = cipher().rotate(each.data[name].encode()).decode()
        except InvalidToken:
            lost += 1
        else:
            each.save(update_fields=["data"])
            done += 1
    return done, lost
