"""The history of an entry in the admin, and putting a version back."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.audit import models as audit
from portal.models import Status
from portal.roles import EDITOR, OFFICER
from portal.versions import restoring
from portal.versions.documents import document_of
from portal.versions.models import Action, Version
from portal.versions.pages import SHOWN
from portal.versions.recording import latest, record, recorded
from portal.workflow.models import Proposal
from practices.models import Practice
from tests import factories
from tests.admin.forms import address, said, save
from tests.versions.entries import full_practice

pytestmark = pytest.mark.django_db


def history(entry, rest=""):
    return address(entry, "history") + rest


def text_of(response):
    """What one reads on a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def change(entry, user=None, action=Action.CHANGED, comment="", **fields):
    """Saves `entry` with other fields, as a version."""
    with recorded(entry, user, action, comment):
        for name, value in fields.items():
            setattr(entry, name, value)
        entry.save()


def restore(client, entry, number, **fields):
    """Puts a version back as a browser does, after looking at the page that asks."""
    page = client.get(history(entry, f"{number}/terug/"))
    newest = page.context["newest"].number
    return client.post(history(entry, f"{number}/terug/"), {"newest": newest} | fields, follow=True)


def test_history_shows_who_did_what_and_why(editor):
    practice = factories.make_practice(title="Buurtsalon")
    user = User.objects.create_user("an", first_name="An", last_name="Peeters")
    change(practice, user, Action.CORRECTED, "Nieuwe naam sinds maart.", title="Soepcafé")

    page = text_of(editor.get(history(practice)))

    assert "Versie 2: verbeterd via een mail" in page
    assert "door An Peeters, de nieuwste Nieuwe naam sinds maart. Gewijzigd: Titel" in page
    assert "Titel Buurtsalon Soepcafé" in page
    assert "Versie 1: zoals ze was" in page
    assert "Dit is de oudste versie die bewaard is." in page


def test_history_without_versions_says_so(editor):
    page = text_of(editor.get(history(full_practice())))

    assert "Van deze fiche zijn nog geen versies bewaard." in page


def test_history_tells_of_a_change_that_kept_no_version(editor):
    practice = full_practice()
    record(practice, None, Action.MADE)
    Practice.objects.filter(pk=practice.pk).update(summary="Stil gewijzigd.")

    assert "De fiche veranderde na de nieuwste versie nog." in text_of(editor.get(history(practice)))


def test_a_long_history_has_pages_and_each_version_its_difference(editor):
    practice = factories.make_practice()
    for number in range(SHOWN + 2):
        change(practice, summary=f"Tekst {number}.")

    first, second = (editor.get(history(practice), {"p": number}) for number in (1, 2))

    numbers = [row["version"].number for page in (first, second) for row in page.context["rows"]]
    assert numbers == list(range(SHOWN + 3, 0, -1))
    assert all(row["changes"] for row in first.context["rows"])
    assert [row["changes"] for row in second.context["rows"]][-1] is None


def test_history_costs_the_same_queries_for_few_versions_and_for_many(editor):
    counts = []
    for number in (2, 12):
        practice = full_practice()
        for each in range(number):
            change(practice, summary=f"Tekst {each}.")
        with CaptureQueriesContext(connection) as captured:
            editor.get(history(practice))
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_one_version_shows_all_it_said_and_what_changed_since(editor):
    practice = full_practice()
    change(practice, summary="Nu anders.")

    page = text_of(editor.get(history(practice, "1/")))

    assert "Wat er sindsdien veranderde Samenvatting" in page
    assert "De fiche zoals ze toen was Titel Buurtsalon" in page
    assert "Gemeente van een praktijk: " in page


@pytest.mark.parametrize("rest", ["", "1/", "1/terug/"])
def test_who_may_not_see_an_entry_sees_no_version_of_it(sign_in, rest):
    practice = factories.make_practice(status=Status.DRAFT, title="Geheim plan")
    change(practice, summary="Nog geheimer.")

    response = sign_in(OFFICER).get(history(practice, rest))

    assert response.status_code in (403, 404)
    assert "Geheim" not in response.content.decode()


@pytest.mark.parametrize("rest", ["9/", "9/terug/"])
def test_a_version_that_is_not_there_is_not_found(editor, rest):
    assert editor.get(history(full_practice(), rest)).status_code == 404


def test_the_version_of_another_entry_is_not_found(editor):
    practice, other = full_practice(), full_practice()
    change(practice, summary="Eén.")
    change(practice, summary="Twee.")
    change(other, summary="Eén.")

    assert editor.get(history(other, "3/")).status_code == 404


def test_an_entry_that_one_may_not_see_is_not_named_in_a_history(sign_in):
    practice = factories.make_practice(title="Buurtsalon")
    hidden = factories.make_partner(title="Geheime partner", status=Status.DRAFT)
    change(practice, summary="Anders.")
    practice.supported_by.add(hidden)
    record(practice, None, Action.CHANGED)

    officer, editor = (text_of(sign_in(role).get(history(practice))) for role in (OFFICER, EDITOR))

    assert "Geheime partner" in editor
    assert "Geheime partner" not in officer
    assert f"partner nr. {hidden.pk}" in officer


# Putting back --------------------------------------------------------------------


def test_a_version_comes_back_as_it_was_and_as_a_new_version(editor):
    practice = full_practice()
    before = document_of(practice)
    save(editor, practice, title="Soepcafé", **{"localities-1-DELETE": "on"})

    response = restore(editor, practice, 1, comment="Toch niet.")

    assert said(response) == ["Versie 1 van “Soepcafé” is teruggezet."]
    assert document_of(practice) == before
    newest = latest(practice)
    assert (newest.number, newest.action, newest.made_by) == (3, Action.RESTORED, editor.user)
    assert newest.comment == "Versie 1. Toch niet."
    assert audit.Event.objects.get(action=audit.Action.REVERT).details == {"versie": 1}


def test_the_page_that_asks_shows_what_would_change_and_changes_nothing(editor):
    practice = factories.make_practice(title="Buurtsalon")
    change(practice, title="Soepcafé")

    page = text_of(editor.get(history(practice, "1/terug/")))

    assert "Wat er dan verandert Titel Soepcafé Buurtsalon" in page
    practice.refresh_from_db()
    assert (practice.title, len(Version.objects.of(practice))) == ("Soepcafé", 2)


def test_where_an_entry_stands_does_not_go_back(editor):
    practice = factories.make_practice(status=Status.DRAFT, published_on=None, slug="oud")
    owner = User.objects.create_user("an")
    change(practice, status=Status.PUBLISHED, published_on=factories.PUBLISHED_ON, slug="nieuw", owner=owner)
    change(practice, summary="Anders.")

    restore(editor, practice, 1)

    practice.refresh_from_db()
    assert (practice.status, practice.published_on, practice.slug) == ("published", factories.PUBLISHED_ON, "nieuw")
    assert practice.owner == owner
    assert practice.summary != "Anders."


def test_what_was_deleted_meanwhile_is_told_before_and_after(editor):
    theme = factories.make_theme()
    practice = factories.make_practice(themes=[theme])
    change(practice, summary="Anders.")
    sentence = f"Thema's: thema nr. {theme.pk} bestaat niet meer."
    theme.delete()

    assert sentence in editor.get(history(practice, "1/terug/")).content.decode().replace("&#x27;", "'")
    assert f"Weggelaten: {sentence}" in said(restore(editor, practice, 1))


def test_a_version_that_cannot_be_any_more_is_refused_with_the_reason(editor):
    practice = factories.make_practice(status=Status.DRAFT, slug="buurtsalon", published_on=None)
    change(practice, slug="soepcafe")
    factories.make_practice(slug="buurtsalon")

    page = editor.get(history(practice, "1/terug/"))
    response = editor.post(history(practice, "1/terug/"), {"newest": 2}, follow=True)

    assert "Deze versie kan niet meer terug." in text_of(page)
    assert said(response)[0].startswith("Niets teruggezet.")
    practice.refresh_from_db()
    assert practice.slug == "soepcafe"


def test_a_public_entry_does_not_lose_its_last_source(editor):
    practice = factories.make_practice(sources=[])
    record(practice, None, Action.MADE)
    practice.citations.create(source=factories.make_source(), reference="Blz. 1")
    record(practice, None, Action.CHANGED)

    response = restore(editor, practice, 1)

    assert said(response) == [f"Niets teruggezet. {restoring.NEEDS_SOURCE}"]
    assert practice.citations.count() == 1


def test_who_is_overtaken_is_asked_again(editor):
    practice = full_practice()
    change(practice, summary="Eén.")
    editor.get(history(practice, "1/terug/"))
    change(practice, summary="Twee, van iemand anders.")

    response = editor.post(history(practice, "1/terug/"), {"newest": 2})

    assert "Iemand wijzigde de fiche intussen." in text_of(response)
    practice.refresh_from_db()
    assert practice.summary == "Twee, van iemand anders."


def test_who_may_not_change_an_entry_puts_nothing_back(sign_in):
    practice = factories.make_practice(title="Buurtsalon")
    change(practice, title="Soepcafé")
    officer = sign_in(OFFICER)

    page = officer.get(history(practice))

    assert page.status_code == 200
    assert "terug/" not in page.content.decode()
    assert officer.get(history(practice, "1/terug/")).status_code == 403
    assert officer.post(history(practice, "1/terug/"), {"newest": 2}).status_code == 403
    with pytest.raises(PermissionDenied):
        restoring.restore(practice, latest(practice).before(), officer.user)


def test_who_may_propose_has_a_version_proposed(sign_in, monkeypatch):
    practice = factories.make_practice(title="Buurtsalon")
    change(practice, title="Soepcafé")
    officer, proposed = sign_in(OFFICER), []
    monkeypatch.setattr(restoring, "propose", lambda *args: proposed.append(args))
    monkeypatch.setattr("portal.roles.may_propose", lambda user, entry: True)

    response = restore(officer, practice, 1, comment="Beter.")

    assert said(response) == ["Versie 1 van “Soepcafé” ligt als voorstel bij de eindredactie."]
    ((entry, document, user, comment),) = proposed
    assert (entry, user, comment) == (practice, officer.user, "Versie 1. Beter.")
    assert (document["fields"]["title"], document["fields"]["status"]) == ("Buurtsalon", "published")
    practice.refresh_from_db()
    assert practice.title == "Soepcafé"


def test_the_proposal_of_a_version_waits_for_the_editors(sign_in, monkeypatch):
    practice = factories.make_practice(title="Buurtsalon")
    change(practice, title="Soepcafé")
    monkeypatch.setattr("portal.roles.may_propose", lambda user, entry: True)
    officer = sign_in(OFFICER)

    restore(officer, practice, 1)

    proposal = Proposal.objects.of(practice).get()
    assert (proposal.author, proposal.state, proposal.base) == (officer.user, Proposal.State.SUBMITTED, 2)
    assert proposal.document["fields"]["title"] == "Buurtsalon"
