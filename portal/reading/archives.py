"""Zip files, which may hold far more than they weigh."""

import struct
import zipfile
import zlib
from pathlib import Path

from portal.reading.faults import UnreadableFile

MEGABYTE = 1_000_000
LARGEST_FILE = 100 * MEGABYTE
MOST_FILES = 1_000
# Real files shrink to a fiftieth; zeros to a thousandth. A part under a megabyte does no harm.
HIGHEST_RATIO = 500
LARGEST_CONTENTS = 1_500 * MEGABYTE
CLOSING = struct.Struct("<4s4H2LH")
BOMB = "Dit zipbestand zwelt bij het uitpakken te sterk op: we lezen het niet."
BROKEN = "Dit zipbestand is beschadigd. Download het opnieuw."


def checked(path):
    """The open ZipFile at `path`, whose list of contents, sizes and locks are in order. Raises UnreadableFile."""
    if Path(path).stat().st_size > LARGEST_FILE:
        raise UnreadableFile(f"Dit bestand is groter dan {LARGEST_FILE // MEGABYTE} MB. Pak het eerst uit.")
    check_closing(path)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, IndexError) as error:
        raise UnreadableFile(BROKEN) from error
    try:
        for part in archive.infolist():
            check(part)
        if sum(part.file_size for part in archive.infolist()) > LARGEST_CONTENTS:
            raise UnreadableFile(BOMB)
    except UnreadableFile:
        archive.close()
        raise
    return archive


def check_closing(path):
    """Raise UnreadableFile for a list of contents that is too long to take in, before anything reads it.

    Layout of the closing record: PKWARE, APPNOTE.TXT, 4.3.16.
    """
    with Path(path).open("rb") as stream:
        stream.seek(max(0, Path(path).stat().st_size - 65_535 - CLOSING.size))
        ending = stream.read()
    start = ending.rfind(b"PK\x05\x06")
    if start < 0 or len(ending) - start < CLOSING.size:
        raise UnreadableFile(BROKEN)
    *_, count, length, _, _ = CLOSING.unpack_from(ending, start)
    if count > MOST_FILES or length > MEGABYTE or b"PK\x06\x06" in ending:
        raise UnreadableFile("In dit zipbestand zitten te veel bestanden.")


def check(part):
    """Raise UnreadableFile for a file in a zip that is locked, packed in an odd way, or would swell."""
    if part.flag_bits & 1:
        raise UnreadableFile("Dit zipbestand heeft een wachtwoord. Bewaar het zonder.")
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableFile("Dit zipbestand is op een ongewone manier ingepakt. Pak het eerst uit.")
    if part.file_size > max(MEGABYTE, part.compress_size * HIGHEST_RATIO):
        raise UnreadableFile(BOMB)


def only_text(archive):
    """The one file with figures in an open ZipFile. Raises UnreadableFile for none or several."""
    parts = [part for part in archive.infolist() if not part.is_dir() and is_content(part.filename)]
    if not parts:
        raise UnreadableFile("Dit zipbestand is leeg.")
    if len(parts) > 1:
        names = ", ".join(part.filename[:60] for part in parts[:5])
        raise UnreadableFile(f"In dit zipbestand zitten {len(parts)} bestanden ({names}). Laad ze een voor een.")
    return parts[0]


def is_content(name):
    return not name.startswith("__MACOSX/") and not Path(name).name.startswith(".")


class Member:
    """A file in a zip as an open binary file, that raises UnreadableFile when it turns out broken.

    zipfile never gives more than the size that was checked, and compares the checksum at the end.
    """

    def __init__(self, path, part):
        self.archive = zipfile.ZipFile(path)
        try:
            self.stream = self.archive.open(part)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
            self.archive.close()
            raise UnreadableFile(BROKEN) from error
        self.closed = False

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()

    def readable(self):
        return True

    def writable(self):
        return False

    def seekable(self):
        return False

    def flush(self):
        """Nothing is written."""

    def read(self, size=-1):
        try:
            return self.stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise UnreadableFile(BROKEN) from error

    read1 = read

    def close(self):
        if not self.closed:
            self.closed = True
            self.stream.close()
            self.archive.close()
