"""Who may take which step from which status, what is kept of it, and who is told."""

import pytest
from django.contrib.auth.models import User
from django.core import mail

from portal.models import Status
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from portal.versions.models import Version
from portal.workflow.fitness import StepError
from portal.workflow.models import Step
from portal.workflow.steps import MOVES, advance, moves_for
from practices.models import Practice
from tests.admin.forms import address, buttons, errors, filled, press, said, save
from tests.factories import make_practice, make_provider, make_scheme

DRAFT, REVIEW, PUBLISHED, ARCHIVED = Status

# What a role may do with an entry of its own scope, by where it stands.
PUBLISHER = {
    DRAFT: {REVIEW, PUBLISHED, ARCHIVED},
    REVIEW: {DRAFT, PUBLISHED, ARCHIVED},
    PUBLISHED: {DRAFT, ARCHIVED},
    ARCHIVED: {DRAFT, PUBLISHED},
}
WRITER = {DRAFT: {REVIEW}, REVIEW: {DRAFT}, PUBLISHED: set(), ARCHIVED: set()}
NOTHING = dict.fromkeys(Status, frozenset())
TABLE = [
    (EDITOR, "practice", PUBLISHER),
    (ADMINISTRATOR, "practice", PUBLISHER),
    (OFFICER, "practice", WRITER),
    (OFFICER, "elsewhere", NOTHING),
    (OFFICER, "scheme", NOTHING),
    (AGENCY, "scheme", WRITER),
    (AGENCY, "elsewhere", NOTHING),
    (AGENCY, "practice", NOTHING),
    (None, "practice", NOTHING),
]


@pytest.fixture
def worker(person, town):
    """Makes somebody of a role, and an entry: of their scope ("practice" or "scheme") or of another's."""

    def worker(role, kind, status):
        provider = make_provider()
        held = {OFFICER: {"municipalities": [town]}, AGENCY: {"providers": [provider]}}.get(role, {})
        if kind == "scheme" or (kind == "elsewhere" and role == AGENCY):
            entry = make_scheme(status=status, provider=provider if kind == "scheme" else make_provider())
        else:
            entry = make_practice(status=status, municipalities=[town] if kind == "practice" else [])
        return person(role, **held), entry

    return worker


@pytest.mark.parametrize(("role", "kind", "table"), TABLE)
@pytest.mark.parametrize("status", Status)
def test_each_role_takes_its_own_steps_and_no_other(worker, role, kind, table, status):
    client, entry = worker(role, kind, status)

    offered = {move.target for move in moves_for(client.user, entry)}
    taken = set()
    for target in Status:
        type(entry).objects.filter(pk=entry.pk).update(status=status)
        try:
            advance(type(entry).objects.get(pk=entry.pk), target, client.user)
        except StepError:
            continue
        taken.add(target)

    assert offered == taken == table[status]


@pytest.mark.parametrize(("role", "kind", "table"), TABLE)
@pytest.mark.parametrize("status", Status)
def test_hand_made_request_for_a_step_does_no_more_than_its_button(worker, role, kind, table, status):
    client, entry = worker(role, kind, status)
    editor = worker(EDITOR, kind, status)[0]
    reached = set()

    for move in MOVES:
        type(entry).objects.filter(pk=entry.pk).update(status=status)
        own = client.get(address(entry))
        # Who gets no form to save sends that of an editor.
        form = filled(
            own if own.status_code == 200 and own.context["has_change_permission"] else editor.get(address(entry))
        )
        response = client.post(address(entry), form | {f"_{move.name}": "1", "step_comment": "Waarom."})
        entry.refresh_from_db()
        assert response.status_code in (200, 302, 403, 404, 409)
        if entry.status != status:
            reached.add(entry.status)

    assert reached == table[status]


def test_nobody_reviews_an_entry_that_they_may_not_see(worker):
    client, entry = worker(OFFICER, "elsewhere", REVIEW)

    assert client.get(address(entry)).status_code in (302, 403, 404)
    assert client.post(address(entry), {"_return": "1"}).status_code in (302, 403, 404)
    entry.refresh_from_db()
    assert entry.status == REVIEW


def test_step_is_kept_with_its_comment_and_shown(person, town):
    officer = person(OFFICER, "Jan", municipalities=[town])
    practice = make_practice(status=DRAFT, municipalities=[town])

    response = press(officer, practice, "submit", step_comment="De kost klopt <nog> niet.")

    step = Step.objects.get()
    assert (step.entry, step.from_status, step.to_status, step.by, step.comment) == (
        practice, DRAFT, REVIEW, officer.user, "De kost klopt <nog> niet.",
    )  # fmt: skip
    assert response.status_code == 302
    page = officer.get(address(practice)).content.decode()
    assert "De kost klopt &lt;nog&gt; niet." in page
    assert "<strong>ter nazicht</strong> (was ontwerp)" in page


def test_new_entry_begins_with_its_maker(person, town):
    editor = person(EDITOR)
    form = editor.get(address(Practice, "add"))
    written = {"title": "Samen koken", "slug": "samen-koken", "summary": "Buren koken samen.", "_submit": "1"}

    editor.post(address(Practice, "add"), filled(form) | written)

    steps = Step.objects.order_by("pk").values_list("from_status", "to_status", "by")
    assert list(steps) == [("", DRAFT, editor.user.pk), (DRAFT, REVIEW, editor.user.pk)]
    assert Practice.objects.get().status == REVIEW


def test_buttons_follow_the_status(person):
    editor = person(EDITOR)
    save_and_go_on = ["Bewaar", "Bewaar en werk verder"]

    shown = {status: buttons(editor.get(address(make_practice(status=status)))) for status in Status}

    assert shown == {
        DRAFT: [*save_and_go_on, "Bewaar en leg voor", "Bewaar en publiceer", "Archiveer"],
        REVIEW: [*save_and_go_on, "Bewaar en publiceer", "Stuur terug", "Archiveer"],
        PUBLISHED: ["Bewaar en publiceer", "Bewaar als voorstel", "Haal van het portaal", "Archiveer"],
        ARCHIVED: [*save_and_go_on, "Bewaar en publiceer", "Haal van het portaal"],
    }


def test_who_sends_back_says_why(person):
    editor, practice = person(EDITOR), make_practice(status=REVIEW)

    refused = press(editor, practice, "return", summary="Anders")

    practice.refresh_from_db()
    assert errors(refused) == ["Schrijf erbij wat er beter moet. De indiener krijgt dit te lezen."]
    assert practice.status == REVIEW
    assert refused.context["adminform"].form["summary"].value() == "Anders"


def test_second_of_two_reviewers_hears_who_was_first(person):
    first, second = person(EDITOR, "An"), person(EDITOR, "Piet")
    practice = make_practice(status=REVIEW)
    form = filled(second.get(address(practice)))
    press(first, practice, "publish")

    late = second.post(address(practice), form | {"_return": "1", "step_comment": "Nee.", "summary": "Getypt"})

    practice.refresh_from_db()
    assert late.status_code == 409
    assert late.context["saved"].by == "An"
    assert late.context["kept"].data["summary"] == ["Getypt"]
    assert (practice.status, practice.summary == "Getypt") == (PUBLISHED, False)


def test_step_that_fails_after_saving_saves_nothing_and_keeps_what_was_typed(person, monkeypatch):
    editor, practice = person(EDITOR), make_practice(status=REVIEW, summary="Oud")

    def refuse(*_):
        raise StepError("Dit gaat niet.")

    monkeypatch.setattr("portal.workflow.admin.advance_saved", refuse)
    response = press(editor, practice, "publish", summary="Nieuw")

    practice.refresh_from_db()
    assert errors(response) == ["Dit gaat niet."]
    assert response.context["adminform"].form["summary"].value() == "Nieuw"
    assert (practice.status, practice.summary) == (REVIEW, "Oud")


def test_step_of_an_entry_that_was_read_before_is_refused(person):
    editor, practice = person(EDITOR), make_practice(status=REVIEW)
    stale, gone = Practice.objects.get(), make_practice(status=REVIEW)
    advance(practice, PUBLISHED, editor.user)
    Practice.objects.filter(pk=gone.pk).delete()

    with pytest.raises(StepError, match="staat intussen op “gepubliceerd”"):
        advance(stale, DRAFT, editor.user)
    with pytest.raises(StepError, match="intussen verwijderd"):
        advance(gone, PUBLISHED, editor.user)


def test_form_and_step_are_one_version(person):
    editor, practice = person(EDITOR), make_practice(status=REVIEW, summary="Oud")

    press(editor, practice, "publish", summary="Nieuw", step_comment="Mooi.")

    versions = Version.objects.of(practice).order_by("number")
    assert [(each.action, each.comment, each.document["fields"]["summary"]) for each in versions] == [
        ("found", "", "Oud"),
        ("published", "Mooi.", "Nieuw"),
    ]


def test_comment_of_a_save_without_step_goes_with_its_version(person):
    editor, practice = person(EDITOR), make_practice(status=DRAFT)

    save(editor, practice, summary="Nieuw", step_comment="Kort.")

    assert Version.objects.of(practice).first().comment == "Kort."
    assert not Step.objects.exists()


# Mail ------------------------------------------------------------------------


def mails():
    """Who got what since last asked: a dict of address to subject."""
    found = {message.to[0]: message.subject for message in mail.outbox}
    mail.outbox.clear()
    return found


def test_mail_goes_to_who_must_act_and_to_nobody_else(person, town):
    officer, owner = person(OFFICER, municipalities=[town]), person(OFFICER)
    editor, other, gone, silent = (person(EDITOR) for _ in range(4))
    person(ADMINISTRATOR)
    User.objects.filter(pk=gone.user.pk).update(is_active=False)
    User.objects.filter(pk=silent.user.pk).update(email="")
    practice = make_practice(title="Koken", status=DRAFT, owner=owner.user, municipalities=[town])

    press(officer, practice, "submit")
    submitted = mails()
    press(editor, practice, "return", step_comment="Meer uitleg.")
    returned = mails()
    press(officer, practice, "submit")
    mails()
    press(editor, practice, "publish")
    published = mails()

    keepers = [officer.user.email, owner.user.email]
    assert submitted == dict.fromkeys([editor.user.email, other.user.email], "Ter nazicht: Koken")
    assert returned == dict.fromkeys(keepers, "Teruggestuurd: Koken")
    assert published == dict.fromkeys(keepers, "Gepubliceerd: Koken")


def test_mail_has_the_title_and_a_link_and_nothing_else_of_a_draft(person, town):
    officer = person(OFFICER, "Jan", municipalities=[town])
    editor = person(EDITOR, "An")
    practice = make_practice(title="Koken", summary="Geheim.", status=DRAFT, municipalities=[town])

    press(officer, practice, "submit", step_comment="Graag snel.")

    assert mail.outbox[0].to == [editor.user.email]
    assert mail.outbox[0].body == (
        "Dag An\n\nJan legt een fiche voor: “Koken” (praktijk).\n\nToelichting: Graag snel.\n\n"
        f"https://kapstok.example/beheer/nazicht/practices/practice/{practice.pk}/\n\n"
        "Dit is een bericht van Kapstok. U kunt er niet op antwoorden.\n"
    )


def test_many_steps_at_once_are_one_mail(person):
    editor, owner = person(EDITOR), person(OFFICER)
    entries = [make_practice(status=REVIEW, owner=owner.user) for _ in range(3)]

    posted = {"action": "publish", "_selected_action": [entry.pk for entry in entries]}
    editor.post("/beheer/practices/practice/", posted)

    assert mails() == {owner.user.email: "3 berichten over fiches op Kapstok"}
    assert Step.objects.count() == 3


class BrokenServer:
    """A mail server that is not there."""

    def __init__(self, **_):
        pass

    def __enter__(self):
        raise ConnectionRefusedError

    def __exit__(self, *_):
        pass


def test_step_stands_when_the_mail_server_fails(person, monkeypatch, caplog):
    editor, owner = person(EDITOR), person(OFFICER, "Jan")
    practice = make_practice(status=REVIEW, owner=owner.user)
    monkeypatch.setattr("portal.workflow.mail.get_connection", BrokenServer)

    response = press(editor, practice, "publish")

    practice.refresh_from_db()
    assert practice.status == PUBLISHED
    assert said(editor.get(response.url))[-1] == (
        "Alles is bewaard, maar de mail aan Jan is niet vertrokken. Verwittig zelf wie dit moet weten."
    )
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
        "No connection with the mail server; 1 mails were not sent"
    ]


def test_address_that_cannot_be_mailed_does_not_keep_others_from_theirs(person, monkeypatch):
    editor, owner, author = person(EDITOR), person(OFFICER, "Jan"), person(EDITOR)
    User.objects.filter(pk=owner.user.pk).update(email="geen adres\nBcc: x")
    practice = make_practice(title="Twee\nregels", status=DRAFT, owner=owner.user)
    press(author, practice, "submit")
    mail.outbox.clear()

    response = press(editor, practice, "publish")

    assert [message.to for message in mail.outbox] == [[author.user.email]]
    assert "maar de mail aan Jan is niet vertrokken" in said(editor.get(response.url))[-1]
