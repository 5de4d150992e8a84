"""The bare limit: a Django site of one file, without a database, that the portal's pages are compared with.

/template/  a list of 20 items with 6 fields each, rendered with the cached loader: 27 kB, the measure T
/raw/       a constant of 30 kB
/etag/      the same; with If-None-Match it is answered 304
"""

import random
from datetime import date

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

BASE = """<!doctype html><html lang="nl"><head><meta charset="utf-8">
<title>{% block title %}{% endblock %}</title><link rel="stylesheet" href="/static/site.css">
</head><body><header><nav><ul>{% for url, label in menu %}<li><a href="{{ url }}">{{ label }}</a></li>{% endfor %}\
</ul></nav></header>
<main>{% block main %}{% endblock %}</main><footer><p>{{ footer }}</p></footer></body></html>"""

LIST = """{% extends "base.html" %}{% block title %}{{ count }} praktijken{% endblock %}
{% block main %}<h1>{{ count }} praktijken</h1><ol>{% for item in items %}
<li><article><h2><a href="/praktijk/{{ item.slug }}/">{{ item.title }}</a></h2>
<p>{{ item.summary }}</p><dl><dt>Thema</dt><dd>{{ item.theme }}</dd>
<dt>Gemeente</dt><dd>{{ item.place }}</dd><dt>Datum</dt><dd>{{ item.day|date:"j F Y" }}</dd></dl></article></li>
{% endfor %}</ol>{% endblock %}"""

LOADER = (
    "django.template.loaders.cached.Loader",
    [("django.template.loaders.locmem.Loader", {"base.html": BASE, "list.html": LIST})],
)

if not settings.configured:
    settings.configure(
        DEBUG=False,
        SECRET_KEY="only-for-the-bench",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        LANGUAGE_CODE="nl",
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.middleware.http.ConditionalGetMiddleware",
            "django.middleware.common.CommonMiddleware",
        ],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"loaders": [LOADER]}}],
    )
    django.setup()

SYLLABLES = [c + v + e for c in "bdgklmnprstvwz" for v in ("a", "e", "i", "o", "oe", "ij") for e in ("", "n", "r")]


def text(seed, length):
    """A text of `length` characters that depends on `seed` alone and compresses about as Dutch does."""
    rng = random.Random(seed)
    words = ["".join(rng.choices(SYLLABLES, k=rng.choice((1, 2, 2, 3)))) for _ in range(length // 10 + 5)]
    return " ".join(rng.choice(words) for _ in range(length // 3 + 5))[:length]


PAGE = ("<!doctype html><title>grens</title><p>" + text(1, 29_962)).encode()
MENU = [
    (f"/{word}/", word.title())
    for word in ("klimaat", "water", "groen", "subsidie", "gemeente", "wijk", "school", "straat")
]
FOOTER = text(9, 200)
ROWS = [
    {
        "slug": f"praktijk-{number}",
        "title": text(number, 60),
        "summary": text(number + 3, 1_050),
        "theme": text(number, 20),
        "place": text(number + 5, 15),
        "day": date(2025, 1 + number % 12, 1 + number % 28),
    }
    for number in range(20)
]


def raw(request):
    return HttpResponse(PAGE)


def template(request):
    return render(request, "list.html", {"items": ROWS, "count": 3000, "menu": MENU, "footer": FOOTER})


urlpatterns = [path("raw/", raw), path("etag/", raw), path("template/", template)]

application = WSGIHandler()
