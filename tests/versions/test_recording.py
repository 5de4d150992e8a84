"""Every change of an entry is a version."""

from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from portal.content.load import load
from portal.models import Status
from portal.versions.documents import document_of
from portal.versions.models import Action, Version
from portal.versions.recording import before_change, latest, record, record_all, recorded
from portal.workflow.steps import MOVES
from practices.models import Practice
from tests import factories
from tests.admin.forms import address, filled, new_row, press, save
from tests.small_content import checked, content, one
from tests.versions.entries import full_practice, full_scheme

pytestmark = pytest.mark.django_db


def told(entry):
    """The versions of an entry, the oldest first: number, action, by whom."""
    return [(each.number, each.action, each.made_by_name) for each in reversed(Version.objects.of(entry))]


def test_a_version_holds_the_document_who_and_why():
    practice, user = full_practice(), User.objects.create_user("an", first_name="An", last_name="Peeters")

    version = record(practice, user, Action.CHANGED, "Nieuwe uren.")

    assert version == latest(practice)
    assert (version.number, version.action, version.comment) == (1, Action.CHANGED, "Nieuwe uren.")
    assert (version.document, version.model) == (document_of(practice), Practice)
    user.delete()
    version.refresh_from_db()
    assert (version.made_by, version.made_by_name) == (None, "An Peeters")


def test_nothing_is_kept_when_nothing_differs():
    practice = full_practice()
    record(practice, None, Action.MADE)
    practice.save()

    assert record(practice, None, Action.CHANGED) is None
    assert told(practice) == [(1, Action.MADE, "")]


def test_what_was_before_the_first_change_is_kept_too():
    practice = full_practice()

    with recorded(practice, None, Action.CONFIRMED):
        practice.summary = "Anders."
        practice.save()

    assert told(practice) == [(1, Action.FOUND, ""), (2, Action.CONFIRMED, "")]


def test_a_change_that_kept_no_version_is_found_before_the_next():
    practice = full_practice()
    record(practice, None, Action.MADE)
    practice.localities.all().delete()

    before_change(Practice, [practice.pk])
    before_change(Practice, [practice.pk])

    assert told(practice) == [(1, Action.MADE, ""), (2, Action.FOUND, "")]


def test_work_that_fails_keeps_no_version():
    practice = full_practice()

    with pytest.raises(ZeroDivisionError), recorded(practice, None, Action.CHANGED):
        raise ZeroDivisionError

    assert told(practice) == []


def test_recording_many_costs_the_same_queries_as_one(django_assert_num_queries):
    first, *others = [full_practice().pk for _ in range(4)]
    record_all(Practice, [first], None, Action.FILES)

    with django_assert_num_queries(15):
        record_all(Practice, others[:1], None, Action.FILES)
    with django_assert_num_queries(15):
        record_all(Practice, [first, *others], None, Action.FILES)


def test_the_database_refuses_a_number_twice():
    version = record(full_practice(), None, Action.MADE)
    version.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


# In the admin ------------------------------------------------------------------


def test_a_save_in_the_form_is_one_version_with_its_rows(editor):
    practice = full_practice()

    form = {"title": "Soepcafé", "localities-0-name_in_source": "Waterschei", "localities-1-DELETE": "on"}
    save(editor, practice, **form)

    assert told(practice) == [(1, Action.FOUND, ""), (2, Action.CHANGED, editor.user.username)]
    document = latest(practice).document
    assert document == document_of(practice)
    assert [row["fields"]["name_in_source"] for row in document["rows"]["localities"]] == ["Waterschei"]


def test_saving_without_a_change_is_no_version(editor):
    practice = full_practice()
    save(editor, practice, title="Soepcafé")

    save(editor, practice)

    assert len(told(practice)) == 2


def test_a_refused_form_is_no_version(editor):
    practice = full_practice()

    save(editor, practice, title="")

    assert told(practice) == []


def test_a_new_entry_starts_with_its_first_version(editor):
    source = factories.make_source()
    form = filled(editor.get(address(Practice(), "add")))
    fields = {"title": "Buurtsalon", "slug": "buurtsalon", "summary": "Kort."}
    editor.post(address(Practice(), "add"), form | fields | new_row("citations", source=source.pk, reference="Blz. 1"))

    practice = Practice.objects.get()
    assert told(practice) == [(1, Action.MADE, editor.user.username)]
    assert latest(practice).document["rows"]["citations"][0]["fields"]["source"] == source.pk


@pytest.mark.parametrize(
    ("before", "after", "action"),
    [
        (Status.DRAFT, Status.REVIEW, Action.SUBMITTED),
        (Status.REVIEW, Status.DRAFT, Action.RETURNED),
        (Status.REVIEW, Status.PUBLISHED, Action.PUBLISHED),
        (Status.PUBLISHED, Status.DRAFT, Action.UNPUBLISHED),
        (Status.PUBLISHED, Status.ARCHIVED, Action.ARCHIVED),
    ],
)
def test_a_step_in_the_form_is_called_by_its_name(editor, before, after, action):
    practice = factories.make_practice(status=before)
    button = next(move.name for move in MOVES if before in move.sources and move.target == after)

    press(editor, practice, button, step_comment="Waarom.")

    assert latest(practice).action == action


def test_an_action_on_the_list_is_a_version_of_each(editor):
    practices = [factories.make_practice(status=Status.REVIEW) for _ in range(2)]
    chosen = {"action": "publish", "_selected_action": [practice.pk for practice in practices]}

    editor.post(address(Practice(), "changelist"), chosen)

    for practice in practices:
        assert told(practice) == [(1, Action.FOUND, ""), (2, Action.PUBLISHED, editor.user.username)]
        assert latest(practice).document["fields"]["status"] == Status.PUBLISHED


def test_a_changed_call_is_a_version_of_its_scheme(editor):
    scheme = full_scheme()
    call = scheme.calls.get()

    save(editor, call, title="Oproep zomer", **{"steps-0-title": "Webinar"})

    assert told(scheme) == [(1, Action.FOUND, ""), (2, Action.CHANGED, editor.user.username)]
    row = latest(scheme).document["rows"]["calls"][0]
    assert (row["fields"]["title"], row["rows"]["steps"][0]["fields"]["title"]) == ("Oproep zomer", "Webinar")


@pytest.mark.parametrize("bulk", [True, False])
def test_a_deleted_call_is_a_version_of_its_scheme(editor, bulk):
    scheme = full_scheme()
    call = scheme.calls.get()

    if bulk:
        chosen = {"action": "delete_selected", "_selected_action": [call.pk], "post": "yes"}
        editor.post(address(type(call)(), "changelist"), chosen)
    else:
        editor.post(address(call, "delete"), {"post": "yes"})

    assert told(scheme) == [(1, Action.FOUND, ""), (2, Action.CHANGED, editor.user.username)]
    assert latest(scheme).document["rows"]["calls"] == []


def test_a_save_that_fails_at_the_end_keeps_neither_the_change_nor_a_version(editor):
    practice = full_practice()
    form = filled(editor.get(address(practice)))

    with patch("portal.search.index.refresh", side_effect=ZeroDivisionError):
        response = editor.post(address(practice), form | {"title": "Soepcafé"})

    assert response.status_code >= 500
    practice.refresh_from_db()
    assert (practice.title, told(practice)) == ("Buurtsalon", [])


# From the files ----------------------------------------------------------------


def test_what_is_loaded_has_its_first_version():
    load(checked(content()))

    practice = Practice.objects.get()
    assert told(practice) == [(1, Action.FILES, "")]
    assert latest(practice).document == document_of(practice)


def test_a_file_that_changed_is_a_new_version_and_the_same_file_none():
    files = content()
    load(checked(files))
    one(files, "practice")["summary"] = "Vrijwilligers lezen elke week voor."
    load(checked(files))
    load(checked(files))

    assert told(Practice.objects.get()) == [(1, Action.FILES, ""), (2, Action.FILES, "")]


def test_loading_keeps_what_an_older_portal_had_loaded():
    files = content()
    load(checked(files))
    Version.objects.all().delete()
    one(files, "practice")["summary"] = "Vrijwilligers lezen elke week voor."
    load(checked(files))

    practice = Practice.objects.get()
    assert told(practice) == [(1, Action.FOUND, ""), (2, Action.FILES, "")]
    first = Version.objects.of(practice).last()
    assert first.document["fields"]["summary"] == "Vrijwilligers lezen voor."


def test_loading_the_same_again_asks_nothing_of_versions():
    files = checked(content())
    load(files)

    with CaptureQueriesContext(connection) as captured:
        load(files)

    assert [query["sql"] for query in captured if "versions_version" in query["sql"]] == []
