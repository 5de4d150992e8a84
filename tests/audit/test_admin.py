"""The log book in the admin: administrators read it, nobody changes it."""

import pytest
from django.contrib.auth.models import Group, User

from portal import audit
from portal.audit.models import Action, Event
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from practices.models import Practice
from tests.admin.forms import address, filled
from tests.factories import make_practice

LIST = "/beheer/audit/event/"


@pytest.fixture
def event(db):
    audit.log(None, Action.EXPORT, "<b>Praktijken</b>", rijen=12, filters=["thema: taal"], compleet=True)
    return Event.objects.get()


@pytest.mark.parametrize("role", [OFFICER, EDITOR, AGENCY, None])
def test_others_do_not_see_it(sign_in, event, role):
    client = sign_in(role)

    assert (client.get(LIST).status_code, client.get(address(event)).status_code) == (403, 403)


def test_administrator_reads_it(sign_in, event):
    page = sign_in(ADMINISTRATOR).get(LIST).content.decode()

    assert "&lt;b&gt;Praktijken&lt;/b&gt;" in page
    assert "rijen: 12; filters: thema: taal; compleet: ja" in page
    assert "geëxporteerd" in page


def test_nobody_changes_or_deletes(sign_in, event):
    client = sign_in(ADMINISTRATOR)
    client.user.is_superuser = True
    client.user.save()

    answers = [
        client.get(f"{LIST}add/"),
        client.post(address(event), {"subject": "anders"}),
        client.post(address(event, "delete"), {"post": "yes"}),
        client.post(LIST, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403, 200]
    assert Event.objects.values_list("subject", flat=True).get() == "<b>Praktijken</b>"


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_as_many_queries_for_any_number(sign_in, django_assert_num_queries, number):
    client = sign_in(ADMINISTRATOR)
    for _ in range(number):
        audit.log(client.user, Action.PUBLISH, "iets")

    with django_assert_num_queries(11):
        client.get(LIST)


def told(*actions):
    """The lines of those actions: action, subject and details."""
    found = Event.objects.filter(action__in=actions).order_by("pk")
    return list(found.values_list("action", "subject", "details"))


def test_changes_of_an_account_are_told(sign_in):
    client = sign_in(ADMINISTRATOR)
    user = User.objects.create_user("nieuw", is_staff=True)
    form = filled(client.get(address(user)))
    client.post(address(user), form)
    client.post(address(user), form | {"groups": [Group.objects.get(name=OFFICER).pk], "first_name": "Geheim"})
    form = filled(client.get(address(user)))
    del form["is_active"]
    client.post(address(user), form)

    assert list(Event.objects.order_by("pk").values_list("action", "subject", "details")) == [
        ("rights", "nieuw", {"van": [], "naar": [OFFICER]}),
        ("account", "nieuw", {"velden": ["voornaam"]}),
        ("rights", "nieuw", {"actief": False}),
    ]
    assert set(Event.objects.values_list("user", "role")) == {(client.user.pk, ADMINISTRATOR)}


@pytest.mark.parametrize("in_list", [True, False])
def test_deletion_of_an_entry_is_told(sign_in, in_list):
    practice = make_practice(title="Taalcafé")
    client = sign_in(ADMINISTRATOR)
    if in_list:
        chosen = {"action": "delete_selected", "_selected_action": [practice.pk], "post": "yes"}
        client.post(address(Practice, "changelist"), chosen)
    else:
        client.post(address(practice, "delete"), {"post": "yes"})

    assert told("delete") == [("delete", "Taalcafé", {})]
