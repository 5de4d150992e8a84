"""What a form carries to prove that it was given to a certain user, and from which state of the thing it started."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from secrets import token_hex

from django.contrib.auth import get_user_model
from django.core import signing

FIELD = "_bewaren"
SALT = "portal.keeping"
# What the name of a form of something new has instead of its key, and the query of the form of a proposal.
NEW, PROPOSAL = "new/", "voorstel"
LONGEST = 120  # letters of a name
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


def form_name(model, pk=None, query=None):
    """The name of the form of a row of `model`; without `pk` that of a new one, which no other form has.

    `query` is that of its address: an entry has a form of its own for each proposal.
    """
    number = (query or {}).get(PROPOSAL, "")
    of_proposal = f"?{PROPOSAL}={number}" if number.isdecimal() and len(number) < 18 else ""
    return f"{model._meta.label_lower}/{pk if pk is not None else f'{NEW}{token_hex(8)}'}{of_proposal}"[:LONGEST]


def is_same_form(one, other):
    """Whether two names are of the same form, or both of something new of one kind."""
    kinds = [name.partition(f"/{NEW}")[0] for name in (one, other) if f"/{NEW}" in name]
    return one == other or (len(kinds) == 2 and kinds[0] == kinds[1])
