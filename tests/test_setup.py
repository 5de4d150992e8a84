"""What `make` says on a machine that lacks something, without installing anything."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


@pytest.fixture
def project(tmp_path):
    """A fresh checkout in a directory with a space in its name: only what `bin/setup` reads."""
    path = tmp_path / "mijn portaal"
    (path / "bin").mkdir(parents=True)
    shutil.copy(PROJECT / "bin" / "setup", path / "bin")
    (path / "requirements.lock").write_text("# nothing\n")
    return path


def run_setup(project, **environment):
    """The exit code of bin/setup, the lines it printed and its complaints."""
    result = subprocess.run(
        ["bin/setup"],
        cwd=project,
        env={"PATH": "/usr/bin:/bin", "PYTHON": sys.executable, **environment},
        capture_output=True,
        text=True,
    )
    return result.returncode, result.stdout.splitlines(), result.stderr.splitlines()


def make_program(path, script):
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_setup_installs_once_until_lock_changes(project):
    version = subprocess.run([sys.executable, "--version"], capture_output=True, text=True).stdout.strip()

    assert run_setup(project) == (
        0,
        [
            f"Python-omgeving: .venv maken met {version}.",
            "Pakketten: installeren uit requirements.lock, dit duurt even.",
            "Sleutel: gemaakt in .local/secret-key.",
        ],
        [],
    )
    key = project / ".local" / "secret-key"
    first = key.read_text()
    assert key.stat().st_mode & 0o777 == 0o600

    assert run_setup(project) == (0, [], [])

    (project / "requirements.lock").write_text("# nothing either\n")
    assert run_setup(project) == (0, ["Pakketten: installeren uit requirements.lock, dit duurt even."], [])
    assert key.read_text() == first


def test_setup_after_python_disappeared(project):
    """As after an upgrade of the operating system."""
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/nergens/python3.9")
    (project / ".venv" / "requirements.stamp").touch()

    code, lines, complaints = run_setup(project)

    assert (code, lines[0].partition(":")[0], complaints) == (0, "Python-omgeving", [])


def test_setup_without_python(project):
    assert run_setup(project, PYTHON="python3.99") == (
        1,
        [],
        ["python3.99 ontbreekt. Op Debian en Ubuntu: apt-get install python3 python3-venv"],
    )


def test_setup_with_old_python(project, tmp_path):
    old = make_program(tmp_path / "python3.10", '[ "$1" = --version ] && echo Python 3.10.1 || exit 1')

    assert run_setup(project, PYTHON=old) == (
        1,
        [],
        [
            "Python 3.10.1 is te oud: het portaal heeft Python 3.11 of hoger nodig.",
            "Wijs er een aan met PYTHON=, bijvoorbeeld: make serve PYTHON=python3.12",
        ],
    )


def test_setup_without_venv(project, tmp_path):
    bare = make_program(tmp_path / "python3", f'case "$2" in *ensurepip*) exit 1;; esac; exec "{sys.executable}" "$@"')

    assert run_setup(project, PYTHON=bare) == (
        1,
        [],
        ["De module venv van Python ontbreekt. Op Debian en Ubuntu: apt-get install python3-venv"],
    )


def test_setup_with_little_disk_left(project, tmp_path):
    make_program(tmp_path / "df", "echo Filesystem; echo /dev/sda 100 91 9 91% /")

    assert run_setup(project, PATH=f"{tmp_path}:/usr/bin:/bin") == (
        1,
        [],
        ["Te weinig plaats op de schijf: 9 MB vrij, 700 MB nodig."],
    )


def test_setup_where_nothing_can_be_written(project):
    (project / ".local").write_text("a file in the way")

    assert run_setup(project) == (
        1,
        [],
        ["Kan niet schrijven in .local: geen rechten (start make als de eigenaar) of de schijf is vol."],
    )
