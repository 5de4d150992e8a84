"""Numbers, phones, addresses and texts as Belgians write and read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils.formats import date_format

from portal.models import Theme
from portal.templatetags.contact import phone, phone_address, web_address
from portal.templatetags.entries import ACCENTS, accent, theme_icon
from portal.templatetags.numbers import figure
from portal.templatetags.prose import markdown


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234567, 0, "1.234.567"),
        (Decimal("1234.5600"), 1, "1.234,6"),
        (Decimal("12.96"), 1, "13,0"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-12.55"), 1, "-12,6"),
        (Decimal("57.0000"), 2, "57,00"),
        (999, 0, "999"),
        (0, 1, "0,0"),
        (None, 1, ""),
    ],
)
def test_figure(value, decimals, expected):
    assert figure(value, decimals) == expected


@pytest.mark.parametrize(
    ("number", "shown", "address"),
    [
        ("015-28 18 30", "015 28 18 30", "tel:+3215281830"),
        ("02/225.44.11", "02 225 44 11", "tel:+3222254411"),
        (" 09 265 37 11 ", "09 265 37 11", "tel:+3292653711"),
        ("+32 9 265 37 11", "+32 9 265 37 11", "tel:+3292653711"),
        ("1700", "1700", "tel:1700"),
        ("0800 30 201", "0800 30 201", "tel:+3280030201"),
    ],
)
def test_phone(number, shown, address):
    assert (phone(number), phone_address(number)) == (shown, address)


@pytest.mark.parametrize(
    ("website", "address"),
    [
        ("www.vvsg.be", "https://www.vvsg.be"),
        ("http://www.vvsg.be", "http://www.vvsg.be"),
        ("https://vvsg.be/a", "https://vvsg.be/a"),
        ("javascript:alert(1)", "https://javascript:alert(1)"),
    ],
)
def test_web_address(website, address):
    assert web_address(website) == address


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (None, ""),
        ("Een **vette** _tekst_.", "<p>Een <strong>vette</strong> <em>tekst</em>.</p>\n"),
        ("Een\n\nTwee", "<p>Een</p>\n<p>Twee</p>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("    geen code", "<p>geen code</p>\n"),
        ("# geen kop", "<p># geen kop</p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](/over/)", '<p><a href="/over/" rel="noopener noreferrer">x</a></p>\n'),
    ],
)
def test_markdown(text, html):
    assert markdown(text) == html


def test_themes_take_turns_with_colours():
    classes = [accent(Theme(position=position)) for position in range(ACCENTS + 1)]

    assert len(set(classes)) == ACCENTS
    assert classes[-1] == classes[0]
    assert accent(None) == ""


@pytest.mark.parametrize(("slug", "icon"), [("taalpromotie", "taalpromotie"), ("iets-nieuws", "theme")])
def test_icon_of_theme(slug, icon):
    assert theme_icon(Theme(slug=slug)) == icon


@pytest.mark.parametrize(
    ("style", "expected"),
    [("DATE_FORMAT", "1 maart 2026"), ("SHORT_DATE_FORMAT", "1/03/2026"), ("YEAR_MONTH_FORMAT", "maart 2026")],
)
def test_dates(style, expected):
    assert date_format(date(2026, 3, 1), style) == expected
