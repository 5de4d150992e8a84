"""What templates are given: numbers, phones, addresses and texts as Belgians write and read them."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template import engines
from django.urls import set_script_prefix
from django.utils.formats import date_format
from jinja2 import UndefinedError

from portal.addresses import address_of
from portal.models import Theme
from portal.rendering.contact import phone, phone_address, web_address
from portal.rendering.entries import ACCENTS, accent, first_accent, in_groups, names, theme_icon
from portal.rendering.links import querystring
from portal.rendering.numbers import figure, plural
from portal.rendering.prose import markdown


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


@pytest.mark.parametrize(("number", "word"), [(0, "praktijken"), (1, "praktijk"), (2, "praktijken")])
def test_plural(number, word):
    assert plural(number, "praktijk", "praktijken") == word


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
    assert first_accent([Theme(position=3), Theme(position=1)]) == accent(Theme(position=3))
    assert first_accent([]) == ""


@pytest.mark.parametrize(("slug", "icon"), [("taalpromotie", "taalpromotie"), ("iets-nieuws", "theme")])
def test_icon_of_theme(slug, icon):
    assert theme_icon(Theme(slug=slug)) == icon


@pytest.mark.parametrize(
    ("style", "expected"),
    [("DATE_FORMAT", "1 maart 2026"), ("SHORT_DATE_FORMAT", "1/03/2026"), ("YEAR_MONTH_FORMAT", "maart 2026")],
)
def test_dates(style, expected):
    assert date_format(date(2026, 3, 1), style) == expected


def test_names_of_terms():
    assert names([Theme(name="Taal"), Theme(name="Wonen & werken")]) == "Taal, Wonen & werken"
    assert names([]) == ""


def test_groups_keep_the_order_of_the_list():
    themes = [Theme(name=name, position=position) for name, position in [("b", 2), ("a", 2), ("c", 1), ("d", 2)]]

    groups = in_groups(themes, "position")

    assert [[theme.name for theme in group] for group in groups] == [["b", "a"], ["c"], ["d"]]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "?thema=a&thema=b&pagina=2"),
        ({"pagina": 3}, "?thema=a&thema=b&pagina=3"),
        ({"pagina": None}, "?thema=a&thema=b"),
        ({"sorteer": "é&"}, "?thema=a&thema=b&pagina=2&sorteer=%C3%A9%26"),
        ({"sorteer": None, "pagina": None, "thema": None}, "?"),
    ],
)
def test_querystring(changes, expected):
    query = QueryDict("thema=a&thema=b&pagina=2")

    assert querystring(query, **changes) == expected
    assert query.urlencode() == "thema=a&thema=b&pagina=2"


def test_querystring_of_nothing():
    assert querystring(QueryDict(), pagina=None) == ""


def test_address_follows_the_prefix_of_the_site():
    assert address_of("theme", "taal") == "/themas/taal/"
    try:
        set_script_prefix("/kapstok/")
        assert address_of("theme", "taal") == "/kapstok/themas/taal/"
    finally:
        set_script_prefix("/")
    assert address_of("theme", "taal") == "/themas/taal/"


@pytest.fixture
def template():
    """Makes a template of the public pages from its source."""
    return engines["jinja2"].from_string


def test_templates_escape_texts(template):
    page = template("<p title='{{ text }}'>{{ text }} {{ text|markdown }} {{ text|linebreaksbr }}</p>")

    html = page.render({"text": "<b a='x'>&\""})

    assert html == (
        "<p title='&lt;b a=&#39;x&#39;&gt;&amp;&#34;'>&lt;b a=&#39;x&#39;&gt;&amp;&#34;"
        " <p>&lt;b a='x'&gt;&amp;\"</p>\n &lt;b a=&#x27;x&#x27;&gt;&amp;&quot;</p>"
    )


@pytest.mark.parametrize("source", ["{{ titel }}", "{% if theme.titel %}x{% endif %}", "{{ theme.titel }}"])
def test_misspelt_name_is_an_error(template, source):
    with pytest.raises(UndefinedError):
        template(source).render({"theme": Theme(name="Taal")})


def test_templates_are_parsed_once():
    jinja = engines["jinja2"]

    assert jinja.env.auto_reload is False
    assert jinja.get_template("practices/list.html").template is jinja.get_template("practices/list.html").template


def test_markdown_is_made_once():
    text = "Een **tekst** van deze test."
    markdown.cache_clear()

    assert markdown(text) == markdown(text)
    assert (markdown.cache_info().misses, markdown.cache_info().hits) == (1, 1)
