"""The file of a backup: a zip with what pg_dump wrote, already compressed, and a manifest that tells what that is."""

import hashlib
import json
import re
import subprocess
import tomllib
import zipfile
import zlib
from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings

from portal.operations.backups.contents import LEFT_OUT, Table
from portal.operations.backups.errors import BackupError, explain_os_error

FORMAT = 1
DUMP, MANIFEST = "database.dump", "manifest.json"
PORTION = 1024 * 1024
LARGEST_MANIFEST = 10 * PORTION
NAME = re.compile(r"\w+").fullmatch
COPY = re.compile(rb'COPY public\.("?)([^" ]+)\1 .*FROM stdin;$')

BROKEN = "Dit bestand is geen hele reservekopie van Kapstok: {}. Neem een andere."


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. `made_at` is the moment of which it is; versions are those of PostgreSQL."""

    format: int
    made_at: datetime
    kapstok: str
    commit: str
    server: int
    program: int
    migrations: list
    tables: dict
    left_out: list
    size: int
    sha256: str

    def text(self):
        tables = {name: table._asdict() for name, table in self.tables.items()}
        return json.dumps(asdict(self) | {"made_at": self.made_at.isoformat(), "tables": tables}, indent=1)

    @classmethod
    def read(cls, text):
        """The Manifest that `text` is. Raises BackupError."""
        try:
            values = json.loads(text)
            if values["format"] != FORMAT:
                raise BackupError("Deze reservekopie is van een andere Kapstok: werk eerst bij.")
            values["made_at"] = datetime.fromisoformat(values["made_at"])
            values["tables"] = {
                NAME(name)[0]: Table(int(table["rows"]), int(table["checksum"]))
                for name, table in values["tables"].items()
            }
            return cls(**values)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupError(BROKEN.format("het blad met gegevens erin is onleesbaar")) from error


def release():
    """The version of this Kapstok, and its commit when that is known; a tuple of texts."""
    version = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
    try:
        words = ["git", "-C", settings.BASE_DIR, "rev-parse", "HEAD"]
        return version, subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return version, ""


def write(file, dump, about):
    """Writes what can be read from `dump` to the open file, then the Manifest that `about` (a dict) describes."""
    digest, size = hashlib.sha256(), 0
    with zipfile.ZipFile(file, "w") as archive:
        with archive.open(DUMP, "w", force_zip64=True) as part:
            while portion := dump.read(PORTION):
                digest.update(portion)
                size += len(portion)
                part.write(portion)
        version, commit = release()
        manifest = Manifest(
            FORMAT,
            kapstok=version,
            commit=commit,
            left_out=list(LEFT_OUT),
            size=size,
            sha256=digest.hexdigest(),
            **about,
        )
        archive.writestr(MANIFEST, manifest.text())
    return manifest


@contextmanager
def opened(path):
    """The Manifest of a backup, and its dump to read from; every byte was read once. Raises BackupError."""
    with ExitStack() as stack:
        with explained(path):
            archive = stack.enter_context(zipfile.ZipFile(path))
            if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise BackupError(BROKEN.format("het blad met gegevens erin is te groot"))
            manifest = Manifest.read(archive.read(MANIFEST))
            with archive.open(DUMP) as dump:
                verify(manifest, dump)
            dump = stack.enter_context(archive.open(DUMP))
        yield manifest, dump


@contextmanager
def explained(path):
    """Tells what is wrong with a file in words for the operator: raises BackupError."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupError(BROKEN.format("het is afgebroken of beschadigd")) from error
    except OSError as error:
        raise BackupError(explain_os_error(error, path)) from error


def verify(manifest, dump):
    """Raises BackupError when what `dump` gives is not what the manifest says."""
    digest, size = hashlib.sha256(), 0
    while portion := dump.read(PORTION):
        digest.update(portion)
        size += len(portion)
    if (size, digest.hexdigest()) != (manifest.size, manifest.sha256):
        raise BackupError(BROKEN.format("de inhoud klopt niet met wat erbij staat"))


def rows_in(script):
    """How many rows of each table a script of pg_restore brings; a Counter. `script` gives its lines, as bytes."""
    found, table = Counter(), None
    for line in script:
        if table is not None:
            if line == b"\\.\n":
                table = None
            else:
                found[table] += 1
        elif line.startswith(b"COPY ") and (match := COPY.match(line.rstrip())):
            table = match[2].decode()
    return found
