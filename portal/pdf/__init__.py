"""Pages as PDF: by WeasyPrint, when it is installed (the extra `pdf`, and the system's Pango).

It works in a process of its own, so that its time and memory are bounded and no worker keeps what it loaded.
"""

import json
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connection

MAKER = Path(__file__).with_name("making.py")
SECONDS = 30  # an analysis takes three
LOCK = 20261122  # any number that no other advisory lock of ours has


class PdfError(Exception):
    """No PDF now: another is being made, or this one takes too much time or memory."""


@cache
def is_available():
    """Whether PDFs can be made here; asked once in the life of a process."""
    if find_spec("weasyprint") is None:
        return False
    # The package is there without the libraries of the system that it needs: only loading it tells.
    return subprocess.run([sys.executable, "-c", "import weasyprint"], capture_output=True, check=False).returncode == 0


def pdf_of(html):
    """The PDF of a page of ours, as bytes; raises PdfError.

    Of all addresses in `html`, only those of our static files are read.
    """
    order = {
        "html": html,
        "site": settings.SITE_URL,
        "static": f"/{settings.STATIC_URL.strip('/')}/",
        "folders": [str(settings.STATIC_ROOT), *map(str, settings.STATICFILES_DIRS)],
    }
    with one_at_a_time():
        try:
            made = subprocess.run(
                [sys.executable, str(MAKER)],
                input=json.dumps(order).encode(),
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except subprocess.SubprocessError as error:
            raise PdfError from error
    return made.stdout


@contextmanager
def one_at_a_time():
    """Holds the only place there is, among all processes of the portal: so the others stay free for pages."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            raise PdfError
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
