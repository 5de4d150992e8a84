"""Makes one PDF, as a program: an order as JSON comes in on standard input, the PDF goes out on standard output.

The order holds `html`, the `site` it is of, the address `static` under which its files are, and the `folders` where
those lie. See portal.pdf.
"""

import json
import sys
from contextlib import suppress
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

MEGABYTES = 1024
CPU_SECONDS = 30


class StaticFiles(URLFetcher):
    """Reads static files from their folders, and nothing else: no network, no other file."""

    def __init__(self, site, static, folders):
        super().__init__(allowed_protocols=())
        self.site, self.static, self.folders = site, static, [Path(folder).resolve() for folder in folders]

    def fetch(self, url, headers=None):
        """The file behind `url`; raises ValueError when it is none of ours."""
        for folder in self.folders:
            path = (folder / self.name_of(url)).resolve()
            if path.is_relative_to(folder) and path.is_file():
                return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": guess_type(path.name)[0] or ""})
        raise ValueError(f"no static file: {url}")

    def name_of(self, url):
        """The name of a static file, from its address on our site."""
        path = unquote(urlsplit(url).path)
        if not url.startswith(f"{self.site}{self.static}"):
            raise ValueError(f"not of this site: {url}")
        return path.split(self.static, 1)[1]


def limit():
    """Bounds memory and time, where the system can."""
    with suppress(ImportError):
        import resource

        size = MEGABYTES * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))


def make(html, site, static, folders):
    """The PDF, tagged for screen readers; bytes."""
    page = HTML(string=html, base_url=f"{site}/", url_fetcher=StaticFiles(site, static, folders), media_type="print")
    return page.write_pdf(pdf_variant="pdf/ua-1")


if __name__ == "__main__":
    limit()
    sys.stdout.buffer.write(make(**json.load(sys.stdin)))
