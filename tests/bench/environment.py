"""The environment in which the bench runs the portal: that of production, on this machine."""

import os
import signal
import subprocess
import sys

from portal.embedded import PROJECT_DIR

OURS = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL", "STATIC_ROOT", "DEBUG", "KAPSTOK_LOCAL_DIR")
# Production redirects plain http; this says that a web server in front spoke https.
SECURE = {"X-Forwarded-Proto": "https"}


def environment(directory, database_url, **more):
    """The variables for a portal on `database_url` that keeps its files in `directory`."""
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return inherited | {
        "SECRET_KEY": "only-for-the-bench",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "https://kapstok.example",
        "DATABASE_URL": database_url,
        "KAPSTOK_LOCAL_DIR": str(directory),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        **more,
    }


def run_python(variables, *arguments, output=None):
    """Runs Python with `arguments` from the project's directory; what it printed when `output` is subprocess.PIPE.

    It ends together with the bench. Raises CalledProcessError when it fails.
    """
    words = [sys.executable, *map(str, arguments)]
    with subprocess.Popen(words, cwd=PROJECT_DIR, env=variables, stdout=output, text=True) as process:
        try:
            printed, _ = process.communicate()
        except BaseException:
            process.terminate()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return printed


def end_when_asked():
    """Lets SIGTERM do what Ctrl-C does, so that nothing is left running."""

    def stop(*_):
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
