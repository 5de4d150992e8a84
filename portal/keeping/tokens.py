"""What a form carries to prove that it was given to a certain user, and from which state of the thing it started."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from secrets import token_hex

from django.contrib.auth import get_user_model
from django.core import signing

FIELD = "_bewaren"
SALT = "portal.keeping"
# As long as what was typed is kept: a window that stays open over a holiday still proves whose it is.
VALID = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Token:
    """The form `form` (see form_name), given to the user with primary key `user`.

    `base` is the fingerprint of the thing when its form was opened; empty for something new. None when nobody knows
    from what the form started: it was sent without a token.
    """

    user: int
    form: str
    base: str | None = None

    def sign(self):
        """The token as a form carries it: with the time, signed."""
        return signing.dumps(asdict(self), salt=SALT)

    @property
    def is_proven(self):
        """Whether the form was sent with it, instead of without any."""
        return self.base is not None

    def is_of_colleague(self):
        """Whether its user (still) works in the admin."""
        return get_user_model().objects.filter(pk=self.user, is_active=True, is_staff=True).exists()


def read(text):
    """The Token of a signed text; None when it is absent, forged or too old."""
    try:
        return Token(**signing.loads(text or "", salt=SALT, max_age=VALID))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def form_name(model, pk=None):
    """The name of the form of a row of `model`; without `pk` that of a new one, which no other form has."""
    return f"{model._meta.label_lower}/{pk if pk is not None else f'new/{token_hex(8)}'}"
