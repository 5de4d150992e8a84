"""Signed links: who has one may answer in the name of the owner to whom it was mailed, without signing in."""

from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

VALID = timedelta(days=45)

# One salt for each use: the link of one entry does not open the page of all.
ONE, ALL = "freshness.one", "freshness.all"


class ExpiredTokenError(Exception):
    """The link is real, but too old."""


class WrongTokenError(Exception):
    """Nobody got this link from us."""


def token_for(row, use):
    """The token for a row of the database (an Asked for ONE, a Reminder for ALL)."""
    return signer(use).sign(str(row.pk))


def key_of(token, use):
    """The primary key in a token. Raises ExpiredTokenError or WrongTokenError."""
    try:
        return int(signer(use).unsign(token, max_age=VALID))
    except SignatureExpired:
        raise ExpiredTokenError from None
    except (BadSignature, ValueError):
        raise WrongTokenError from None


def signer(use):
    # A point may stand in an address as it is.
    return TimestampSigner(sep=".", salt=use)
