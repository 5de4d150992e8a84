"""How a line of the system's log reads in production: one JSON object.

No names, no mailboxes, no addresses of visitors' machines, nothing that somebody typed, no values of variables.
"""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import format_tb
from typing import NamedTuple

import psycopg
from django.core.exceptions import ValidationError
from django.db import DataError


class InHand(NamedTuple):
    """The request in hand: its path as it came, and what may be told of it, a dict that is filled on the way."""

    path: str
    about: dict


request_in_hand = ContextVar("request_in_hand", default=None)

# Mailboxes, and addresses of machines as gunicorn and PostgreSQL write them too.
PERSONAL = re.compile(
    r"[^\s'\"<>(),=/]+@[^\s'\"<>(),/]+|\b(?:\d{1,3}\.){3}\d{1,3}\b|\bip=\S+|\b(?:[0-9a-fA-F]{1,4}:){3,}[\w:]*"
)
# These repeat in their message what somebody filled in.
REPEATING = (ValueError, LookupError, ValidationError, DataError, psycopg.DataError)
LONGEST = 300
MASK = "[…]"


class JsonFormatter(logging.Formatter):
    """Time (UTC), level, logger and message; what is known of the request; a traceback as one text."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": masked(message_of(record)),
        }
        known = request_in_hand.get()
        line |= getattr(record, "about", None) or (known.about if known else {})
        if record.exc_info and record.exc_info[1]:
            line["traceback"] = traceback_of(record.exc_info[1])
        return json.dumps(line, default=str)


def message_of(record):
    """What a record says. The path of the request reads as it may be told: it may hold the key of a signed link."""
    message, known = record.getMessage(), request_in_hand.get()
    if known and len(known.path) > 1:
        # Django writes it escaped.
        for path in {known.path, known.path.encode("unicode_escape").decode()}:
            message = message.replace(path, known.about["path"])
    return message


def masked(text):
    """A text without mailboxes and addresses of machines."""
    return PERSONAL.sub(MASK, text)


def traceback_of(error):
    """Where an exception came from, and those that led to it, the first one first."""
    parts, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        parts.append("".join(format_tb(error.__traceback__)) + f"{type(error).__qualname__}: {reason_of(error)}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n\n".join(reversed(parts))


def reason_of(error):
    """What an exception says: its first line, because PostgreSQL repeats values in those that follow."""
    if isinstance(error, REPEATING):
        return MASK
    return masked(str(error).partition("\n")[0])[:LONGEST]
