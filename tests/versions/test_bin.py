"""What was deleted can come back for 90 days."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.models import Partner
from portal.models import IndexedEntry, Status
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from portal.versions import due
from portal.versions.bin import put_in_bin, take_out
from portal.versions.documents import document_of
from portal.versions.models import KEPT, Action, Deleted, Version
from portal.versions.recording import latest
from practices.models import Practice
from subsidies.models import Scheme
from tests import factories
from tests.admin.forms import address, said
from tests.versions.entries import all_rows, full_partner, full_practice, full_scheme, one_of_each

pytestmark = pytest.mark.django_db

BIN = "/beheer/versions/deleted/"


def delete(client, *entries):
    """Deletes entries of one kind as a browser does: one from its page, more from the list."""
    if len(entries) == 1:
        return client.post(address(entries[0], "delete"), {"post": "yes"}, follow=True)
    chosen = {"action": "delete_selected", "_selected_action": [entry.pk for entry in entries], "post": "yes"}
    return client.post(address(type(entries[0])(), "changelist"), chosen, follow=True)


def bring_back(client, deleted):
    return client.post(f"{BIN}{deleted.pk}/change/", follow=True)


def without_moments(rows):
    """Rows of tables without the moment of saving, and of tables of relations without their own keys."""
    return {
        table: sorted(re.sub(r"\"20\d\d-\d\d-\d\d [\d:.+]+\"", "", re.sub(r"^\(\d+,", "(", row)) for row in found)
        for table, found in rows.items()
    }


def test_a_deleted_entry_comes_back_with_all_that_went_with_it(editor):
    scheme = full_scheme()
    created, before = scheme.created_at, without_moments(all_rows())
    delete(editor, scheme)
    assert not Scheme.objects.exists()

    response = bring_back(editor, Deleted.objects.get())

    assert said(response) == ["“Samen sterk” is terug en staat op “gepubliceerd”."]
    assert response.redirect_chain[0][0] == address(scheme)
    assert without_moments(all_rows()) == before
    assert (Scheme.objects.get().created_at, Deleted.objects.count()) == (created, 0)
    assert [(version.number, version.action) for version in Version.objects.of(scheme)] == [
        (2, Action.UNDELETED),
        (1, Action.FOUND),
    ]


def test_each_kind_of_entry_comes_back(editor):
    user = editor.user
    for entry in one_of_each()[:-2]:
        model, pk, document = type(entry), entry.pk, document_of(entry)
        rows = without_moments(all_rows())
        deleted = put_in_bin(entry, user)
        entry.delete()

        back = take_out(deleted, user)

        assert (type(back), back.pk, back.left_out) == (model, pk, [])
        assert document_of(back) == document
        assert without_moments(all_rows()) == rows


def test_what_pointed_to_it_does_so_again(editor):
    partner = full_partner()
    practice, gone = (factories.make_practice(supported_by=[partner]) for _ in range(2))
    predecessor = factories.make_partner(successors=[partner])
    gone_pk = gone.pk
    delete(editor, partner)
    gone.delete()

    messages = said(bring_back(editor, Deleted.objects.get()))

    assert messages[1:] == [f"Niet teruggekomen: De verwijzing van praktijk nr. {gone_pk}, die niet meer bestaat."]
    assert list(practice.supported_by.all()) == list(predecessor.successors.all()) == [partner]
    relations = IndexedEntry.objects.get(kind=Practice.search_kind, entry_id=practice.pk).relations
    assert [link["title"] for link in relations["supporters"]] == ["Steunpunt"]


def test_deleting_from_the_list_keeps_each(editor):
    practices = [factories.make_practice(title=title) for title in ("Eén", "Twee")]

    response = delete(editor, *practices)

    assert not Practice.objects.exists()
    assert set(Deleted.objects.values_list("title", "deleted_by")) == {
        ("Eén", editor.user.pk),
        ("Twee", editor.user.pk),
    }
    assert "Terughalen kan nog 90 dagen" in response.content.decode()


def test_a_taken_address_is_told_and_nothing_is_lost(editor):
    practice = factories.make_practice(slug="buurtsalon")
    delete(editor, practice)
    factories.make_practice(slug="buurtsalon")

    response = bring_back(editor, Deleted.objects.get())

    assert said(response) == [
        "Niet teruggehaald. Een andere fiche heeft nu het adres “buurtsalon”. Geef die eerst een ander adres."
    ]
    assert (Practice.objects.count(), Deleted.objects.count()) == (1, 1)


def test_what_is_gone_meanwhile_is_told(editor):
    scheme = full_scheme()
    award = scheme.awards.get()
    delete(editor, scheme)
    award.source.delete()

    messages = said(bring_back(editor, Deleted.objects.get()))

    assert messages[1:] == [
        f"Niet teruggekomen: Toekenning weggelaten. Bron: bron nr. {award.source_id} bestaat niet meer."
    ]
    assert Scheme.objects.get().awards.count() == 0


def test_two_who_bring_it_back_make_one(editor):
    practice = factories.make_practice()
    deleted = put_in_bin(practice, editor.user)
    practice.delete()
    take_out(Deleted.objects.get(), editor.user)

    with pytest.raises(ValidationError, match="al teruggehaald"):
        take_out(deleted, editor.user)


def test_who_may_not_publish_brings_it_back_as_a_draft(editor, sign_in):
    practice = factories.make_practice()
    delete(editor, practice)

    back = take_out(Deleted.objects.get(), sign_in(OFFICER).user)

    assert (back.status, back.published_on) == (Status.DRAFT, factories.PUBLISHED_ON)


@pytest.mark.parametrize(
    ("role", "status"), [(None, 403), (OFFICER, 403), (AGENCY, 403), (EDITOR, 200), (ADMINISTRATOR, 200)]
)
def test_the_bin_is_for_who_may_delete(sign_in, editor, role, status):
    practice = full_practice()
    delete(editor, practice)
    pk, client = Deleted.objects.get().pk, sign_in(role)

    assert client.get(BIN).status_code == status
    if status == 403:
        assert client.post(f"{BIN}{pk}/change/").status_code in (302, 403)
        assert not Practice.objects.exists()
    else:
        page = client.get(f"{BIN}{pk}/change/").content.decode()
        assert "Elke week een salon." in page
        assert f"door {editor.user.username}" in page


@pytest.mark.parametrize("page", ["add/", "999/change/", "x/change/", "1/delete/", "1/history/"])
def test_the_bin_has_no_other_pages(editor, page):
    assert editor.get(f"{BIN}{page}").status_code in (302, 403, 404)


def test_the_bin_lists_at_the_same_cost_for_one_and_for_more(editor, django_assert_max_num_queries):
    for number in range(3):
        delete(editor, factories.make_practice(title=f"Praktijk {number}"))

    with django_assert_max_num_queries(12):
        page = editor.get(BIN).content.decode()

    assert [f"Praktijk {number}" in page for number in range(3)] == [True] * 3


def test_after_90_days_it_goes_with_its_versions(editor):
    old, young, kept = (factories.make_practice() for _ in range(3))
    for practice in (old, young):
        put_in_bin(practice, editor.user)
    put_in_bin(kept, editor.user).delete()
    old_pk, young_pk = old.pk, young.pk
    for practice in (old, young):
        practice.delete()
    now = timezone.now()
    Deleted.objects.filter(version__entry_id=old_pk).update(deleted_at=now - KEPT)
    Deleted.objects.filter(version__entry_id=young_pk).update(deleted_at=now - KEPT + timedelta(minutes=1))

    assert due.run(now) == ["Prullenbak: 1 fiche definitief gewist."]
    assert due.run(now) == []

    assert set(Version.objects.values_list("entry_id", flat=True)) == {young_pk, kept.pk}
    assert Deleted.objects.get().version.entry_id == young_pk


def test_an_indicator_comes_back_with_its_figures(editor):
    indicator = factories.make_indicator()
    figures = [factories.make_figure(indicator=indicator, year=year) for year in range(2000, 2020)]
    before = without_moments(all_rows())
    delete(editor, indicator)

    bring_back(editor, Deleted.objects.get())

    assert without_moments(all_rows()) == before
    assert indicator.figures.count() == len(figures)


def test_versions_of_what_is_deleted_stay_for_its_return(editor):
    partner = full_partner()
    delete(editor, partner)

    deleted = Deleted.objects.get()

    assert deleted.version == Version.objects.of_entries(Partner, [deleted.version.entry_id]).first()
    assert latest(Partner(pk=deleted.version.entry_id)) == deleted.version


def test_the_index_follows_a_deletion_once(editor):
    indicator = factories.make_indicator()
    for year in range(2000, 2005):
        factories.make_figure(indicator=indicator, year=year)

    with CaptureQueriesContext(connection) as captured:
        delete(editor, indicator)

    assert sum("DELETE FROM portal_indexedentry" in query["sql"] for query in captured) == 1
