"""What of the software decides how a page looks: the code itself, its packages and the settings that pages show."""

import hashlib
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template import engines

LOCKS = ("requirements.lock", "requirements-production.lock")


@cache
def release():
    """A text that differs as soon as a file of the project does; computed once, at the start."""
    digest = hashlib.sha256()
    for path in project_files():
        digest.update(f"{path.relative_to(settings.BASE_DIR)} ".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def project_files():
    """The files that decide how pages look, in one order; a list of Path."""
    folders = {settings.BASE_DIR / config.label for config in apps.get_app_configs()}
    folders.update(Path(folder) for engine in engines.all() for folder in engine.dirs)
    folders.update(map(Path, settings.STATICFILES_DIRS))
    files = {path for folder in folders for path in folder.rglob("*.*") if path.suffix != ".pyc"}
    return sorted([*files, *(settings.BASE_DIR / name for name in LOCKS)])


def shown_settings():
    """The settings from outside that pages show; a tuple of str."""
    return settings.SITE_URL, settings.CONTACT_EMAIL
