"""An administrator lets somebody in; the person chooses the password."""

import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.accounts.invitations import new_username
from portal.accounts.models import Invitation, Scope
from portal.audit.models import Event
from portal.roles import ADMINISTRATOR, EDITOR, OFFICER
from tests import factories
from tests.accounts.steps import PASSWORD, SET_UP, give_second_step, try_password
from tests.admin.forms import said

pytestmark = pytest.mark.usefixtures("_committed")

ADD = "/beheer/auth/user/add/"
CONFIRM = "/beheer/account/bevestigen/"
NO_SCOPE = {"scope-TOTAL_FORMS": 1, "scope-INITIAL_FORMS": 0}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-22 09:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def administrator(make_user):
    user = make_user("anna", ADMINISTRATOR, first_name="Anna", last_name="Claes")
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def person(role=OFFICER, **fields):
    """What an administrator fills in."""
    group = Group.objects.get(name=role).pk
    about = {"first_name": "Els", "last_name": "Peeters", "email": "Els@Voorbeeld.be", "groups": [group]}
    return about | NO_SCOPE | fields


def link_in(mail):
    """The path of the address in a mail."""
    return re.search(r"https://kapstok\.example(/beheer/account/uitnodiging/\S+)", mail.body).group(1)


def access(user):
    return f"/beheer/auth/user/{user.pk}/toegang/"


def choose(client, link, password=PASSWORD):
    return client.post(link, {"password1": password, "password2": password})


def test_invited_officer_chooses_a_password_and_begins(administrator, client, mailoutbox, clock):
    town = factories.make_municipality()
    answer = administrator.post(ADD, person(**{"scope-0-municipalities": [town.pk]}), follow=True)
    user = User.objects.get(email="els@voorbeeld.be")
    (mail,) = mailoutbox
    page = client.get(link_in(mail))
    began = choose(client, link_in(mail))

    assert "De uitnodiging is verstuurd naar els@voorbeeld.be." in said(answer)
    assert (user.username, user.get_full_name(), user.is_staff) == ("els.peeters", "Els Peeters", True)
    assert (user.has_usable_password(), [group.name for group in user.groups.all()]) == (False, [OFFICER])
    assert [place.pk for place in Scope.objects.get(user=user).municipalities.all()] == [town.pk]
    assert (mail.subject, mail.to) == ("Kapstok: u bent uitgenodigd", ["els@voorbeeld.be"])
    assert "Anna Claes maakte voor u een account op Kapstok." in mail.body
    assert "De link werkt tot en met 29 november 2026, en één keer." in mail.body
    assert "Dag Els Peeters. Kies een wachtwoord, dan kunt u beginnen." in page.content.decode()
    assert began.headers["Location"] == "/beheer/"
    assert client.get("/beheer/").status_code == 200


def test_invited_editor_sets_the_second_step_up_first(administrator, client, mailoutbox):
    administrator.post(ADD, person(EDITOR))

    choose(client, link_in(mailoutbox[0]))

    assert client.get("/beheer/").headers["Location"] == SET_UP
    # Without typing the password that was chosen a moment ago.
    assert client.get(SET_UP).status_code == 200


def test_link_works_once(administrator, mailoutbox):
    administrator.post(ADD, person())
    link = link_in(mailoutbox[0])
    choose(Client(), link)

    opened, chosen = Client().get(link), choose(Client(), link, "iets-heel-anders-9")

    assert (opened.status_code, chosen.status_code) == (410, 410)
    assert "Deze link werkt niet meer" in opened.content.decode()
    assert try_password(Client(), "els.peeters").status_code == 302


@pytest.mark.parametrize(("days", "status"), [(6.9, 200), (7.1, 410)])
def test_link_works_seven_days(administrator, client, mailoutbox, clock, days, status):
    administrator.post(ADD, person())
    clock.shift(days * 24 * 60 * 60)

    assert client.get(link_in(mailoutbox[0])).status_code == status


def test_sent_again_only_the_newest_link_works(administrator, client, mailoutbox, clock):
    administrator.post(ADD, person())
    user = User.objects.get(email="els@voorbeeld.be")
    clock.shift(8 * 24 * 60 * 60)
    administrator.force_login(administrator.user)
    expired = administrator.get(access(user)).content.decode()
    administrator.post(access(user), {"do": "invite"})

    opened = [client.get(link_in(mail)).status_code for mail in mailoutbox]

    assert "uitnodiging verlopen" in expired
    assert opened == [410, 200]
    assert [event.action for event in Event.objects.filter(action="invite")] == ["invite", "invite"]


def test_withdrawn_invitation_leads_nowhere_until_sent_again(administrator, client, mailoutbox):
    administrator.post(ADD, person())
    user = User.objects.get(email="els@voorbeeld.be")
    administrator.post(access(user), {"do": "withdraw"})
    withdrawn = choose(client, link_in(mailoutbox[0])).status_code
    user.refresh_from_db()
    was_active = user.is_active
    administrator.post(access(user), {"do": "invite"})

    user.refresh_from_db()
    assert (withdrawn, was_active, user.is_active) == (410, False, True)
    assert choose(client, link_in(mailoutbox[1])).headers["Location"] == "/beheer/"


@pytest.mark.parametrize("token", ["x", "WzEsIjIwMjYiXQ:1abc:made-up", "a" * 3000, "%00", "é"])
def test_made_up_link_leads_nowhere(client, db, token):
    assert client.get(f"/beheer/account/uitnodiging/{token}/").status_code == 410


def test_weak_first_password_is_refused_and_the_link_keeps_working(administrator, client, mailoutbox):
    administrator.post(ADD, person())
    link = link_in(mailoutbox[0])

    refused = [choose(client, link, weak) for weak in ("kort", "els.peeters.2026", "Welkom123456!")]

    assert {answer.status_code for answer in refused} == {200}
    assert all("password1" in answer.context["form"].errors for answer in refused)
    assert choose(client, link).status_code == 302


def test_form_of_an_invitation_asks_all(administrator, mailoutbox):
    answer = administrator.post(ADD, NO_SCOPE)
    page = administrator.get(ADD).content.decode()

    assert set(answer.context["adminform"].form.errors) == {"first_name", "last_name", "email", "groups"}
    assert 'type="password"' not in page
    assert mailoutbox == []


def test_address_of_somebody_else_is_refused(administrator, make_user, mailoutbox):
    make_user("ander", email="els@voorbeeld.be")

    answer = administrator.post(ADD, person())

    assert "Iemand anders heeft dit adres al." in answer.context["adminform"].form.errors["email"][0]
    assert mailoutbox == []


def test_mail_that_cannot_be_sent_is_told(administrator, monkeypatch):
    def fail(message):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    answer = administrator.post(ADD, person(), follow=True)

    assert User.objects.filter(email="els@voorbeeld.be").exists()
    assert "De mail kon niet verstuurd worden." in said(answer)[0]


def test_names_to_sign_in_with_are_free(make_user):
    for name in ("els.peeters", "Els.Peeters2"):
        make_user(name)

    names = [new_username(*name) for name in (("Els", "Peeters"), ("Jürgen", "D’Hondt-Van Dam"), ("漢", "字"))]

    assert names == ["els.peeters3", "jurgen.dhondt.van.dam", "account"]


def test_second_step_of_somebody_is_removed_after_ones_own_password(administrator, make_user, mailoutbox):
    editor = make_user("jan", EDITOR)
    session = Client()
    session.force_login(editor)

    asked = administrator.post(access(editor), {"do": "remove_step"})
    still = Authenticator.objects.filter(user=editor).exists()
    administrator.post(asked.headers["Location"], {"password": PASSWORD})

    assert asked.headers["Location"].startswith(CONFIRM)
    assert (still, Authenticator.objects.filter(user=editor).exists()) == (True, False)
    assert session.get("/beheer/").status_code == 302
    assert [(mail.subject, mail.to) for mail in mailoutbox] == [
        ("Kapstok: uw tweede stap is gewist", ["jan@voorbeeld.be"])
    ]
    told = Event.objects.get(action="two-factor")
    assert (told.user, told.subject_id) == (administrator.user, str(editor.pk))


def test_administrator_signs_somebody_out(administrator, make_user):
    officer = make_user("jan", OFFICER)
    session = Client()
    session.force_login(officer)

    administrator.post(access(officer), {"do": "end"})

    assert session.get("/beheer/").status_code == 302


def test_superuser_is_out_of_reach_of_administrators(administrator, make_user):
    root = make_user("root", is_superuser=True)
    give_second_step(root)

    page, deed = administrator.get(access(root)), administrator.post(access(root), {"do": "remove_step"})

    assert (page.status_code, deed.status_code) == (403, 403)
    assert Authenticator.objects.filter(user=root).exists()


@pytest.mark.parametrize("role", [OFFICER, EDITOR, None])
def test_others_have_no_say_in_access(make_user, client, role):
    officer = make_user("jan", OFFICER)
    client.force_login(make_user("els", role))

    assert client.get(access(officer)).status_code == 403
    assert client.post(access(officer), {"do": "end"}).status_code == 403
    assert client.get(ADD).status_code == 403


def buttons(administrator, user):
    page = administrator.get(access(user)).content.decode()
    return re.findall(r'<button type="submit" class="button" name="do" value="(\w+)"', page)


def test_page_of_access_offers_what_is_possible(administrator, make_user):
    invited = make_user("mia", OFFICER, password=None)
    Invitation.objects.create(user=invited)
    at_work = make_user("jan", EDITOR)
    Client().force_login(at_work)

    assert buttons(administrator, invited) == ["invite", "withdraw"]
    assert buttons(administrator, at_work) == ["new_password", "remove_step", "end"]
    assert buttons(administrator, make_user("els", OFFICER, is_active=False)) == []


def test_administrator_sends_a_link_for_a_new_password(administrator, make_user, monkeypatch):
    sent = []
    monkeypatch.setattr("portal.accounts.mails.deliver_unnoticed", sent.append)

    administrator.post(access(make_user("jan", OFFICER)), {"do": "new_password"})

    assert [(mail.subject, mail.to) for mail in sent] == [("Kapstok: kies een nieuw wachtwoord", ["jan@voorbeeld.be"])]


def test_deed_that_is_no_longer_possible_is_told(administrator, make_user):
    officer = make_user("jan", OFFICER)

    answers = [administrator.post(access(officer), {"do": deed}, follow=True) for deed in ("withdraw", "x", "")]

    assert {said(answer)[-1] for answer in answers} == {"Dat kan niet meer: er is intussen iets gewijzigd."}


def test_nobody_types_the_password_of_another(administrator, make_user):
    officer = make_user("jan", OFFICER)

    assert administrator.get(f"/beheer/auth/user/{officer.pk}/password/").status_code == 404
    assert 'type="password"' not in administrator.get(f"/beheer/auth/user/{officer.pk}/change/").content.decode()


def test_list_of_accounts_tells_their_state(administrator, make_user, clock):
    for name, role in (("jan", OFFICER), ("mia", EDITOR)):
        make_user(name, role)
    administrator.post(ADD, person())

    page = administrator.get("/beheer/auth/user/")

    rows = {user.username: [*cells(page.context["cl"].model_admin, user)] for user in page.context["cl"].result_list}
    assert rows == {
        "anna": ["actief", "ingesteld"],
        "els.peeters": ["uitnodiging open", "niet nodig"],
        "jan": ["actief", "niet nodig"],
        "mia": ["actief", "nog in te stellen"],
    }


def cells(model_admin, user):
    return model_admin.state(user), model_admin.second_step(user)


def test_invitations_of_all_are_read_at_once(administrator, make_user):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            administrator.get("/beheer/auth/user/")
        return len(captured)

    for name in ("a", "b", "c"):
        Invitation.objects.create(user=make_user(name, OFFICER))
        if name == "a":
            one = queries()

    assert queries() == one
