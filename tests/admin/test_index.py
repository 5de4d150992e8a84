"""The first page of the admin."""

from django.contrib import admin

from portal.models import LoadedRecord
from portal.roles import OFFICER
from portal.templatetags.tasks import TASKS, by_task


def test_first_page_is_ordered_by_task(sign_in):
    page = sign_in(OFFICER).get("/beheer/")

    tasks = [(heading, [model["name"] for model in models]) for heading, models in by_task(page.context["app_list"])]
    assert tasks == [
        (
            "Fiches",
            [
                "Praktijken",
                "Hulpmiddelen",
                "Hete hangijzers",
                "Partners",
                "Subsidies",
                "Indicatoren",
                "Cijferbronnen",
                "Doelen en acties",
            ],
        ),
        ("Contacten, oproepen en cijfers", ["Contactpunten", "Oproepen", "Toekenningen", "Cijfers"]),
        (
            "Woordenlijsten",
            [
                "Bronnen",
                "Thema's",
                "Beleidsdomeinen",
                "Doelgroepen",
                "Sectoren",
                "Subsidiegevers",
                "Aanvragers",
                "Synoniemen",
            ],
        ),
        ("Plaatsen", ["Gemeenten", "Plaatsnamen", "Provincies"]),
        ("Fris houden", ["Meldingen", "Links"]),
        ("Wat bezoekers zoeken", ["Zoekopdrachten"]),
    ]
    assert "<title>Wat wilt u doen? | Kapstok – beheer</title>" in page.content.decode()


def test_every_kind_has_a_task():
    named = {name for names in TASKS.values() for name in names}

    assert named == {model.__name__ for model in admin.site._registry}
    assert LoadedRecord not in admin.site._registry


def test_kind_without_task_comes_last():
    known, unknown = {"object_name": "Practice"}, {"object_name": "Nieuwigheid"}

    tasks = by_task([{"models": [unknown, known]}])

    assert tasks == [("Fiches", [known]), ("Overige", [unknown])]
