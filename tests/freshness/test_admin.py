"""The desk of freshness: whose work is what, and what one does with it."""

from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.freshness import work
from portal.freshness.models import Report
from portal.freshness.waiting import waiting
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from portal.versions.models import Version
from practices.models import Practice
from tests.admin.forms import said
from tests.factories import make_municipality, make_partner, make_practice, make_question, make_scheme
from tests.freshness.desk import ask, make_broken_link, make_report, sign_in

REPORTS = "/beheer/freshness/report/"
DUE = "/beheer/freshness/report/nazicht/"
LINKS = "/beheer/freshness/linkcheck/"
TODAY = date(2026, 11, 3)


@pytest.fixture
def genk(db):
    return make_municipality(name="Genk")


@pytest.fixture
def officer(genk):
    return sign_in(OFFICER, genk, first_name="Fatma", last_name="Yilmaz")


@pytest.fixture
def editor(db):
    return sign_in(EDITOR)


def queries(client, where):
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(where).status_code == 200
    return len(captured)


def page(report):
    return f"{REPORTS}{report.pk}/change/"


# Reports ------------------------------------------------------------------------


def test_officer_sees_reports_about_own_entries_only(officer, genk):
    own = make_report(make_practice(municipalities=[genk]), "In Genk.")
    responsible = make_report(make_question(owner=officer.user), "Van mij.")
    other = make_report(make_practice(municipalities=[make_municipality()]), "Geheim van elders.")

    listed = officer.get(f"{REPORTS}?toestand=alle").content.decode()

    assert ("In Genk." in listed, "Van mij." in listed, "Geheim" in listed) == (True, True, False)
    assert [officer.get(page(report)).status_code for report in (own, responsible)] == [200, 200]
    assert "Geheim" not in officer.get(page(other), follow=True).content.decode()
    assert officer.post(page(other), {"afloop": "opgelost"}).status_code == 404
    assert not Report.objects.exclude(outcome="").exists()


@pytest.mark.parametrize(("role", "number"), [(EDITOR, 3), (ADMINISTRATOR, 3), (AGENCY, 0), (OFFICER, 0)])
def test_who_sees_which_reports(db, role, number):
    for entry in (make_practice(), make_scheme(), make_question()):
        make_report(entry)

    assert len(sign_in(role).get(REPORTS).context["cl"].result_list) == number


def test_queue_shows_what_waits(editor, now):
    make_report(make_practice(), "Wacht nog.")
    make_report(make_practice(), "Is al gedaan.", outcome="opgelost", handled_at=now)

    listed = {choice: editor.get(f"{REPORTS}{choice}").content.decode() for choice in ("", "?toestand=behandeld")}

    assert ("Wacht nog." in listed[""], "Is al gedaan." in listed[""]) == (True, False)
    assert "Is al gedaan." in listed["?toestand=behandeld"]


@pytest.mark.parametrize("outcome", ["opgelost", "onjuist"])
def test_report_is_handled(editor, now, outcome):
    report = make_report(practice := make_practice())
    before = Practice.objects.values().get()

    response = editor.post(page(report), {"afloop": outcome}, follow=True)

    report.refresh_from_db()
    assert (report.outcome, report.handled_at, report.handled_by) == (outcome, now, editor.user)
    assert Practice.objects.values().get(pk=practice.pk) == before
    again = editor.post(page(report), {"afloop": "opgelost"}, follow=True)
    assert (len(said(response)), said(again)) == (1, ["Iemand anders handelde deze melding net af."])


def test_unknown_outcome_changes_nothing(editor, db):
    report = make_report(make_practice())

    assert editor.post(page(report), {"afloop": "onzin"}).status_code == 302
    report.refresh_from_db()
    assert (report.outcome, report.handled_at) == ("", None)


def test_text_of_a_visitor_is_text(editor):
    report = make_report(
        make_practice(), "<script>alert(1)</script> https://kwaad.example [klik](https://kwaad.example)"
    )

    for where in (REPORTS, page(report), "/beheer/"):
        shown = editor.get(where).content.decode()
        assert "<script>alert" not in shown
        assert 'href="https://kwaad' not in shown


def test_report_goes_to_who_keeps_the_entry(editor, owner, now):
    report = make_report(make_practice(owner=owner, title="Fietsvriendin"), "Zie https://kwaad.example")

    editor.post(page(report), {"doorsturen": "1"})

    report.refresh_from_db()
    message = outbox.outbox[0]
    assert (report.forwarded_at, report.outcome) == (now, "")
    assert message.to == ["jan@genk.example"]
    assert f"https://kapstok.example{page(report)}" in message.body
    assert "kwaad.example" not in message.body


def test_report_without_anybody_to_go_to(editor, owner):
    owner.is_active = False
    owner.save()
    reports = [make_report(make_practice()), make_report(make_practice(owner=owner))]

    told = [said(editor.post(page(report), {"doorsturen": "1"}, follow=True)) for report in reports]

    assert told == [["Deze fiche heeft geen verantwoordelijke met een mailadres. Kies er eerst een in de fiche."]] * 2
    assert outbox.outbox == []


def test_report_that_cannot_be_sent(editor, owner, monkeypatch):
    report = make_report(make_practice(owner=owner))

    def refuse(message):
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)
    told = said(editor.post(page(report), {"doorsturen": "1"}, follow=True))

    report.refresh_from_db()
    assert (told, report.forwarded_at) == (["De mail kon niet weg. Probeer het later opnieuw."], None)


def test_officer_passes_nothing_on(officer, genk, owner):
    report = make_report(make_practice(municipalities=[genk], owner=owner))

    assert "doorsturen" not in officer.get(page(report)).content.decode()
    assert officer.post(page(report), {"doorsturen": "1"}).status_code == 403
    assert outbox.outbox == []


def test_report_about_a_deleted_entry(editor, db):
    practice = make_practice()
    report = make_report(practice)
    practice.delete()

    assert "(verwijderd)" in editor.get(REPORTS).content.decode()
    assert editor.get(page(report)).status_code == 200
    assert editor.post(page(report), {"doorsturen": "1"}).status_code == 403
    assert editor.post(page(report), {"afloop": "onjuist"}).status_code == 302


def test_nobody_writes_or_deletes_reports(editor, db):
    report = make_report(make_practice())

    assert editor.get(f"{REPORTS}add/").status_code == 403
    assert editor.post(f"{REPORTS}{report.pk}/delete/", {"post": "yes"}).status_code == 403
    assert 'name="wrong"' not in editor.get(page(report)).content.decode()


def test_queue_costs_the_same_for_one_report_and_for_three(editor):
    make_report(make_practice())
    editor.get(REPORTS)
    with_one = queries(editor, REPORTS)
    for number in range(2):
        make_report(make_practice(), f"Nummer {number}.")

    assert queries(editor, REPORTS) == with_one


# Entries to check ----------------------------------------------------------------


def titles(user, name):
    return [row["title"] for row in work.due(user, name)]


def test_lists_of_entries_to_check(editor, officer, owner, now):
    mine = make_practice(owner=officer.user, title="Van mij", check_again_by=date(2026, 5, 1))
    silent = make_partner(owner=owner, title="Stil", check_again_by=date(2026, 6, 1))
    asked_lately = make_partner(owner=owner, title="Pas gevraagd", check_again_by=date(2026, 7, 1))
    answered = make_scheme(owner=owner, title="Meldde iets", check_again_by=date(2026, 8, 1))
    make_question(title="Van niemand", check_again_by=date(2026, 9, 1))
    make_question(title="Vers", check_again_by=date(2027, 9, 1))
    ask(silent, now - timedelta(days=40))
    ask(asked_lately, now - timedelta(days=29))
    ask(answered, now - timedelta(days=40), answer="anders", answered_at=now - timedelta(days=20))

    assert titles(officer.user, work.MINE) == [mine.title]
    assert titles(editor.user, work.MINE) == []
    assert titles(editor.user, work.SILENT) == ["Stil"]
    assert titles(editor.user, work.NOBODY) == ["Van niemand"]
    assert titles(editor.user, work.ALL) == ["Van mij", "Stil", "Pas gevraagd", "Meldde iets", "Van niemand"]
    assert titles(officer.user, work.ALL) == []


def test_owner_who_is_new_is_not_silent(editor, officer, owner, now):
    practice = make_practice(owner=owner)
    ask(practice, now - timedelta(days=40))
    practice.owner = officer.user
    practice.save()

    assert titles(editor.user, work.SILENT) == []


def test_question_of_before_the_last_check_does_not_count(editor, owner, now):
    practice = make_practice(owner=owner)
    ask(practice, now - timedelta(days=700))
    practice.note_check(date(2025, 1, 1))

    assert titles(editor.user, work.SILENT) == []


def test_officer_sees_only_the_own_list(officer):
    assert officer.get(DUE).status_code == 200
    assert [officer.get(f"{DUE}?van={name}").status_code for name in ("alle", "stil", "niemand", "onzin")] == [403] * 4
    assert officer.post(f"{DUE}?van=alle", {"klopt": "1"}).status_code == 403


def test_confirming_in_the_admin(officer, genk):
    own = make_practice(municipalities=[genk])
    other = make_practice(owner=None)
    fields = {"klopt": "1", "fiche": [f"practices.practice.{key}" for key in (own.pk, other.pk, "x", 10**30)]}
    fields["fiche"] += ["auth.user.1", "onzin", ""]

    told = said(officer.post(DUE, fields, follow=True))

    assert told == ["1 fiche staat nu op “nagekeken”."]
    assert list(Practice.objects.filter(checked_on=TODAY, check_again_by=date(2027, 11, 3))) == [own]
    assert Version.objects.of(own).first().made_by == officer.user


def test_editor_gives_entries_an_owner(editor, officer):
    practice, question = make_practice(), make_question()
    chosen = [f"practices.practice.{practice.pk}", f"practices.question.{question.pk}"]

    told = said(
        editor.post(
            f"{DUE}?van=niemand", {"geef": "1", "verantwoordelijke": officer.user.pk, "fiche": chosen}, follow=True
        )
    )

    # An officer writes no hard questions, and so cannot keep one.
    assert told == ["1 fiche is nu van Fatma Yilmaz."]
    practice.refresh_from_db()
    question.refresh_from_db()
    assert (practice.owner, question.owner) == (officer.user, None)


def test_officer_gives_nothing_away(officer, genk, owner):
    practice = make_practice(municipalities=[genk], owner=officer.user)

    officer.post(DUE, {"verantwoordelijke": officer.user.pk, "fiche": [f"practices.practice.{practice.pk}"]})
    officer.post(DUE, {"verantwoordelijke": "abc"})

    practice.refresh_from_db()
    assert practice.owner == officer.user
    assert Version.objects.count() == 0


def test_list_costs_the_same_for_one_entry_and_for_three(editor):
    make_practice()
    editor.get(f"{DUE}?van=alle")
    with_one = queries(editor, f"{DUE}?van=alle")
    for number in range(2):
        make_practice(title=f"Nummer {number}")

    assert queries(editor, f"{DUE}?van=alle") == with_one


def test_long_list_has_pages(editor):
    for _ in range(51):
        make_practice()

    second = editor.get(f"{DUE}?van=alle&p=2").content.decode()

    assert "Bladzijde 2 van 2" in second
    assert second.count('name="fiche"') == 1


# Links ---------------------------------------------------------------------------


def test_broken_links_and_where_they_stand(editor, officer, genk, now):
    own, other = make_practice(municipalities=[genk], title="In Genk"), make_practice(title="Elders")
    make_broken_link(own)
    make_broken_link(other)
    make_broken_link(other, "https://elders.be")
    make_broken_link(other, "https://even-weg.be", failed_days=2)

    seen = editor.get(LINKS).content.decode()

    assert [text in seen for text in ("weg.be", "elders.be", "In Genk", "Elders")] == [True] * 4
    assert "even-weg.be" not in seen
    assert "even-weg.be" in editor.get(f"{LINKS}?toestand=faalt").content.decode()
    of_officer = officer.get(f"{LINKS}?toestand=alle").content.decode()
    assert ("https://weg.be" in of_officer, "elders.be" in of_officer) == (True, False)


def test_place_that_was_edited_since_is_marked(editor, now):
    make_broken_link(make_practice(), checked_at=now - timedelta(hours=1))

    assert "(sindsdien gewijzigd)" in editor.get(LINKS).content.decode()


def test_list_of_links_costs_the_same_for_one_and_for_three(editor):
    make_broken_link(make_practice(), "https://een.be")
    editor.get(LINKS)
    with_one = queries(editor, LINKS)
    for number in range(2):
        make_broken_link(make_practice(), f"https://nummer{number}.be")

    assert queries(editor, LINKS) == with_one


def test_page_of_an_entry_says_what_came_in(editor, now):
    practice = make_practice(website="weg.be")
    make_broken_link(practice)
    make_report(practice, "Dit klopt niet.")
    make_report(practice, "Dit is gedaan.", outcome="opgelost", handled_at=now)

    seen = editor.get(reverse("admin:practices_practice_change", args=[practice.pk])).content.decode()

    assert "Dit klopt niet." in seen
    assert "Dit is gedaan." not in seen
    assert "https://weg.be: weg (404), sinds 1 oktober 2026." in seen


def test_page_of_an_entry_of_others_says_nothing_of_reports(officer):
    practice = make_practice(municipalities=[make_municipality()])
    make_report(practice, "Dit klopt niet.")

    seen = officer.get(reverse("admin:practices_practice_change", args=[practice.pk]))

    assert seen.status_code == 200
    assert "Dit klopt niet." not in seen.content.decode()


# The desk ------------------------------------------------------------------------


def test_desk(editor, officer, owner, genk, now):
    practice = make_practice(owner=officer.user, municipalities=[genk], title="Fietsvriendin")
    make_report(practice)
    make_broken_link(practice)
    for _ in range(6):
        make_question()
    silent = make_partner(owner=owner, title="Stil")
    ask(silent, now - timedelta(days=31))

    blocks = {block.heading: (block.count, len(block.items)) for block in waiting(editor.user)}
    of_officer = {block.heading: [item.text for item in block.items] for block in waiting(officer.user)}

    assert blocks == {
        "Na te kijken": (0, 0),
        "Zonder antwoord": (1, 1),
        "Zonder verantwoordelijke": (6, 5),
        "Gemeld door bezoekers": (1, 1),
        "Kapotte links": (1, 1),
    }
    assert of_officer == {
        "Na te kijken": ["Fietsvriendin"],
        "Gemeld door bezoekers": ["Fietsvriendin"],
        "Kapotte links": ["https://weg.be"],
    }
    for block in (*waiting(editor.user), *waiting(officer.user)):
        reader = officer if block.heading == "Na te kijken" else editor
        assert reader.get(block.more_url).status_code == 200
        assert {editor.get(item.url).status_code for item in block.items} <= {200}
