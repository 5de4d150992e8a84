"""Asking a website whether a page is still there."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException
from socket import gaierror
from time import monotonic, sleep
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

from portal.freshness.links.network import ForbiddenError, connection, is_public

REDIRECTS = 5
# Seconds between two questions to one website.
PAUSE = 2
# What is read of a page: enough to know that it comes.
ENOUGH = 4096
# Answers of a website that is there, but does not speak to programs.
SHY = {401, 403, 405, 406, 407, 429, 451, 999}
TOO_MANY = 429


class UnusableError(Exception):
    """Something that is no address of a website."""


@dataclass(frozen=True)
class Found:
    """What a check found: whether the page is there, and that in Dutch. `answered`: some website said something."""

    works: bool
    text: str
    answered: bool = field(default=False, compare=False)


@dataclass
class Checker:
    """Checks addresses one by one, with a pause between two questions to one website.

    `allows` says of a network address and a port whether it may go there. It is no setting: nobody can make a running
    portal look inside its own network.
    """

    allows: Callable = is_public
    pause: float = PAUSE
    asked: dict = field(default_factory=dict)
    # Websites that said they were asked too much; they have rest until the next run.
    resting: set = field(default_factory=set)

    def check(self, url):
        """The Found of an address. Never raises for what a website does."""
        try:
            return self.follow(url)
        except (UnusableError, UnicodeError):
            return Found(False, "dit is geen adres van een website")
        except ForbiddenError:
            return Found(False, "dit adres ligt niet op het openbare internet")
        except gaierror:
            return Found(False, "deze website bestaat niet (meer)")
        except ssl.SSLCertVerificationError:
            return Found(False, "de beveiliging van deze website klopt niet")
        except TimeoutError:
            return Found(False, "de website antwoordt niet")
        except (OSError, HTTPException, ValueError):
            return Found(False, "de verbinding met de website lukt niet")

    def follow(self, url):
        """The Found at the end of the redirects from `url`."""
        here = url
        for _ in range(REDIRECTS + 1):
            parts = split(here)
            status, location = self.ask(parts, "HEAD")
            if status >= 400 and status != TOO_MANY:
                # Some only answer those who want the page itself.
                status, location = self.ask(parts, "GET")
            if status == TOO_MANY:
                self.resting.add(parts.hostname)
            if not (300 <= status < 400 and location):
                return judged(status, "" if here == url else here)
            here = urljoin(here, location)
        return Found(False, "de website verwijst in een kring door", answered=True)

    def ask(self, parts, method):
        """The status and the Location of the answer to one question."""
        self.wait(parts.hostname)
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
            f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?[]')}" if parts.query else ""
        )
        contact = "; ".join(filter(None, [f"+{settings.SITE_URL}", settings.CONTACT_EMAIL]))
        headers = {"User-Agent": f"Kapstok-linkcheck/1.0 ({contact})", "Accept": "*/*", "Connection": "close"}
        if method == "GET":
            headers["Range"] = f"bytes=0-{ENOUGH - 1}"
        with connection(parts, self.allows) as made:
            made.request(method, target, headers=headers)
            answer = made.getresponse()
            if method == "GET":
                answer.read(ENOUGH)
            return answer.status, answer.getheader("Location", "")

    def wait(self, host):
        """Waits until it is polite to ask that website something."""
        since = monotonic() - self.asked.get(host, -self.pause)
        sleep(max(0, self.pause - since))
        self.asked[host] = monotonic()


def split(url):
    """The parts of an address of a website. Raises UnusableError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UnusableError from error
    has_control = any(letter.isspace() or not letter.isprintable() for letter in url)
    if parts.scheme not in ("http", "https") or not host or parts.username or has_control or port == 0:
        raise UnusableError
    return parts._replace(netloc=host.encode("idna").decode() + (f":{port}" if port else ""))


def judged(status, moved_to):
    """What an HTTP status says of a page."""
    via = f", verwijst door naar {moved_to}" if moved_to else ""
    if status in SHY:
        return Found(True, f"antwoordt, maar niet aan een programma ({status}){via}", answered=True)
    if status in (404, 410):
        return Found(False, f"de bladzijde is weg ({status}){via}", answered=True)
    if status >= 400:
        return Found(False, f"de website geeft een fout ({status}){via}", answered=True)
    return Found(True, f"werkt ({status}){via}", answered=True)
