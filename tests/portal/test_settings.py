"""A portal that is not set up right does not start, and says which setting is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PROJECT = Path(__file__).parent.parent.parent
PRODUCTION = {
    "SECRET_KEY": "k8#" + "a1B2c3D4e5" * 6,
    "ALLOWED_HOSTS": "kapstok.example,www.kapstok.example",
    "DATABASE_URL": "postgresql://kapstok:p%40ss@db.example:5433/kapstok",
    "SITE_URL": "https://kapstok.example/",
}
NAMES = [*PRODUCTION, "DEBUG", "PORT", "CONTACT_EMAIL", "STATIC_ROOT", "DJANGO_SETTINGS_MODULE"]


@pytest.fixture
def run(tmp_path):
    """Runs Python with only these settings, in a project where nobody ran make."""

    def run(*arguments, local_dir=tmp_path / "empty", **environment):
        inherited = {name: value for name, value in os.environ.items() if name not in NAMES}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=PROJECT,
            env=inherited | {"KAPSTOK_LOCAL_DIR": str(local_dir)} | environment,
            capture_output=True,
            text=True,
            timeout=60,
        )

    return run


def show(*expressions):
    """A program that prints what settings are."""
    return "-c", f"from portal.settings import *; print({', '.join(expressions)}, sep='\\n')"


@pytest.mark.parametrize("name", PRODUCTION)
@pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
def test_missing_setting_is_named(run, name, value):
    environment = PRODUCTION | {name: value or ""}
    if value is None:
        del environment[name]

    result = run("-c", "import portal.settings", **environment)

    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].endswith(f"Stel {name} in; zie README, Instellingen.")


@pytest.mark.parametrize("program", [["manage.py", "check"], ["-c", "import portal.wsgi"]], ids=["manage", "wsgi"])
def test_missing_setting_stops_the_start(run, program):
    result = run(*program)

    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].endswith("Stel SECRET_KEY in; zie README, Instellingen.")


def test_production_settings(run):
    names = ["DEBUG", "ALLOWED_HOSTS", "SITE_URL", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"]
    result = run(*show(*names), **PRODUCTION)

    assert result.stderr == ""
    assert result.stdout.splitlines() == [
        "False",
        "['kapstok.example', 'www.kapstok.example']",
        "https://kapstok.example",
        "True",
        "True",
        "True",
    ]


def test_production_database(run):
    parts = [f"DATABASES['default'][{name!r}]" for name in ("ENGINE", "HOST", "PORT", "NAME", "PASSWORD")]

    result = run(*show(*parts), **PRODUCTION)

    assert result.stdout.split() == ["django.db.backends.postgresql", "db.example", "5433", "kapstok", "p@ss"]


def test_production_settings_are_safe_to_deploy(run):
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (result.returncode, result.stderr) == (0, "")
    assert "no issues" in result.stdout


@pytest.mark.parametrize(("value", "expected"), [("1", "True"), ("0", "False"), ("", "False"), ("false", "False")])
def test_debug_only_when_asked_for(run, value, expected):
    result = run(*show("DEBUG"), **PRODUCTION, DEBUG=value)

    assert result.stdout.splitlines() == [expected]


def test_local_settings(run, tmp_path):
    """With the key that make left, the portal serves this machine only, over plain http."""
    (tmp_path / "secret-key").write_text("only-for-this-test\n")
    wanted = ["SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "SITE_URL", "'SECURE_SSL_REDIRECT' in globals()"]

    result = run(*show(*wanted), local_dir=tmp_path, PORT="8123", DATABASE_URL=PRODUCTION["DATABASE_URL"])

    assert result.stdout.splitlines() == [
        "only-for-this-test",
        "False",
        "['localhost', '127.0.0.1', '[::1]']",
        "http://127.0.0.1:8123",
        "False",
    ]


def test_key_of_make_is_not_for_production(run, tmp_path):
    """Who sets a key means production; the key that make left does not make up for the rest."""
    (tmp_path / "secret-key").write_text("only-for-this-test")

    result = run("-c", "import portal.settings", local_dir=tmp_path, SECRET_KEY=PRODUCTION["SECRET_KEY"])

    assert result.returncode != 0
    assert result.stderr.splitlines()[-1].endswith("Stel ALLOWED_HOSTS in; zie README, Instellingen.")


def test_settings_are_told_in_the_readme():
    readme = (PROJECT / "README.md").read_text()

    assert [name for name in PRODUCTION if name not in readme] == []


def test_dutch_and_belgian():
    assert (settings.LANGUAGE_CODE, settings.TIME_ZONE) == ("nl", "Europe/Brussels")
    assert (settings.USE_TZ, settings.LANGUAGES) == (True, [("nl", "Nederlands")])
