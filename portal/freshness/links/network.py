"""Where the checks may go: websites on the public internet, and nothing else."""

import os
import socket
import ssl
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPSConnection
from ipaddress import ip_address, ip_network
from threading import Timer

# Seconds without a word, and for all of one request: a server could send a letter at a time.
SILENCE, PATIENCE = 10, 25
PORTS = {80, 443, 8080, 8443}
# Public by the letter, but made to carry an address of another network inside.
TUNNELS = [ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


class ForbiddenError(Exception):
    """An address that leads to our own machines or to no website."""


def is_public(address, port):
    """Whether a check may connect there. `address` is what a name led to, text as getaddrinfo gives it."""
    found = ip_address(address.partition("%")[0])
    found = getattr(found, "ipv4_mapped", None) or found
    in_tunnel = any(found in network for network in TUNNELS if network.version == found.version)
    return port in PORTS and found.is_global and not found.is_multicast and not in_tunnel


def connector(allows):
    """How to connect to a name: only when each of its addresses may be, and to the very address that was looked at.

    Were the name looked up again for connecting, its owner could by then have it lead inside.
    """

    def connect(place, timeout, source_address=None):
        host, port = place
        found = [each[4][0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not all(allows(address, port) for address in found):
            raise ForbiddenError
        failure = OSError()
        for address in found[:3]:
            try:
                return socket.create_connection((address, port), SILENCE)
            except OSError as error:
                failure = error
        raise failure

    return connect


@contextmanager
def connection(parts, allows):
    """An HTTP connection to the host of `parts` (of urlsplit), which ends after PATIENCE whatever happens."""
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    options = {"context": ssl.create_default_context()} if parts.scheme == "https" else {}
    made = kind(parts.hostname, parts.port, timeout=SILENCE, **options)
    connect, hangers = connector(allows), []

    def connect_for_a_while(*arguments):
        found = connect(*arguments)
        # A second handle: while TLS begins, the first is in nobody's hands.
        handle = socket.socket(fileno=os.dup(found.fileno()))
        timer = Timer(PATIENCE, hang_up, [handle])
        timer.daemon = True
        timer.start()
        hangers.append((timer, handle))
        return found

    made._create_connection = connect_for_a_while
    try:
        yield made
    finally:
        made.close()
        for timer, handle in hangers:
            timer.cancel()
            handle.close()


def hang_up(handle):
    try:
        handle.shutdown(socket.SHUT_RDWR)
    except OSError:
        handle.close()
