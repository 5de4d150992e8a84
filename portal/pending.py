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

from portal.text import printable

TOKEN = re.compile(r"[0-9a-f]{32}", re.ASCII)
KEPT_SECONDS = 24 * 60 * 60
LONGEST_NAME = 150


class NotWaitingError(Exception):
    """No such file waits, or not for this user; `str()` gives the Dutch reason."""

    def __init__(self):
        super().__init__("Dit bestand wacht niet meer. Kies het opnieuw.")


@dataclass(frozen=True)
class Shelf:
    """Where files of one kind wait; `name` is that of their folder."""

    name: str

    @property
    def folder(self):
        """Made when it is not there, for nobody else to read."""
        path = Path(settings.LOCAL_DIR) / self.name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def keep(self, upload, user):
        """Keeps an uploaded file for `user`; returns its Pending. Files that wait too long are removed."""
        self.clean_up()
        waiting = Pending(self, secrets.token_hex(16))
        with waiting.path.open("wb") as copy:
            for chunk in upload.chunks():
                copy.write(chunk)
        name = printable(Path(upload.name).name)[-LONGEST_NAME:] or "bestand"
        waiting.card.write_text(json.dumps({"name": name, "user": user.pk}))
        return waiting

    def pending(self, token):
        """The Pending with a token from an address. Raises NotWaitingError when it is none."""
        if not TOKEN.fullmatch(token):
            raise NotWaitingError
        return Pending(self, token)

    def clean_up(self):
        """Removes what waits longer than a day."""
        for path in self.folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                    path.unlink()


@dataclass(frozen=True)
class Pending:
    """A file that waits: on which Shelf, its token, and where it and what is known of it are."""

    shelf: Shelf
    token: str

    @property
    def path(self):
        return self.shelf.folder / self.token

    @property
    def card(self):
        return self.shelf.folder / f"{self.token}.json"

    def drop(self):
        """Removes it; also when it is gone already."""
        self.path.unlink(missing_ok=True)
        self.card.unlink(missing_ok=True)

    def name(self, user):
        """What the file was called, for who sent it. Raises NotWaitingError for anybody else, or when it is gone."""
        self.shelf.clean_up()
        with suppress(OSError, ValueError, KeyError):
            known = json.loads(self.card.read_text())
            if known["user"] == user.pk and self.path.is_file():
                return known["name"]
        raise NotWaitingError
