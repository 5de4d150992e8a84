"""A small HTTP client that measures: one request a connection, as gunicorn's sync workers serve."""

import socket
import time
from dataclasses import dataclass

CHUNK = 65_536
TIMEOUT = 60  # seconds


@dataclass(frozen=True)
class Answer:
    """What came back; `first` and `total` are seconds to the first byte of the body, and to the last."""

    status: int
    headers: dict
    size: int
    first: float
    total: float
    complete: bool = True


def request(address, headers):
    """The bytes of a GET request. `address` may hold anything but spaces and line ends."""
    lines = [f"GET {address} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def get(port, address, headers, longest=TIMEOUT):
    """The Answer of the site on `port`; reading stops after `longest` seconds, and the answer is then not complete.

    Raises OSError when the site breaks off before the body.
    """
    started = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=TIMEOUT) as connection:
        connection.sendall(request(address, headers))
        head, _, body = read_head(connection).partition(b"\r\n\r\n")
        status, found = parsed(head)
        body = body or connection.recv(CHUNK)
        first, size = time.perf_counter() - started, len(body)
        while body and time.perf_counter() - started < longest:
            body = connection.recv(CHUNK)
            size += len(body)
    return Answer(status, found, size, first, time.perf_counter() - started, complete=not body)


def read_head(connection):
    """The bytes up to and with the end of the headers, and what came along of the body."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(CHUNK)
        if not piece:
            raise OSError("the site broke off")
        head += piece
    return head


def parsed(head):
    """The status and the headers (names in lower case) of the head of an answer."""
    first, *lines = head.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}
