"""Mail to who must act: one to each person for what was done together, and never at the cost of what was done."""

import logging
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from portal.accounts import names

logger = logging.getLogger(__name__)

# The notices being gathered, a list; None when each is sent by itself.
waiting = ContextVar("waiting", default=None)


@dataclass(frozen=True)
class Notice:
    """What one person is told: a `sentence`, the `comment` of who did it, and the `path` where to go on.

    Of what is not public it holds the title alone: a mail box is not ours.
    """

    to: User
    subject: str
    sentence: str
    comment: str
    path: str

    @property
    def text(self):
        parts = [self.sentence, self.comment and f"Toelichting: {self.comment}", f"{settings.SITE_URL}{self.path}"]
        return "\n\n".join(part for part in parts if part)


def name_of(user):
    """How others know that person."""
    return names.name_of(user) if user else "een vroegere gebruiker"


def reachable(people):
    """Those of `people` who can be mailed, each once; a list."""
    return list({user.pk: user for user in people if user and user.is_active and user.email}.values())


@contextmanager
def together(tell):
    """Sends what `send` is given inside when all went well, and calls `tell` with a Dutch sentence when that fails.

    Goes around a transaction, not inside.
    """
    if waiting.get() is not None:
        yield
        return
    notices = []
    token = waiting.set(notices)
    try:
        yield
    finally:
        waiting.reset(token)
    if missed := deliver(notices):
        names = ", ".join(name_of(user) for user in missed)
        tell(f"Alles is bewaard, maar de mail aan {names} is niet vertrokken. Verwittig zelf wie dit moet weten.")


def send(notices):
    """Sends `notices` with the others that are gathered, else when the transaction is there for good."""
    gathered = waiting.get()
    if gathered is None:
        transaction.on_commit(lambda: deliver(notices))
    else:
        gathered.extend(notices)


def deliver(notices):
    """Sends one mail to each person; returns the users whose mail could not be sent. What fails is logged."""
    letters = {}
    for notice in notices:
        letters.setdefault(notice.to, []).append(notice)
    missed = []
    try:
        with get_connection() as connection:
            for user, found in letters.items():
                missed += [] if post(letter(user, found, connection)) else [user]
    except Exception:
        logger.exception("No connection with the mail server; %d mails were not sent", len(letters))
        return list(letters)
    return missed


def post(message):
    """Sends that EmailMessage; returns whether it went."""
    try:
        message.send()
    except Exception:  # whatever a mail server or an odd address gives: the step stands
        logger.exception("A mail was not sent")
        return False
    return True


def letter(user, notices, connection):
    """The EmailMessage to `user` with all `notices`."""
    subject = notices[0].subject if len(notices) == 1 else f"{len(notices)} berichten over fiches op Kapstok"
    texts = "\n\n".join(notice.text for notice in notices)
    body = f"Dag {name_of(user)}\n\n{texts}\n\nDit is een bericht van Kapstok. U kunt er niet op antwoorden.\n"
    # A header has one line.
    return EmailMessage(" ".join(subject.split()), body, to=[user.email], connection=connection)
