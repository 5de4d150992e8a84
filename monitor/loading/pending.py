"""Files that somebody sent and did not yet take in or cancel: kept on this machine between preview and import.

The browser only gets a token. Whose a file is, and what it is called, stands beside it.
"""

import json
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from monitor.loading.errors import LoadingError
from monitor.loading.files import described
from portal.text import printable

TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
KEPT_SECONDS = 24 * 60 * 60
LONGEST_NAME = 150


@dataclass(frozen=True)
class Pending:
    """A file that waits: its token, and where it and what is known of it are."""

    token: str

    @property
    def path(self):
        return folder() / self.token

    @property
    def card(self):
        return folder() / f"{self.token}.json"

    def drop(self):
        """Removes it; also when it is gone already."""
        self.path.unlink(missing_ok=True)
        self.card.unlink(missing_ok=True)

    def file(self, user):
        """The ImportedFile, for who sent it. Raises LoadingError for anybody else, and when it waited too long."""
        clean_up()
        with suppress(OSError, ValueError, KeyError):
            known = json.loads(self.card.read_text())
            if known["user"] == user.pk:
                return described(self.path, known["name"])
        raise LoadingError("Dit bestand wacht niet meer. Kies het opnieuw.")


def folder():
    """Where the files wait; made when it is not there, for nobody else to read."""
    path = Path(settings.LOCAL_DIR) / "pending-figures"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def keep(upload, user):
    """Keeps an uploaded file for `user`; returns its Pending. Files that wait too long are removed."""
    clean_up()
    waiting = Pending(secrets.token_hex(16))
    with waiting.path.open("wb") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
    name = printable(Path(upload.name).name)[-LONGEST_NAME:] or "bestand"
    waiting.card.write_text(json.dumps({"name": name, "user": user.pk}))
    return waiting


def pending(token):
    """The Pending with a token from an address. Raises LoadingError when it is none."""
    if not TOKEN.fullmatch(token):
        raise LoadingError("Dit bestand wacht niet meer. Kies het opnieuw.")
    return Pending(token)


def clean_up():
    """Removes what waits longer than a day."""
    for path in folder().iterdir():
        with suppress(OSError):
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink()
