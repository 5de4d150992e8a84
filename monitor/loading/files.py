"""The file to import: on this machine or at an address, with its fingerprint."""

import hashlib
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from socket import gaierror
from tempfile import NamedTemporaryFile
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen

from monitor.loading.errors import LoadingError

MEGABYTE = 1024 * 1024
LARGEST = 600 * MEGABYTE
PATIENCE = 30  # seconds without an answer
LONGEST = 30 * 60  # seconds for a whole file
CHUNK = MEGABYTE


@dataclass(frozen=True)
class ImportedFile:
    """A file on this machine: where it is now, what it is called, and its SHA-256."""

    path: Path
    name: str
    digest: str


@contextmanager
def opened(address):
    """The ImportedFile at `address`: a path, a file:// address, or one of http(s), which is fetched for the while.

    Raises LoadingError when it is not there, too large, or too slow.
    """
    try:
        parts = urlsplit(str(address))
    except ValueError:
        raise LoadingError(f"{address} is geen adres.") from None
    if parts.scheme in ("http", "https"):
        with NamedTemporaryFile(prefix="kapstok-") as copy:
            fetch(address, copy)
            yield described(Path(copy.name), Path(unquote(parts.path)).name or address)
        return
    if parts.scheme == "file":
        address = unquote(parts.path)
    elif "://" in str(address):
        raise LoadingError(f"Het adres {address} begint niet met file://, http:// of https://.")
    path = Path(address)
    yield described(path, path.name)


def described(path, name):
    """The ImportedFile at a path. Raises LoadingError."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise LoadingError(f"{path} is geen bestand.")
        if size > LARGEST:
            raise LoadingError(f"{name} is groter dan {LARGEST // MEGABYTE} MB.")
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise LoadingError(f"{path} is niet te openen: {error.strerror}.") from error
    return ImportedFile(path, name, digest)


def fetch(address, copy):
    """Copies what an http(s) address gives into the open file `copy`. Raises LoadingError."""
    try:
        with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 only http(s) comes here
            total, until, promised = 0, monotonic() + LONGEST, answer.length
            # Not read(): that waits for a whole chunk, however slowly it comes.
            while chunk := answer.read1(CHUNK):
                total += len(chunk)
                if total > LARGEST:
                    raise LoadingError(f"Wat op {address} staat, is groter dan {LARGEST // MEGABYTE} MB.")
                if monotonic() > until:
                    raise LoadingError(f"{address} is niet op te halen: het duurt langer dan {LONGEST // 60} minuten.")
                copy.write(chunk)
            if promised is not None and total < promised:
                raise LoadingError(f"{address} is niet op te halen: de verbinding viel weg. Probeer het opnieuw.")
    except (URLError, HTTPException, OSError, ValueError) as error:
        raise LoadingError(f"{address} is niet op te halen: {reason_of(error)}.") from error
    copy.flush()


def reason_of(error):
    """Why an address gives no file, in Dutch."""
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, gaierror):
        return "er is geen netwerk, of dit adres bestaat niet"
    if isinstance(reason, TimeoutError):
        return f"er komt al {PATIENCE} seconden geen antwoord"
    if isinstance(error, HTTPError):
        return f"de server antwoordt {error.code} ({error.reason})"
    if isinstance(reason, ConnectionError):
        return "de server neemt geen verbinding aan, of breekt ze af"
    return reason
