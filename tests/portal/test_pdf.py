"""Making a PDF: from our own static files only, one at a time, and within bounds."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connections

from portal import pdf


@pytest.fixture
def files():
    """The fetcher of making.py, with one folder of static files."""
    weasyprint = pytest.importorskip("weasyprint", exc_type=ImportError)
    assert weasyprint
    from portal.pdf.making import StaticFiles

    return StaticFiles("https://kapstok.example", "/static/", [str(settings.STATICFILES_DIRS[0])])


def test_static_files_are_read(files):
    found = files.fetch("https://kapstok.example/static/css/portal.css")

    assert found.read() == (settings.STATICFILES_DIRS[0] / "css" / "portal.css").read_bytes()
    assert found.content_type == "text/css"


@pytest.mark.parametrize(
    "url",
    [
        "https://kapstok.example/static/../manage.py",
        "https://kapstok.example/static/%2e%2e/manage.py",
        "https://kapstok.example/static/nergens.css",
        "https://kapstok.example/over/",
        "https://kwaad.example/static/css/portal.css",
        "http://127.0.0.1/static/css/portal.css",
        "file:///etc/passwd",
        "data:text/css,p{}",
    ],
)
def test_nothing_else_is_read(files, url):
    with pytest.raises(ValueError, match="no"):
        files.fetch(url)


def test_page_becomes_a_pdf(db):
    if not pdf.is_available():
        pytest.skip("WeasyPrint is not installed (extra pdf)")

    assert pdf.pdf_of("<!doctype html><html lang=nl><title>Proef</title><p>Genk")[:5] == b"%PDF-"


def test_second_pdf_at_the_same_time_is_refused(db):
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [pdf.LOCK])
        with pytest.raises(pdf.PdfError):
            pdf.pdf_of("<p>")
        cursor.execute("SELECT pg_advisory_unlock(%s)", [pdf.LOCK])
    other.close()

    with pdf.one_at_a_time():
        pass


def test_pdf_that_takes_too_long_is_given_up(db, monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(60)")
    monkeypatch.setattr(pdf, "MAKER", slow)
    monkeypatch.setattr(pdf, "SECONDS", 0.1)

    with pytest.raises(pdf.PdfError) as raised:
        pdf.pdf_of("<p>")

    assert isinstance(raised.value.__cause__, subprocess.TimeoutExpired)
    assert sys.executable in raised.value.__cause__.cmd
