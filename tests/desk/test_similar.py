"""Suggesting entries that look like the one being written."""

from portal.desk.similar import similar_titles
from portal.models import Status
from portal.roles import EDITOR, OFFICER
from practices.models import Practice
from tests.admin.forms import address, filled, said
from tests.factories import make_municipality, make_practice, make_resource, make_user

ADDRESS = "/beheer/practices/practice/gelijkaardig/"


def titles(user, title, **more):
    return [each.title for each in similar_titles(user, Practice, title, **more)]


def test_similar_titles_are_found_in_any_order_and_despite_accents(db):
    user = make_user(EDITOR)
    make_practice(title="Taalcafé voor jonge ouders")
    make_practice(title="Voor ouders: taalcafe jonge")
    make_practice(title="Speeltuin in het park")
    make_resource(title="Taalcafé voor jonge ouders, de gids")

    assert titles(user, "taalcafe voor JONGE ouders") == ["Taalcafé voor jonge ouders", "Voor ouders: taalcafe jonge"]
    assert titles(user, "Fietsles") == []
    assert titles(user, "Taal") == []


def test_entry_is_not_similar_to_itself(db):
    entry = make_practice(title="Babbelbank in het park")

    assert titles(make_user(EDITOR), "Babbelbank in het park", but=entry.pk) == []


def test_similar_titles_keep_drafts_of_other_towns_to_themselves(db):
    genk, aalst = make_municipality(name="Genk"), make_municipality(name="Aalst")
    make_practice(title="Babbelbank in Aalst", status=Status.DRAFT, municipalities=[aalst])
    make_practice(title="Babbelbank in Genk", status=Status.DRAFT, municipalities=[genk])

    assert titles(make_user(OFFICER, municipalities=[genk]), "Babbelbank in") == ["Babbelbank in Genk"]


def test_form_asks_for_similar_titles(sign_in):
    entry = make_practice(title="Babbelbank in het park")
    browser = sign_in(EDITOR)

    assert browser.get(ADDRESS, {"titel": "babbelbank in een park"}).json() == {
        "similar": [
            {
                "title": "Babbelbank in het park",
                "url": f"/beheer/practices/practice/{entry.pk}/change/",
                "status": "gepubliceerd",
            }
        ]
    }
    assert browser.get(ADDRESS, {"titel": "babbelbank in een park", "nummer": entry.pk}).json() == {"similar": []}
    for odd in ({}, {"titel": "\0" * 9}, {"titel": "x" * 5_000}, {"titel": "babbelbank", "nummer": "9" * 40}):
        assert browser.get(ADDRESS, odd).status_code == 200
    assert sign_in(None).get(ADDRESS, {"titel": "babbelbank"}).status_code == 403
    assert f'data-similar="{ADDRESS}"' in browser.get("/beheer/practices/practice/add/").content.decode()


def test_new_entry_with_the_title_of_another_is_kept_and_told(sign_in):
    genk = make_municipality()
    there = make_practice(title="Babbelbank in het park", municipalities=[genk])
    browser = sign_in(EDITOR)
    written = {"title": "Babbelbank in het Park", "slug": "nog-een", "summary": "Zitten.", "state": "lopend"}

    form = browser.get(address(Practice, "add"))
    page = browser.post(address(Practice, "add"), filled(form) | written, follow=True)

    link = f'<a href="/beheer/practices/practice/{there.pk}/change/">Babbelbank in het park</a>'
    assert f"Bestaat deze fiche al? Kijk eens naar {link}." in said(page)
    assert Practice.objects.filter(slug="nog-een").exists()
