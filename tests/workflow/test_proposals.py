"""What somebody proposes for a public entry changes nothing on the portal until it is approved."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.models import IndexedEntry, Status
from portal.roles import AGENCY, EDITOR, OFFICER
from portal.versions.documents import document_of
from portal.versions.finding import Pattern
from portal.versions.models import Version
from portal.versions.purging import purge
from portal.workflow import proposals
from portal.workflow.fitness import StepError
from portal.workflow.models import Proposal, Step
from practices.models import Practice
from tests.admin.forms import address, buttons, errors, filled, new_row, press, said, save
from tests.factories import make_municipality, make_practice, make_source

State = Proposal.State


@pytest.fixture
def practice(town):
    """A public practice of the officer's town."""
    return make_practice(title="Koken", summary="Oud.", budget="", municipalities=[town])


def review(proposal):
    return reverse("review-proposal", args=[proposal.pk])


def judge(client, proposal, decision, **typed):
    """Opens the review of `proposal`, presses the button, and returns the page that follows."""
    form = client.get(review(proposal)).context["form"]
    posted = {"seen": form["seen"].value() if form else "", "comment": "", "publish_at": "", decision: "1"}
    return client.post(review(proposal), posted | typed, follow=True)


def everything():
    """All that the database holds of practices and of the index."""
    documents = {practice.pk: document_of(practice) for practice in Practice.objects.all()}
    times = dict(Practice.objects.values_list("pk", "updated_at"))
    return documents, times, list(IndexedEntry.objects.order_by("pk").values())


def test_officer_saves_a_proposal_and_the_public_page_stays(officer, practice, town, client):
    public = client.get(practice.get_absolute_url()).content
    before = everything()
    other = make_municipality(name="As")
    rows = new_row("localities", 1, municipality=other.pk) | new_row(
        "citations", 1, source=make_source().pk, reference="3"
    )

    form = officer.get(address(practice))
    response = save(officer, practice, summary="Nieuw.", **rows)

    assert buttons(form) == ["Bewaar voorstel", "Bewaar en werk verder", "Bewaar en leg voor"]
    assert "U werkt aan een voorstel." in form.content.decode()
    assert everything() == before
    assert client.get(practice.get_absolute_url()).content == public
    proposal = Proposal.objects.get()
    assert (proposal.state, proposal.author, proposal.base) == (State.OPEN, officer.user, 1)
    assert proposal.document["fields"]["summary"] == "Nieuw."
    assert [row["fields"]["municipality"] for row in proposal.document["rows"]["localities"]] == [town.pk, other.pk]
    assert len(proposal.document["rows"]["citations"]) == 2
    assert said(officer.get(response.url))[-1].startswith("Het voorstel is bewaard.")


def test_form_shows_the_proposal_that_it_goes_on_with(officer, practice):
    save(officer, practice, summary="Eerst.", **new_row("citations", 1, source=make_source().pk, reference="Blz. 3"))
    again = officer.get(address(practice))

    save(officer, practice, budget="5 euro", **{"citations-1-reference": "Blz. 4"})

    assert again.context["adminform"].form["summary"].value() == "Eerst."
    assert "Blz. 3" in again.content.decode()
    proposal = Proposal.objects.get()
    assert (proposal.document["fields"]["summary"], proposal.document["fields"]["budget"]) == ("Eerst.", "5 euro")
    assert [row["fields"]["reference"] for row in proposal.document["rows"]["citations"]] == ["Hoofdstuk 1", "Blz. 4"]
    assert Practice.objects.get().summary == "Oud."


def test_looking_at_a_proposal_changes_nothing(officer, editor, practice):
    save(officer, practice, summary="Nieuw.")
    proposal, before = Proposal.objects.get(), everything()

    officer.get(address(practice))
    editor.get(review(proposal))
    editor.get(f"{address(practice)}?voorstel={proposal.pk}")
    preview = editor.get(f"{address(practice, 'preview')}?voorstel={proposal.pk}")

    assert "Nieuw." in preview.content.decode()
    assert everything() == before


def test_proposal_that_is_not_valid_comes_back_with_what_was_typed(officer, practice):
    before = everything()

    response = save(officer, practice, title="", summary="Getypt.")

    assert errors(response) == ["Dit veld is verplicht."]
    assert response.context["adminform"].form["summary"].value() == "Getypt."
    assert everything() == before
    assert not Proposal.objects.exists()


def test_form_saved_unchanged_is_no_proposal(officer, practice):
    response = press(officer, practice, "submit")

    assert said(officer.get(response.url))[-1] == "U wijzigde niets. Er is geen voorstel gemaakt."
    assert not Proposal.objects.exists()


def test_submitted_proposal_is_judged_on_what_it_changes(officer, editor, practice):
    town = make_municipality(name="As")
    press(
        officer,
        practice,
        "submit",
        summary="Nieuw.",
        step_comment="Graag.",
        **new_row("localities", 1, municipality=town.pk),
    )
    proposal = Proposal.objects.get()
    told = [(message.to, message.subject) for message in mail.outbox]
    mail.outbox.clear()

    page = editor.get(review(proposal))
    answer = judge(editor, proposal, "approve", comment="Dank u.")

    practice.refresh_from_db()
    proposal.refresh_from_db()
    assert told == [([editor.user.email], "Voorstel: Koken")]
    assert [(each.name, str(each.words)) for each in page.context["differences"]] == [
        ("summary", "<del>Oud</del><ins>Nieuw</ins>."),
        ("localities", "<ins>Gemeente van een praktijk: As</ins>\n(1 ongewijzigd)"),
    ]
    assert said(answer) == ["Het voorstel is goedgekeurd en staat op het portaal."]
    assert (practice.summary, practice.status, practice.localities.count()) == ("Nieuw.", Status.PUBLISHED, 2)
    assert (proposal.state, proposal.reviewer, proposal.answer) == (State.APPROVED, editor.user, "Dank u.")
    assert proposal.applied_at
    newest = Version.objects.of(practice).first()
    assert (newest.action, newest.made_by, newest.comment) == ("approved", editor.user, "Dank u.")
    assert [(message.to, message.subject) for message in mail.outbox] == [([officer.user.email], "Goedgekeurd: Koken")]


@pytest.mark.parametrize(
    ("decision", "state", "subject"), [("return", State.OPEN, "Teruggestuurd"), ("refuse", State.REFUSED, "Geweigerd")]
)
def test_proposal_is_sent_back_or_refused_with_the_reason(officer, editor, practice, decision, state, subject):
    press(officer, practice, "submit", summary="Nieuw.")
    proposal = Proposal.objects.get()
    mail.outbox.clear()

    silent = judge(editor, proposal, decision)
    judge(editor, proposal, decision, comment="Wat kost het?")

    proposal.refresh_from_db()
    practice.refresh_from_db()
    assert silent.context["form"].errors == {
        "comment": ["Schrijf erbij wat er beter moet. De indiener krijgt dit te lezen."]
    }
    assert (proposal.state, proposal.answer, practice.summary) == (state, "Wat kost het?", "Oud.")
    assert [(each.to, each.subject) for each in mail.outbox] == [([officer.user.email], f"{subject}: Koken")]
    assert "Wat kost het?" in officer.get(address(practice)).content.decode()


def test_new_proposal_after_a_refused_one(officer, editor, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    judge(editor, Proposal.objects.get(), "refuse", comment="Nee.")

    assert officer.get(address(practice)).context["adminform"].form["summary"].value() == "Oud."
    press(officer, practice, "submit", summary="Beter.")

    assert sorted(Proposal.objects.values_list("state", flat=True)) == [State.REFUSED, State.SUBMITTED]


def test_editor_chooses_to_publish_or_to_propose(editor, practice):
    press(editor, practice, "propose", summary="Voorstel.")
    proposed = Practice.objects.get().summary
    save(editor, practice, budget="5 euro")

    practice.refresh_from_db()
    assert proposed == "Oud."
    assert (practice.summary, practice.budget) == ("Oud.", "5 euro")
    assert Proposal.objects.get().state == State.SUBMITTED


# Several proposals -----------------------------------------------------------


@pytest.fixture
def colleague(person, town):
    return person(OFFICER, "Mia", municipalities=[town])


def test_proposals_of_two_authors_are_put_on_top_of_each_other(officer, colleague, editor, practice):
    press(officer, practice, "submit", summary="Van Jan.")
    press(
        colleague,
        practice,
        "submit",
        budget="Van Mia.",
        **new_row("localities", 1, municipality=make_municipality().pk),
    )
    mine, hers = Proposal.objects.order_by("pk")
    judge(editor, mine, "approve")

    judge(editor, hers, "approve")

    practice.refresh_from_db()
    assert (practice.summary, practice.budget, practice.localities.count()) == ("Van Jan.", "Van Mia.", 2)


def test_reviewer_chooses_where_two_proposals_collide(officer, colleague, editor, practice):
    press(officer, practice, "submit", summary="Van Jan.", budget="1 euro")
    press(colleague, practice, "submit", summary="Van Mia.", lead="OCMW")
    mine, hers = Proposal.objects.order_by("pk")
    judge(editor, mine, "approve")

    page = editor.get(review(hers))
    open_choice = judge(editor, hers, "approve")
    kept = Practice.objects.get().summary
    judge(editor, hers, "approve", **{"keuze-0": "theirs"})

    clashes = [(each.key, each.label, each.theirs, each.mine) for each in page.context["form"].clashes]
    assert clashes == [("fields.summary", "Samenvatting", "Van Jan.", "Van Mia.")]
    assert open_choice.context["form"].errors == {"keuze-0": ["Kies wat er moet staan."]}
    practice.refresh_from_db()
    assert (kept, practice.summary, practice.lead, practice.budget) == ("Van Jan.", "Van Jan.", "OCMW", "1 euro")


def test_row_that_one_changed_and_another_deleted_collides(officer, colleague, editor, practice, town):
    row = practice.localities.get()
    extra = make_municipality(name="As")
    practice.localities.create(municipality=extra)
    press(officer, practice, "submit", **{"localities-1-DELETE": "on"})
    press(colleague, practice, "submit", **{"localities-1-name_in_source": "Asch"})
    mine, hers = Proposal.objects.order_by("pk")
    judge(editor, mine, "approve")

    clash = editor.get(review(hers)).context["form"].clashes[0]
    judge(editor, hers, "approve", **{"keuze-0": "mine"})

    assert (clash.label, clash.theirs) == ("Gemeente van een praktijk “As”", "deze rij is verwijderd")
    assert "Asch" in clash.mine
    names = practice.localities.order_by("pk").values_list("municipality__name", "name_in_source")
    assert (list(names), practice.localities.first()) == ([("Genk", ""), ("As", "Asch")], row)


# Two at once, and what went away ---------------------------------------------


def test_second_of_two_reviewers_hears_who_was_first(officer, editor, person, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    proposal, second = Proposal.objects.get(), person(EDITOR, "Piet")
    posted = {"seen": second.get(review(proposal)).context["form"]["seen"].value(), "comment": "Nee.", "refuse": "1"}
    judge(editor, proposal, "approve")

    late = second.post(review(proposal), posted)

    proposal.refresh_from_db()
    assert said(late) == ["An heeft dit voorstel intussen beoordeeld. Het is nu “goedgekeurd”."]
    assert (proposal.state, proposal.reviewer) == (State.APPROVED, editor.user)


def test_reviewer_does_not_approve_what_they_did_not_see(officer, editor, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    proposal = Proposal.objects.get()
    seen = editor.get(review(proposal)).context["form"]["seen"].value()
    press(officer, practice, "submit", summary="Stiekem.")

    answers = [editor.post(review(proposal), {"seen": each, "approve": "1"}) for each in (seen, "", "onzin", "9999")]

    assert {tuple(said(answer)) for answer in answers} == {
        ("De indiener heeft het voorstel intussen gewijzigd. Kijk het opnieuw na.",)
    }
    assert Practice.objects.get().summary == "Oud."


def test_what_the_author_typed_while_it_was_judged_is_a_new_proposal(officer, editor, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    form = filled(officer.get(address(practice)))
    judge(editor, Proposal.objects.get(), "approve")

    officer.post(f"{address(practice)}", form | {"budget": "5 euro", "_submit": "1"})

    late = Proposal.objects.order_by("pk").last()
    assert (late.state, late.document["fields"]["budget"]) == (State.SUBMITTED, "5 euro")
    judge(editor, late, "approve")
    practice.refresh_from_db()
    assert (practice.summary, practice.budget) == ("Nieuw.", "5 euro")


def test_entry_deleted_before_its_proposal_is_approved(officer, editor, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    proposal = Proposal.objects.get()
    posted = {"seen": proposal.changed_at.isoformat(), "approve": "1"}
    Practice.objects.filter(pk=practice.pk).delete()

    page, answer = editor.get(review(proposal)), editor.post(review(proposal), posted)

    assert "Ze is intussen verwijderd. Breng ze eerst terug." in page.content.decode()
    assert said(answer) == ["Ze is intussen verwijderd. Breng ze eerst terug."]
    assert editor.get(reverse("review")).status_code == 200


def test_proposal_of_a_user_made_inactive_is_judged_like_any_other(officer, editor, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    User.objects.filter(pk=officer.user.pk).update(is_active=False)
    mail.outbox.clear()

    page = editor.get(review(Proposal.objects.get()))
    judge(editor, Proposal.objects.get(), "approve")

    assert "(dit account is niet meer actief)" in page.content.decode()
    assert Practice.objects.get().summary == "Nieuw."
    assert mail.outbox == []


def test_author_takes_a_proposal_back(officer, colleague, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    proposal = Proposal.objects.get()
    address_of = reverse("withdraw-proposal", args=[proposal.pk])

    assert [colleague.post(address_of).status_code, officer.get(address_of).status_code] == [404, 405]
    officer.post(address_of)

    proposal.refresh_from_db()
    assert proposal.state == State.WITHDRAWN


# Who may ---------------------------------------------------------------------


def test_only_editors_judge(officer, colleague, person, practice):
    press(officer, practice, "submit", summary="Nieuw.")
    proposal = Proposal.objects.get()
    posted = {"seen": proposal.changed_at.isoformat(), "approve": "1"}

    for client in (officer, colleague, person(AGENCY), person()):
        assert client.get(review(proposal)).status_code == 403
        assert client.post(review(proposal), posted).status_code == 403
        assert client.get(reverse("review")).status_code == 403
        with pytest.raises(StepError, match="U mag dit niet"):
            proposals.approve(proposal, client.user)

    assert Practice.objects.get().summary == "Oud."


def test_visitor_is_asked_to_sign_in(client, officer, practice):
    press(officer, practice, "submit", summary="Nieuw.")

    answers = [client.get(page) for page in (review(Proposal.objects.get()), reverse("review"))]

    assert [answer.url.split("?")[0] for answer in answers] == ["/beheer/login/"] * 2


@pytest.mark.parametrize("number", ["", "0", "x", "999999", "9" * 40, "٣"])
def test_proposal_by_a_guessed_number(officer, practice, number):
    assert officer.get(f"{address(practice)}?voorstel={number}").status_code == 404
    assert officer.post(f"{address(practice)}?voorstel={number}", {"_save": "1"}).status_code == 404


def test_nobody_but_its_author_and_editors_opens_a_proposal(officer, colleague, editor, practice):
    save(officer, practice, summary="Geheim.")
    query = f"?voorstel={Proposal.objects.get().pk}"

    codes = [client.get(address(practice, page) + query).status_code
             for client in (colleague, editor) for page in ("change", "preview")]  # fmt: skip

    assert codes == [403, 403, 200, 200]
    assert "Geheim" not in colleague.get(address(practice)).content.decode()


def test_officer_of_another_town_cannot_propose(person, practice):
    stranger = person(OFFICER, municipalities=[make_municipality()])

    assert stranger.post(address(practice), {"title": "Weg", "_submit": "1"}).status_code == 403
    assert not Proposal.objects.exists()


def test_proposal_must_stay_within_the_scope_of_its_author(officer, practice):
    response = save(officer, practice, **{"localities-0-DELETE": "on"})

    assert errors(response) == ["Kies minstens één gemeente of provincie waarvoor u werkt: Genk."]
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("base", ["", "0", "-1", "x", "99", "9" * 30])
def test_base_that_somebody_made_up_is_the_present_version(officer, practice, base):
    save(officer, practice, summary="Nieuw.", voorstel_van=base)

    assert Proposal.objects.get().base == 1


# On a day to come ------------------------------------------------------------


def in_form(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def test_moment_in_the_past_is_refused(officer, editor, practice):
    press(officer, practice, "submit", summary="Nieuw.")

    for moment in (in_form(timezone.now() - timedelta(hours=1)), "gisteren", "2026-02-31T10:00"):
        answer = judge(editor, Proposal.objects.get(), "approve", publish_at=moment)
        assert list(answer.context["form"].errors) == ["publish_at"]

    assert Proposal.objects.get().state == State.SUBMITTED


def test_preview_of_a_proposal_says_that_it_is_one(officer, practice):
    save(officer, practice, summary="Nieuw.")

    page = officer.get(f"{address(practice, 'preview')}?voorstel={Proposal.objects.get().pk}").content.decode()

    assert "Zo zou een bezoeker deze fiche zien als het voorstel goedgekeurd wordt." in page


def test_personal_data_goes_from_proposals_and_steps_too(officer, editor, practice):
    press(officer, practice, "submit", summary="Bel Mieke Maas.", step_comment="Mieke Maas vroeg dit.")
    press(editor, practice, "archive", step_comment="Op vraag van Mieke Maas.")

    purge(Pattern("Mieke Maas"), editor.user)

    proposal, step = Proposal.objects.get(), Step.objects.get()
    assert proposal.document["fields"]["summary"] == "Bel [verwijderd]."
    assert (proposal.comment, step.comment) == ("[verwijderd] vroeg dit.", "Op vraag van [verwijderd].")
