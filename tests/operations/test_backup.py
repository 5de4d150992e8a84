"""A backup holds every row, a restore brings every row back, and what goes wrong changes nothing."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal import audit
from portal.models import Theme
from portal.operations.backups import archive, making
from portal.operations.backups.archive import DUMP, MANIFEST
from portal.operations.models import Job, last_run
from practices.models import Practice
from tests.factories import make_practice, make_theme
from tests.whole_site import make_one_of_each, make_vocabulary

PROJECT = Path(__file__).parent.parent.parent
# What a restore itself adds: its line in the log book, and that the search was indexed anew.
OWN = {"audit_event", "portal_contentchange", "sequences"}


def run(*words):
    """What a command of manage.py prints."""
    output = StringIO()
    call_command(*words, stdout=output)
    return output.getvalue()


@pytest.fixture(scope="module")
def filled(databases, migrated):
    """The name of a database with something of everything, an account and a session."""
    name = databases.make(like=migrated)
    with databases.on(name):
        make_one_of_each([make_vocabulary(), make_vocabulary()])
        make_practice(title="Één \\ 'aanhaling' \t “tab”\n\\. \\N ☕")
        user = User.objects.create_user("an", password="vuurtoren-in-de-mist")
        audit.log(user, "export", Practice, rijen=3)
        Session.objects.create(session_key="geheim", session_data="x", expire_date=timezone.now())
    return name


@pytest.fixture(scope="module")
def backup(databases, filled, tmp_path_factory):
    """A backup of it."""
    path = tmp_path_factory.mktemp("backup") / "kopie.zip"
    with databases.on(filled):
        run("backup", str(path))
    return path


@pytest.fixture
def copied(databases, filled):
    """The name of a copy of the filled database, for one test to spoil."""
    return databases.make(like=filled)


def test_every_row_comes_back_on_an_empty_machine(databases, filled, backup):
    empty = databases.make()

    with databases.on(empty):
        said = run("restore", str(backup)).splitlines()

    before, after = databases.rows(filled), databases.rows(empty)
    before.pop("accounts_counter"), after.pop("accounts_counter")
    assert before.pop("django_session") != after.pop("django_session") == []
    # The backup is of before it was told.
    assert (len(before.pop("operations_lastrun")), after.pop("operations_lastrun")) == (1, [])
    assert {name: rows for name, rows in after.items() if name not in OWN} == {
        name: rows for name, rows in before.items() if name not in OWN
    }
    assert len([name for name, rows in before.items() if rows]) > 40
    assert set(before["audit_event"]) < set(after["audit_event"])
    assert databases.shape(empty) == databases.shape(filled)
    assert said[0].startswith("Reservekopie van ")
    assert said[1:] == [
        "Teruggezet en vergeleken: elke tabel is zoals in de reservekopie.",
        "Migraties en zoekindex zijn in orde. Herstart het portaal.",
    ]


def test_restored_database_takes_new_rows(databases, backup):
    """Numbers go on where they were."""
    empty = databases.make()
    with databases.on(empty):
        run("restore", str(backup))
        theme = make_theme()

        assert Theme.objects.filter(pk__lt=theme.pk).count() == Theme.objects.count() - 1


def test_file_is_for_its_owner_alone(databases, filled, backup):
    with databases.on(filled):
        assert last_run(Job.BACKUP).failures == []

    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [each.name for each in backup.parent.iterdir()] == ["kopie.zip"]


def test_manifest_tells_what_it_is(backup):
    manifest = json.loads(zipfile.ZipFile(backup).read(MANIFEST))

    assert manifest["kapstok"] == archive.release()[0]
    assert ["portal", "0001_initial"] in manifest["migrations"]
    assert manifest["tables"]["auth_user"]["rows"] == 1
    assert (manifest["left_out"], "django_session" in manifest["tables"]) == (
        ["django_session", "accounts_counter"],
        False,
    )


def test_sessions_stay_behind(backup):
    assert b"geheim" not in zipfile.ZipFile(backup).read(DUMP)


def test_existing_file_stays(databases, filled, tmp_path):
    path = tmp_path / "kopie.zip"
    path.write_text("van vroeger")
    with databases.on(filled):
        with pytest.raises(CommandError, match=r"bestaat al\. Kies een andere naam"):
            run("backup", str(path))
        assert path.read_text() == "van vroeger"

        run("backup", str(path), "--force")

    assert zipfile.is_zipfile(path)


def test_only_the_newest_are_kept(databases, filled, tmp_path):
    others = [f"kapstok-2026-01-0{day}-030000.zip" for day in (1, 2, 3)]
    for name in [*others, "kapstok-met-de-hand.zip", "brief.txt"]:
        (tmp_path / name).touch()

    with databases.on(filled):
        run("backup", str(tmp_path), "--keep", "2")

    left = sorted(each.name for each in tmp_path.iterdir())
    assert [name for name in left if not name.startswith(f"kapstok-{timezone.localtime():%Y-%m-%d}")] == [
        "brief.txt",
        "kapstok-2026-01-03-030000.zip",
        "kapstok-met-de-hand.zip",
    ]
    assert len(left) == 4


def test_newer_database_is_kept(databases, copied, backup):
    with databases.on(copied):
        make_theme(name="Nieuw thema")
    before = databases.rows(copied)

    with databases.on(copied), pytest.raises(CommandError, match=r"In de databank veranderde er iets na deze"):
        run("restore", str(backup))
    assert databases.rows(copied) == before

    with databases.on(copied):
        said = run("restore", str(backup), "--force")
        assert not Theme.objects.filter(name="Nieuw thema").exists()
    assert "  thema's: nu 3, daarna 2\n" in said


def test_database_of_a_later_kapstok_is_kept(databases, copied, backup):
    with databases.connect(copied) as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('portal', '9999_later', now())")

    with databases.on(copied), pytest.raises(CommandError, match=r"van een nieuwere Kapstok \(portal\.9999_later\)"):
        run("restore", str(backup))


def test_backup_of_a_later_kapstok_is_refused(databases, copied, tmp_path):
    path = tmp_path / "later.zip"
    with databases.connect(copied) as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('portal', '9999_later', now())")
    with databases.on(copied):
        run("backup", str(path))

    with databases.on(databases.make()), pytest.raises(CommandError, match=r"Werk Kapstok eerst bij\.$"):
        run("restore", str(path), "--force")


def test_backup_of_an_earlier_kapstok_is_migrated(databases, copied, filled, tmp_path):
    path, empty = tmp_path / "earlier.zip", databases.make()
    with databases.on(copied):
        call_command("migrate", "operations", "zero", verbosity=0)
        # Where failures are told is not there yet.
        making.make(path)

    with databases.on(empty):
        run("restore", str(path))

    assert databases.shape(empty) == databases.shape(filled)


def spoil(source, target, change):
    """Writes a changed copy of a file: `change` gets a bytearray."""
    content = bytearray(source.read_bytes())
    change(content)
    target.write_bytes(content)
    return target


def cut(number):
    def change(content):
        del content[number:]

    return change


def flip(where):
    def change(content):
        content[int(len(content) * where)] ^= 1

    return change


@pytest.mark.parametrize(
    "change",
    [cut(0), cut(20), cut(5_000), cut(-1), flip(0.2), flip(0.5), flip(0.9), flip(0.97)],
    ids=["empty", "cut early", "cut halfway", "one byte short", "flip 1", "flip 2", "flip 3", "flip 4"],
)
def test_damaged_file_changes_nothing(databases, copied, backup, tmp_path, change):
    spoilt = spoil(backup, tmp_path / "stuk.zip", change)
    before = databases.rows(copied)

    with databases.on(copied):
        for words in [("--check",), ("--force",)]:
            with pytest.raises(CommandError, match=r"^Niets teruggezet\. Dit bestand is geen hele reservekopie"):
                run("restore", str(spoilt), *words)

    assert databases.rows(copied) == before


def with_manifest(source, target, **changes):
    """A copy of a backup that says something else of itself."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        new.writestr(DUMP, old.read(DUMP))
        new.writestr(MANIFEST, json.dumps(json.loads(old.read(MANIFEST)) | changes))
    return target


def test_other_rows_than_told_change_nothing(databases, copied, backup, tmp_path):
    """The transaction ends when a table is not as it was, whatever the reason."""
    tables = json.loads(zipfile.ZipFile(backup).read(MANIFEST))["tables"]
    tables["portal_theme"]["checksum"] += 1
    other = with_manifest(backup, tmp_path / "anders.zip", tables=tables)
    before = databases.rows(copied)

    with databases.on(copied), pytest.raises(CommandError, match=r"not as in the backup: portal_theme"):
        run("restore", str(other), "--force")

    assert databases.rows(copied) == before


def test_backup_of_a_later_postgresql_is_refused(databases, copied, backup, tmp_path):
    other = with_manifest(backup, tmp_path / "anders.zip", server=99)

    with databases.on(copied), pytest.raises(CommandError, match=r"is van PostgreSQL 99, deze server is ouder"):
        run("restore", str(other), "--force")


def test_no_programs_that_fit(databases, filled, tmp_path, monkeypatch):
    monkeypatch.setattr("portal.operations.backups.programs.folders", list)

    with (
        databases.on(filled),
        pytest.raises(CommandError, match="apt-get install postgresql-client-"),
    ):
        run("backup", str(tmp_path / "kopie.zip"))


def test_full_disk_leaves_nothing(databases, filled, tmp_path, monkeypatch):
    def write(file, dump, about):
        file.write(dump.read(10_000))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(archive, "write", write)
    with databases.on(filled):
        with pytest.raises(CommandError, match=r"^Geen reservekopie\. De schijf is vol"):
            run("backup", str(tmp_path / "kopie.zip"))
        assert "De schijf is vol" in last_run(Job.BACKUP).failures[0]

    assert list(tmp_path.iterdir()) == []


def test_folder_that_is_not_there(databases, filled, tmp_path):
    with databases.on(filled), pytest.raises(CommandError, match=r"^Geen reservekopie\. .*/nergens/"):
        run("backup", str(tmp_path / "nergens" / "kopie.zip"))


def test_file_that_is_not_there(databases, filled, tmp_path):
    with databases.on(filled), pytest.raises(CommandError, match=r"^Niets teruggezet\. .*No such file"):
        run("restore", str(tmp_path / "nergens.zip"))


def test_password_is_asked_for_and_not_told(tmp_path):
    """A wrong one gives a sentence, not a traceback."""
    settings = {
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "x",
        "SITE_URL": "https://x",
        "DATABASE_URL": "postgresql://kapstok:s3cr3t@127.0.0.1:1/kapstok",
    }
    result = subprocess.run(
        [sys.executable, "manage.py", "backup", tmp_path / "kopie.zip"],
        cwd=PROJECT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )

    assert (result.returncode, result.stdout) == (1, "")
    assert "CommandError: Geen reservekopie. De databank meldt: connection" in result.stderr
    assert ("s3cr3t" in result.stderr, "Traceback" in result.stderr) == (False, False)


def test_backup_is_of_one_moment(databases, copied, tmp_path, monkeypatch):
    """What is saved while it is written is whole in it, or not at all."""
    measured = making.contents.measured

    def measure_while_somebody_saves():
        found = measured()
        with databases.connect(copied) as other:
            other.execute("DELETE FROM audit_event")
            other.execute(
                "INSERT INTO portal_theme (name, slug, question, summary, position, updated_at)"
                " SELECT 'Later', 'later', question, summary, position, now() FROM portal_theme LIMIT 1"
            )
        return found

    monkeypatch.setattr(making.contents, "measured", measure_while_somebody_saves)
    empty = databases.make()
    with databases.on(copied):
        run("backup", str(tmp_path / "kopie.zip"))
    monkeypatch.undo()
    with databases.on(empty):
        run("restore", str(tmp_path / "kopie.zip"))

        assert not Theme.objects.filter(slug="later").exists()
        assert [event.action for event in audit.models.Event.objects.order_by("pk")] == ["export", "restore"]


def test_killed_restore_changes_nothing(databases, copied, backup):
    """At its worst: it is busy dropping what there was, and waits for somebody who reads the last table."""
    before = databases.rows(copied)
    code = (
        "import sys, django; django.setup(); from django.db import connection;"
        f"connection.settings_dict['NAME'] = {copied!r};"
        "from django.core.management import call_command;"
        "call_command('restore', sys.argv[1], '--force')"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    with databases.connect(copied) as reader, databases.connect("postgres") as watcher:
        reader.execute("BEGIN")
        reader.execute("LOCK TABLE subsidies_scheme IN ACCESS SHARE MODE")
        words = [sys.executable, "-c", code, str(backup)]
        process = subprocess.Popen(words, cwd=PROJECT, env=environment, stdout=subprocess.PIPE)
        wait_until(watcher, WAITING, copied, 1)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        reader.execute("COMMIT")
        wait_until(watcher, CONNECTED, copied, 1)

    assert databases.rows(copied) == before


WAITING = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND wait_event_type = 'Lock'"
CONNECTED = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"


def wait_until(watcher, question, database, number):
    """Waits until the answer is that number, at most a minute."""
    deadline = time.monotonic() + 60
    while watcher.execute(question, [database]).fetchone()[0] != number:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_killed_backup_leaves_no_file_by_that_name(databases, filled, tmp_path):
    """The next one takes over what was left."""
    left = tmp_path / ".kopie.zip.unfinished"
    left.write_bytes(b"half")
    with databases.on(filled):
        run("backup", str(tmp_path / "kopie.zip"))

    assert [each.name for each in tmp_path.iterdir()] == ["kopie.zip"]


def test_two_at_once(databases, filled, tmp_path):
    path = tmp_path / "kopie.zip"
    with (
        databases.on(filled),
        making.unfinished(path),
        pytest.raises(CommandError, match="Er wordt al een"),
    ):
        run("backup", str(path))


def test_check_says_what_a_file_is(backup, tmp_path):
    moved = shutil.copy(backup, tmp_path / "elders.zip")

    assert run("restore", str(moved), "--check").startswith("Dit bestand is heel: van ")
