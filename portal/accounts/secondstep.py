"""The second step of signing in: a code of an app (TOTP), or a recovery code."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.crypto import salted_hmac

from django.contrib.auth.models import User
from portal.roles import ADMINISTRATOR, EDITOR

# Who publishes, or decides who may.
REQUIRED_OF = (EDITOR, ADMINISTRATOR)

# Of a user, for filter and annotate.
IS_REQUIRED = Q(is_superuser=True) | Exists(
    User.groups.through.objects.filter(user=OuterRef("pk"), group__name__in=REQUIRED_OF)
)
IS_SET_UP = Exists(Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP))


def users():
    """All users, with `needs_step` and `has_step`."""
    return User.objects.annotate(needs_step=IS_REQUIRED, has_step=IS_SET_UP)


def is_required_of(user):
    return User.objects.filter(IS_REQUIRED, pk=user.pk).exists()


def is_set_up_by(user):
    return User.objects.filter(IS_SET_UP, pk=user.pk).exists()


def remove(user):
    """Takes the app and the recovery codes of `user` away; returns whether there were any."""
    removed, _ = Authenticator.objects.filter(user=user).delete()
    return bool(removed)


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
