"""Every link of the portal leads somewhere. This needs no browser."""

import urllib.error
import urllib.request
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve

# A page is always followed; of a list with filters, orders and pages, the first so many addresses that were found.
QUERIES_PER_PATH = 5
# Pages and files that there are many of, made alike: of all municipalities, say, or of all schemes.
QUERIES_PER_KIND = 40
FILES_PER_KIND = 20
PER_KIND = {"analysis": 20, "analysis-pdf": 1, "report": 40}  # a PDF takes a processor seconds
ADDRESSES_AT_MOST = 5000  # so that a calendar without end, say, fails instead of never ending


class Links(HTMLParser):
    """The addresses in a page, and the ids that an address can point to."""

    ATTRIBUTES = ("href", "src", "action")

    def __init__(self, html):
        super().__init__()
        self.found, self.ids = [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.found += [attributes[name] for name in self.ATTRIBUTES if attributes.get(name)]
        if "id" in attributes:
            self.ids.append(attributes["id"])


@dataclass
class Answer:
    """What an address gave; `status` after redirects."""

    address: str
    status: int
    links: list = field(default_factory=list)
    ids: list = field(default_factory=list)


def fetch(address):
    """Asks for an address, following redirects."""
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            body = response.read()
            if response.headers.get_content_type() not in ("text/html", "image/svg+xml"):
                return Answer(address, response.status)
            page = Links(body.decode())
            return Answer(address, response.status, [urljoin(response.url, link) for link in page.found], page.ids)
    except urllib.error.HTTPError as error:
        error.close()
        return Answer(address, error.code)


def crawl(start):
    """Follows all links from `start` on the same host; gives the answers by address and who linked to each."""
    answers, linked_from, limited = {}, {start: "start"}, Counter()
    waiting = [start]
    with ThreadPoolExecutor(4) as threads:
        while waiting:
            found = list(threads.map(fetch, waiting))
            answers.update((answer.address, answer) for answer in found)
            waiting = []
            for answer in found:
                for link in answer.links:
                    address = urldefrag(link).url
                    parts = urlsplit(address)
                    if f"{parts.scheme}://{parts.netloc}/" != start or address in linked_from:
                        continue
                    linked_from[address] = answer.address
                    group, most = limit(parts)
                    limited[group] += 1
                    if limited[group] <= most:
                        waiting.append(address)
            assert len(answers) + len(waiting) < ADDRESSES_AT_MOST, waiting[-5:]
    return answers, linked_from


def limit(parts):
    """Of which group an address is, and how many of that group are followed."""
    try:
        match = resolve(unquote(parts.path))
    except Resolver404:
        return parts.geturl(), 1
    if match.view_name in PER_KIND:
        return match.view_name, PER_KIND[match.view_name]
    if "slug" in match.kwargs and "extension" in match.kwargs:
        return match.view_name, FILES_PER_KIND
    if "slug" in match.kwargs and parts.query:
        return match.view_name, QUERIES_PER_KIND
    return (parts.path, QUERIES_PER_PATH) if parts.query else (parts.geturl(), 1)


def test_every_link_leads_somewhere(live_portal):
    start = f"{live_portal}/"

    answers, linked_from = crawl(start)

    assert [(a.address, a.status, linked_from[a.address]) for a in answers.values() if a.status != 200] == []
    assert missing_anchors(answers) == []
    assert [(a.address, i) for a in answers.values() for i, n in Counter(a.ids).items() if n > 1] == []
    # It came everywhere: all municipalities, and the files of the lists.
    paths = {urlsplit(address).path for address in answers}
    assert sum(path.startswith("/gemeenten/") and path.count("/") == 3 for path in paths) >= 285 + 19
    lists = ("praktijken", "hulpmiddelen", "hete-hangijzers", "partners", "subsidies", "cijfers", "gemeenten")
    files = {f"/{name}/export.{extension}" for name in lists for extension in ("csv", "xlsx", "ods", "json")}
    feeds = {"/praktijken/atom.xml", "/subsidies/atom.xml", "/subsidies/kalender.ics", "/subsidies/overzicht/"}
    assert (files | feeds) - paths == set()


def missing_anchors(answers):
    """Links to a place in a page that the page does not have; a set of (page with the link, address)."""
    missing = []
    for answer in answers.values():
        for link in set(answer.links):
            address, place = urldefrag(link)
            if place and address in answers and unquote(place) not in answers[address].ids:
                missing.append((answer.address, link))
    return missing
