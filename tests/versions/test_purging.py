"""Taking a person out of everything."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from portal.audit import log
from portal.audit import models as audit
from portal.models import IndexedEntry, SearchCount
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from portal.versions.bin import put_in_bin, take_out
from portal.versions.documents import document_of
from portal.versions.finding import Pattern, addresses_with, find, searched_models
from portal.versions.models import Action, Deleted, Purge, Version
from portal.versions.purging import purge
from portal.versions.recording import latest, recorded
from practices.models import Practice
from tests import factories
from tests.admin.forms import said
from tests.versions.entries import all_rows, full_practice, full_scheme

pytestmark = pytest.mark.django_db

PAGE = "/beheer/versions/purge/add/"
NAME = Pattern("Jan Peeters")


def everywhere():
    """All that the database keeps, versions and bin included, as one text."""
    kept = [*Version.objects.values_list("document", "comment", "made_by_name")]
    kept += [*Deleted.objects.values_list("title", "records")]
    return f"{all_rows()} {kept}"


def planted():
    """Entries with the name in a title, a list, a row, an older version and the bin; a practice and a scheme."""
    practice = full_practice()
    with recorded(practice, None, Action.CHANGED, "Gevraagd door Jan Peeters."):
        practice.lessons = "Vraag het aan jan  PEETERS.\nOf aan Jan\nPeeters zelf."
        practice.partners = ["de bib van Jan Peeters"]
        practice.save()
        practice.citations.update(note="Volgens Jan Peeters.")
    with recorded(practice, None, Action.CHANGED):
        practice.lessons = "Niets."
        practice.save()
    scheme = full_scheme()
    scheme.calls.get().steps.update(title="Jan Peeters legt uit")
    gone = factories.make_practice(title="Salon van Jan Peeters", slug="salon-van-jan-peeters")
    put_in_bin(gone, User.objects.create_user("an"))
    gone.delete()
    return practice, scheme


def test_a_name_is_found_whatever_its_capitals_and_spaces():
    planted()

    found = {model._meta.label: len(places) for model, places in find(NAME).items()}

    assert found == {
        "practices.Practice": 1,
        "practices.PracticeCitation": 1,
        "subsidies.CallStep": 1,
        "versions.Version": 4,
        "versions.Deleted": 1,
    }


@pytest.mark.parametrize(
    ("text", "pattern"), [("Élan Ücker", "élan ücker"), ("élan ücker", "ÉLAN ÜCKER"), ("a.b+c", "A.B+C")]
)
def test_letters_with_accents_and_signs_are_found_too(text, pattern):
    factories.make_practice(lessons=f"Van {text}, zeker.")

    assert list(find(Pattern(pattern))) == [Practice]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Bel Jan Peeters.", True),
        ("jan.peeters@voorbeeld.be", True),
        ("zie /team/jan-peeters", True),
        ("(Jan Peeters)", True),
        ("Jan en Peeters", False),
        ("Jan Peetersen", False),
        ("Adrijan Peeters", False),
        ("JanPeeters", False),
    ],
)
def test_whole_words_count_whatever_stands_between(text, is_found):
    factories.make_practice(lessons=text)

    assert bool(find(NAME)) == is_found


def test_a_month_is_no_name():
    practice = factories.make_practice(lessons="In januari belt Jan.")

    purge(Pattern("jan"), None)

    practice.refresh_from_db()
    assert practice.lessons == "In januari belt [verwijderd]."


def test_a_purged_name_stands_nowhere_any_more():
    practice, scheme = planted()

    record = purge(NAME, None)

    left = everywhere().lower()
    assert "jan peeters" not in left.replace("  ", " ")
    assert "peeters" not in left.replace("salon-van-jan-peeters", "")
    assert record.report == {
        "praktijken": 1,
        "bronvermeldingen bij praktijken": 1,
        "stappen": 1,
        "versies": 3,
        "prullenbak": 1,
    }
    practice.refresh_from_db()
    assert practice.partners == ["de bib van [verwijderd]"]
    assert scheme.calls.get().steps.get().title == "[verwijderd] legt uit"
    for entry in (practice, scheme):
        assert latest(entry).action == Action.PURGED
        assert latest(entry).document == document_of(entry)


def test_what_was_purged_from_the_bin_still_comes_back(editor):
    planted()
    purge(NAME, None)

    back = take_out(Deleted.objects.get(), editor.user)

    assert (back.title, back.slug) == ("Salon van [verwijderd]", "salon-van-jan-peeters")


def test_the_search_index_follows():
    practice = factories.make_practice(title="Salon van Jan Peeters")

    purge(NAME, None)

    indexed = IndexedEntry.objects.get(kind=Practice.search_kind, entry_id=practice.pk)
    assert indexed.card["title"] == "Salon van [verwijderd]"
    assert "peeters" not in str(indexed.vector)


def test_a_field_without_room_gets_a_shorter_mark_and_an_address_of_mail_goes():
    point = factories.make_contact_point(phone="1" * 34 + " Jan", email="jan@voorbeeld.be")

    purge(Pattern("jan"), None)

    point.refresh_from_db()
    assert (point.phone, point.email) == ("1" * 34 + " […]", "")


def test_what_would_become_the_same_is_told_and_nothing_changes():
    for name in ("Jan Peeters", "jan peeters"):
        factories.make_theme(name=name)
    before = everywhere()

    with pytest.raises(ValidationError, match="zou dan gelijk zijn aan een andere"):
        purge(NAME, None)

    assert everywhere() == before


def test_a_search_of_a_visitor_goes_whole():
    for words in ("jan peeters", "jan  peeters"):
        SearchCount.objects.create(day=date(2026, 3, 1), words=words, times=2, results=0)

    purge(NAME, None)

    assert not SearchCount.objects.exists()


def test_addresses_are_told_and_not_changed():
    practice = factories.make_practice(slug="salon-van-jan-peeters")

    assert addresses_with(NAME) == [practice]
    purge(NAME, None)
    practice.refresh_from_db()
    assert practice.slug == "salon-van-jan-peeters"


def test_all_that_people_write_is_searched():
    labels = {model._meta.label for model in searched_models()}

    assert {
        "practices.Practice",
        "portal.Source",
        "subsidies.Award",
        "monitor.Figure",
        "versions.Version",
        "versions.Deleted",
        "admin.LogEntry",
    } <= labels
    assert {"portal.IndexedEntry", "auth.User"} & labels == set()


def test_who_did_something_stays_in_the_log_book_but_not_what_it_was_called():
    user = User.objects.create_user("jan", first_name="Jan", last_name="Peeters")
    log(user, audit.Action.DELETE, "Salon van Jan Peeters")

    purge(NAME, user)

    deleted, purged = audit.Event.objects.order_by("pk")
    assert (deleted.name, deleted.subject) == ("Jan Peeters", "Salon van [verwijderd]")
    assert (purged.action, purged.details) == (audit.Action.PURGE, {"logboekregels": 1})


def test_an_administrator_sees_where_it_stands_and_has_it_removed(sign_in):
    planted()
    client = sign_in(ADMINISTRATOR)

    page = client.post(PAGE, {"text": " jan  peeters "})
    shown = page.content.decode()
    assert "“jan peeters” staat op 8 plaatsen" in shown
    assert "Volgens Jan Peeters." in shown
    assert "Buurtsalon, versie 2, de fiche zoals ze was:" in shown
    assert "Samen sterk, Jan Peeters legt uit, stap:" in shown
    assert "jan" in everywhere().lower()
    response = client.post(PAGE, {"text": "jan peeters", "purge": "1"}, follow=True)

    assert "De tekst is overal vervangen." in said(response)[0]
    record = Purge.objects.get()
    assert record.made_by == client.user
    assert "peeters" not in str(record.report).lower()
    assert "peeters" not in response.content.decode().lower()


@pytest.mark.parametrize("text", ["", "  ", "ab", "-+-+"])
def test_a_text_that_is_too_short_is_refused(sign_in, text):
    response = sign_in(ADMINISTRATOR).post(PAGE, {"text": text, "purge": "1"})

    assert response.status_code == 200
    assert response.context["form"].errors["text"]
    assert not Purge.objects.exists()


@pytest.mark.parametrize("role", [None, OFFICER, AGENCY, EDITOR])
def test_nobody_else_may(sign_in, role):
    factories.make_practice(lessons="Jan Peeters.")
    client = sign_in(role)

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"text": "jan peeters", "purge": "1"}).status_code == 403
    assert find(NAME) != {}


def test_the_command_tells_and_removes(monkeypatch):
    factories.make_practice(lessons="Jan Peeters.", slug="jan-peeters")
    out = StringIO()
    monkeypatch.setattr("builtins.input", lambda _: "nee")
    call_command("purge_text", "jan peeters", stdout=out)
    assert find(NAME) != {}

    call_command("purge_text", "jan peeters", "--yes", stdout=out)
    call_command("purge_text", "jan peeters", stdout=out)

    assert out.getvalue().splitlines() == [
        "praktijken: 1",
        "Zelf te doen, het adres van: " + Practice.objects.get().title + " (jan-peeters)",
        "Niets verwijderd.",
        "praktijken: 1",
        "Zelf te doen, het adres van: " + Practice.objects.get().title + " (jan-peeters)",
        "Vervangen in 1 rijen.",
        "Zelf te doen, het adres van: " + Practice.objects.get().title + " (jan-peeters)",
        "De tekst staat nergens.",
    ]
    with pytest.raises(CommandError, match="minstens 3"):
        call_command("purge_text", "ab")
