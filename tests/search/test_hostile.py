"""Whatever is asked, in words, filters or page numbers, no page fails. The strings are the same in every run."""

import json
import random
import re
from itertools import cycle, islice
from urllib.parse import quote_from_bytes
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from tests.whole_site import EXTENSIONS, FEEDS, LISTS, make_one_of_each, make_vocabulary

SEED = 20130401
STRINGS = 320
BY_TURNS = 2  # of the addresses, or the fields, that are asked each string

# What parsers of queries, patterns, markup and numbers give a meaning, and what text handling stumbles over.
PIECES = [
    *("&", "|", "!", "<->", "<2>", ":*", ":A", "(", ")", "'", "''", '"', "“", "”", "„", "«", "\\", "\\'", "-", "--"),
    *("+", "*", "%", "%%", "_", "?", "~", "^", "$$", "$1", "@", "#", ";", "/*", "*/", "=", ",", ".", "…", "{}"),
    *("%s", "%(q)s", "{{7*7}}", "' OR '1'='1", "'; DROP TABLE portal_theme; --", "UNION SELECT NULL", "E'\\x00'"),
    *("<script>alert(1)</script>", "</main>", "&#0;", "&lt;", "javascript:alert(1)", "]]>", "<!--", "<?xml ?>"),
    *("\0", "\x01", "\x07", "\x1b[31m", "\x7f", "\x85", "\r\n", "\t", "\v", "\f", "\u2028", "\u2029", "\ufeff"),
    *("\u00a0", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2066", "\u061c", "\ufffd", "\uffff", "\U0010ffff"),
    *("\u0301", "\u0301" * 40, "\u20dd", "é", "e\u0301", "İ", "ı", "ß", "ẞ", "ﬁ", "ﷺ", "ĳ", "IJ", "Ⅷ", "½", "１２"),
    *("𝔎", "😀", "👩\u200d👩\u200d👧", "🇧🇪", "🏽", "مرحبا", "שלום", "日本語", "Ελλάδα", "привет", "ไทย", "नमस्ते"),
    *("AND", "OR", "NOT", "NEAR", "null", "None", "true", "NaN", "inf", "-1", "0", "1e400", "9" * 20, "0x0"),
    *("de", "het", "kinderen", "samenvatting", "titel", "huiswerk-begeleiding", "Sint-", "St.", "'s-Gravenvoeren"),
]
ALONE = [
    *("-" * 50, '"' * 51, "'" * 51, "(" * 100, ")" * 100, "!" * 60, "& " * 60, "\\" * 60, "*" * 60, " ", "\0" * 9),
    *('"kinderen', 'kinderen"', '""', '" "', '-"', '"-', '-"kinderen titel', "-kinderen", "- kinderen", "--kinderen"),
    *("-" + "x" * 300, '"' + "y " * 300 + '"', "a" * 5_000, "é" * 5_000, "😀" * 2_000, "kinderen" * 300),
    *("kinderen " * 200, "kinderne " * 200, "-kinderen " * 200, '"kinderen titel" ' * 80, "a-" * 400, "1.2." * 300),
    *("de het een " * 60, "x" * 63, "x" * 64, "x" * 255, "x" * 256, "x" * 2_047, "taal" * 500, "qx" * 1_100),
]
# Bytes that are no text: half a character, a surrogate, an overlong one, beyond the last.
BYTES = [b"\xff\xfe", b"\xed\xa0\x80", b"\xed\xb0\x80kind", b"\xc0\x80", b"\xc3", b"kind\xe2\x82", b"\xf4\x90\x80\x80"]


def hostile_strings():
    """Strings as bytes: each piece, each of ALONE and BYTES, and the rest put together at random."""
    chance = random.Random(SEED)
    strings = [text.encode() for text in (*PIECES, *ALONE)] + BYTES
    while len(strings) < STRINGS:
        pieces = chance.choices(PIECES, k=chance.choice((2, 3, 5, 12, 60)))
        text = chance.choice(("", " ", " ", " -", '" "')).join(pieces).encode()
        strings.append(text + chance.choice((b"", b"", bytes(chance.choices(range(256), k=6)))))
    return strings


ADDRESSES = [
    *LISTS,
    *FEEDS,
    "/subsidies/kalender.ics",
    "/subsidies/overzicht/",
    *(f"{address}export.{extension}" for address in ("/praktijken/", "/cijfers/") for extension in EXTENSIONS),
]


@pytest.fixture(scope="module")
def portal(module_db):
    """Something of every kind."""
    make_one_of_each([make_vocabulary()])


@pytest.fixture
def ask(portal, db):
    """Asks an address with `query` bytes under `name`; what is wrong with the answer, or None."""
    client = Client(raise_request_exception=False)

    def ask(address, name, query):
        asked = f"{name}={quote_from_bytes(query)}"
        response = client.get(address, QUERY_STRING=asked)
        content = b"".join(response) if response.streaming else response.content
        if response.status_code >= 500 or b"<script>alert" in content or not readable(response, content):
            return address, asked[:200], response.status_code
        return None

    return ask


def readable(response, content):
    """Whether a feed or a JSON file is well-formed, whatever was asked."""
    form = response.headers["Content-Type"]
    try:
        if "xml" in form and "openxml" not in form:
            ET.fromstring(content)
        elif form.startswith("application/json"):
            json.loads(content)
    except (ET.ParseError, ValueError):
        return False
    return True


def test_hostile_words_never_fail(ask):
    turns = cycle(ADDRESSES)
    wrong = [
        ask(address, "q", string) for string in hostile_strings() for address in ("/zoeken/", *islice(turns, BY_TURNS))
    ]

    assert [failure for failure in wrong if failure][:5] == []


def fields_of(client, address):
    """The names that a list takes in its address, besides the words."""
    page = client.get(address).content.decode()
    return {*re.findall(r'<(?:input|select)[^>]* name="(\w+)"', page), "sorteer", "pagina"} - {"q"}


def test_hostile_filters_and_page_numbers_never_fail(ask, client):
    """Every field that a list's own form has, and the page number."""
    names = {address: fields_of(client, address) for address in LISTS}
    assert {"thema", "provincie", "gemeente"} <= names["/praktijken/"]

    fields = [(address, name) for address in LISTS for name in sorted(names[address])]
    turns = cycle(fields)
    wrong = [ask(address, name, string) for string in hostile_strings() for address, name in islice(turns, BY_TURNS)]

    assert [failure for failure in wrong if failure][:5] == []


def test_hostile_words_with_filters_never_fail(ask):
    strings = hostile_strings()
    pairs = zip(strings[::2], strings[1::2], strict=False)
    turns = cycle(["/zoeken/", "/praktijken/", "/subsidies/", "/partners/", "/praktijken/atom.xml"])
    wrong = [
        ask(address, f"q={quote_from_bytes(first)}&thema", second)
        for address, (first, second) in zip(turns, pairs, strict=False)
    ]

    assert [failure for failure in wrong if failure][:5] == []
