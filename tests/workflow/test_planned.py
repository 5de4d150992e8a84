"""What was approved for a day to come is published on that day, once, and only as it was approved."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.models import Status
from portal.versions.models import Version
from portal.workflow import due, plans, proposals
from portal.workflow.models import Plan, Proposal, Step
from practices.models import Practice
from tests.admin.forms import address, press, said, save
from tests.factories import make_practice

NOW = datetime(2026, 5, 20, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def practice(officer, town):
    """A practice that the officer submitted."""
    entry = make_practice(title="Koken", summary="Oud.", status=Status.DRAFT, municipalities=[town])
    press(officer, entry, "submit")
    mail.outbox.clear()
    return entry


@pytest.fixture
def proposal(officer, town):
    """A submitted proposal for a public practice."""
    entry = make_practice(title="Spelen", summary="Oud.", municipalities=[town])
    press(officer, entry, "submit", summary="Nieuw.")
    mail.outbox.clear()
    return Proposal.objects.get()


def review(entry):
    return reverse("review-entry", args=["practices", "practice", entry.pk])


def judge(client, page, decision, **typed):
    form = client.get(page).context["form"]
    posted = {"seen": form["seen"].value() if form else "", "comment": "", "publish_at": "", decision: "1"}
    return client.post(page, posted | typed, follow=True)


def mails():
    found = [(message.to[0], message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return found


def summaries():
    return dict(Practice.objects.values_list("title", "summary"))


def test_new_entry_is_published_on_its_day_and_once(officer, editor, practice):
    answer = judge(editor, review(practice), "approve", publish_at="2026-05-21T10:00", comment="Mooi.")
    planned, told = Plan.objects.get(), mails()

    early = due.run(NOW + timedelta(hours=23))
    before = Practice.objects.get().status
    lines, again = due.run(LATER), due.run(LATER)

    practice.refresh_from_db()
    assert said(answer) == ["“Koken” wordt gepubliceerd op 21 mei 2026 om 10:00."]
    assert (planned.publish_at, planned.by, told) == (LATER, editor.user, [(officer.user.email, "Goedgekeurd: Koken")])
    assert (early, before) == ([], Status.REVIEW)
    assert (lines, again) == (["Gepubliceerd zoals gepland: “Koken”."], [])
    assert practice.status == Status.PUBLISHED
    step = Step.objects.first()
    assert (step.to_status, step.by, step.comment) == (Status.PUBLISHED, editor.user, "Mooi.")
    assert not Plan.objects.exists()


def test_proposal_is_published_on_its_day_and_once(officer, editor, proposal):
    judge(editor, notices_page(proposal), "approve", publish_at="2026-05-21T10:00")
    told, before = mails(), summaries()

    lines, again = due.run(LATER), due.run(LATER)

    proposal.refresh_from_db()
    assert (before, summaries()) == ({"Spelen": "Oud."}, {"Spelen": "Nieuw."})
    assert (lines, again) == (["Gepubliceerd zoals gepland: “Spelen”."], [])
    assert (proposal.state, proposal.applied_at) == (Proposal.State.APPROVED, NOW)
    assert told == [(officer.user.email, "Goedgekeurd: Spelen")]


def notices_page(proposal):
    return reverse("review-proposal", args=[proposal.pk])


def test_plan_is_shown_where_one_looks(officer, editor, practice, proposal):
    judge(editor, review(practice), "approve", publish_at="2026-05-21T10:00")
    judge(editor, notices_page(proposal), "approve", publish_at="2026-05-22T10:00")

    texts = {
        name: client.get(page).content.decode()
        for name, client, page in (
            ("list", officer, "/beheer/practices/practice/"),
            ("form", officer, address(practice)),
            ("form of the proposal's entry", officer, address(proposal.entry)),
            ("review", editor, reverse("review")),
        )
    }

    assert "ter nazicht, gepland op 21 mei 2026 om 10:00" in texts["list"]
    assert "gepubliceerd, gepland op 22 mei 2026 om 10:00" in texts["list"]
    assert "Gepland op 21 mei 2026, 10:00." in texts["form"]
    assert "gepland op 22 mei 2026, 10:00" in texts["form of the proposal's entry"]
    assert "21 mei 2026, 10:00" in texts["review"]
    assert "22 mei 2026, 10:00" in texts["review"]


def test_plan_is_cancelled(editor, practice, proposal):
    judge(editor, review(practice), "approve", publish_at="2026-05-21T10:00")
    judge(editor, notices_page(proposal), "approve", publish_at="2026-05-21T10:00")

    answers = [said(judge(editor, page, "cancel")) for page in (review(practice), notices_page(proposal))]

    assert answers == [
        ["De planning is geannuleerd."],
        ["De planning is geannuleerd. Het voorstel wacht weer op nazicht."],
    ]
    assert due.run(LATER) == []
    assert Practice.objects.get(title="Koken").status == Status.REVIEW
    proposal.refresh_from_db()
    assert (proposal.state, proposal.publish_at) == (Proposal.State.SUBMITTED, None)


def test_any_step_takes_the_plan_away(editor, practice):
    plans.plan(Practice.objects.get(), LATER, editor.user)

    press(editor, practice, "return", step_comment="Toch niet.")

    assert not Plan.objects.exists()
    assert due.run(LATER) == []


def test_what_an_officer_changes_after_the_approval_is_not_published(officer, editor, practice):
    plans.plan(Practice.objects.get(), LATER, editor.user)
    mails()

    save(officer, practice, summary="Stiekem.")

    told = mails()
    assert due.run(LATER) == []
    assert Practice.objects.get().status == Status.REVIEW
    assert told == [(editor.user.email, "Niet gepubliceerd: Koken")]
    assert "De fiche is gewijzigd na de goedkeuring." in editor.get(reverse("review")).content.decode()


def test_what_an_editor_changes_after_the_approval_is_published(editor, practice):
    plans.plan(Practice.objects.get(), LATER, editor.user)

    save(editor, practice, summary="Beter.")

    assert due.run(LATER) == ["Gepubliceerd zoals gepland: “Koken”."]
    assert summaries() == {"Koken": "Beter."}


def test_change_that_passed_by_the_form_is_not_published_and_told(editor, practice):
    plans.plan(Practice.objects.get(), LATER, editor.user)
    Practice.objects.update(summary="Langs achter.")
    mails()

    lines, again = due.run(LATER), due.run(LATER)

    reason = "De fiche is gewijzigd na de goedkeuring. Kijk ze opnieuw na."
    assert (lines, again) == ([f"Niet gepubliceerd zoals gepland: “Koken”. {reason}"], [])
    assert Practice.objects.get().status == Status.REVIEW
    assert mails() == [(editor.user.email, "Niet gepubliceerd: Koken")]


def test_entry_deleted_before_its_day_is_told(editor, practice, proposal):
    plans.plan(Practice.objects.get(title="Koken"), LATER, editor.user)
    proposals.approve(proposal, editor.user, publish_at=LATER)
    mails()
    Practice.objects.all().delete()

    lines = due.run(LATER)

    assert len(lines) == 2
    assert {line.rpartition("”. ")[2] for line in lines} == {"De fiche is verwijderd."}
    assert mails() == [(editor.user.email, "2 berichten over fiches op Kapstok")]
    assert editor.get(reverse("review")).status_code == 200


def test_proposal_that_collides_by_then_is_told_and_can_be_judged_again(editor, proposal):
    proposals.approve(proposal, editor.user, publish_at=LATER)
    mails()
    save(editor, proposal.entry, summary="Van An.")

    lines = due.run(LATER)

    assert lines == [
        "Niet gepubliceerd zoals gepland: “Spelen”. "
        "Iemand anders wijzigde intussen ook dit: Samenvatting. Kies wat er moet staan."
    ]
    assert mails() == [(editor.user.email, "Niet gepubliceerd: Spelen")]
    assert summaries() == {"Spelen": "Van An."}
    judge(editor, notices_page(proposal), "cancel")
    judge(editor, notices_page(proposal), "approve", **{"keuze-0": "mine"})
    assert summaries() == {"Spelen": "Nieuw."}


def test_one_that_fails_does_not_keep_the_others_back(editor, practice, proposal, monkeypatch):
    plans.plan(Practice.objects.get(title="Koken"), LATER, editor.user)
    proposals.approve(proposal, editor.user, publish_at=LATER)

    def fail(_):
        raise RuntimeError("Geheim uit de databank")

    monkeypatch.setattr("portal.workflow.plans.carry_out", fail)
    lines = due.run(LATER)

    assert lines == [
        "Niet gepubliceerd zoals gepland: “Koken”. Er liep iets mis dat in het logboek staat.",
        "Gepubliceerd zoals gepland: “Spelen”.",
    ]


def test_address_that_was_taken_by_then_is_told(editor, practice):
    plans.plan(Practice.objects.get(), LATER, editor.user)
    Practice.objects.update(title="")
    Plan.objects.update(version=proposals.number_now(Practice.objects.get()))

    assert due.run(LATER) == ["Niet gepubliceerd zoals gepland: “”. titel: Dit veld kan niet leeg zijn"]


def test_planning_is_refused_for_what_is_not_in_review_or_has_no_source(officer, editor, practice):
    practice.citations.all().delete()

    without = judge(editor, review(practice), "approve", publish_at="2026-05-21T10:00")
    Practice.objects.update(status=Status.DRAFT)
    draft = editor.post(review(practice), {"seen": "", "approve": "1", "publish_at": "2026-05-21T10:00"})

    assert said(without) == ["Ze heeft geen bron."]
    assert said(draft) == ["Ze staat intussen op “ontwerp”."]
    assert not Plan.objects.exists()


def test_only_editors_plan_and_cancel(officer, editor, practice):
    plans.plan(Practice.objects.get(), LATER, editor.user)
    page = review(practice)

    assert [officer.get(page).status_code, officer.post(page, {"cancel": "1"}).status_code] == [403, 403]
    assert Plan.objects.get().publish_at > timezone.now()


def test_what_is_about_an_entry_goes_with_its_last_version(editor, practice, proposal):
    kept = Step.objects.of(practice).count()
    gone = proposal.entry
    Version.objects.of(gone).delete()
    due.run(NOW)
    before = Proposal.objects.count()
    gone.delete()

    due.run(NOW)

    assert (before, Proposal.objects.count()) == (1, 0)
    assert Step.objects.count() == kept > 0
