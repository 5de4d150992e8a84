"""The pages on which editors see what waits, and the desk of authors."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.models import Status
from portal.roles import EDITOR, OFFICER
from portal.workflow.models import Proposal
from portal.workflow.waiting import waiting
from practices.models import Practice
from tests.admin.forms import address, press, said
from tests.factories import make_indicator, make_monitor, make_practice


def review(entry):
    return reverse("review-entry", args=[entry._meta.app_label, entry._meta.model_name, entry.pk])


def judge(client, entry, decision, **typed):
    seen = client.get(review(entry)).context["form"]["seen"].value()
    return client.post(
        review(entry), {"seen": seen, "comment": "", "publish_at": "", decision: "1"} | typed, follow=True
    )


def test_editor_publishes_from_the_review(editor, officer, town):
    practice = make_practice(title="Koken", status=Status.DRAFT, municipalities=[town])
    press(officer, practice, "submit")

    page = editor.get(review(practice))
    answer = judge(editor, practice, "approve")

    practice.refresh_from_db()
    assert ("Titel", "<ins>Koken</ins>") in [(each.label, str(each.words)) for each in page.context["differences"]]
    assert said(answer) == ["“Koken” staat nu op het portaal."]
    assert practice.status == Status.PUBLISHED


def test_review_shows_what_changed_since_it_was_sent_back(editor, officer, town):
    practice = make_practice(title="Koken", summary="Oud.", status=Status.DRAFT, municipalities=[town])
    press(officer, practice, "submit")
    judge(editor, practice, "return", comment="Anders.")
    press(officer, practice, "submit", summary="Nieuw.")

    page = editor.get(review(practice))

    assert page.context["heading"] == "Wat er veranderde sinds de eindredactie ze zag"
    assert [(each.name, str(each.words)) for each in page.context["differences"]] == [
        ("summary", "<del>Oud</del><ins>Nieuw</ins>.")
    ]


def test_editor_does_not_approve_what_they_did_not_see(editor, officer, town):
    practice = make_practice(status=Status.REVIEW, municipalities=[town])
    seen = editor.get(review(practice)).context["form"]["seen"].value()
    practice.save()

    answers = [editor.post(review(practice), {"seen": each, "approve": "1"}) for each in (seen, "", "onzin")]

    assert {tuple(said(each)) for each in answers} == {("De fiche is intussen gewijzigd. Kijk ze opnieuw na.",)}


def test_second_of_two_reviewers_hears_who_was_first(editor, person):
    practice, second = make_practice(status=Status.REVIEW), person(EDITOR)
    seen = second.get(review(practice)).context["form"]["seen"].value()
    judge(editor, practice, "approve")

    late = second.post(review(practice), {"seen": seen, "comment": "Nee.", "return": "1"})

    assert said(late) == ["Ze staat intussen op “gepubliceerd”. Dat deed An."]
    assert Practice.objects.get().status == Status.PUBLISHED


def test_entry_deleted_before_it_is_approved(editor):
    practice = make_practice(status=Status.REVIEW)
    page = review(practice)
    Practice.objects.all().delete()

    assert [editor.get(page).status_code, editor.post(page, {"approve": "1"}).status_code] == [404, 404]


def test_only_what_is_an_entry_has_a_review(editor):
    for kind in ("auth/user", "workflow/step", "practices/nothing", "x/y"):
        assert editor.get(f"/beheer/nazicht/{kind}/1/").status_code == 404


def test_kind_without_a_page_has_a_review_without_preview(editor):
    page = editor.get(review(make_monitor(status=Status.REVIEW)))

    assert (page.status_code, page.context["preview"]) == (200, None)


def test_decision_that_nobody_offers_is_refused(editor):
    practice = make_practice(status=Status.REVIEW)

    answers = [
        editor.post(review(practice), {"seen": "x", **posted}) for posted in ({}, {"refuse": "1", "comment": "x"})
    ]

    assert [answer.context["form"].non_field_errors() for answer in answers] == [["Kies wat u wilt doen."]] * 2


def queries(client, page):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(page).status_code == 200
    return len(found)


def test_list_costs_the_same_for_one_and_three(editor, officer, town):
    def one():
        entry = make_practice(status=Status.DRAFT, municipalities=[town])
        press(officer, entry, "submit")
        press(officer, make_practice(municipalities=[town]), "submit", summary="Nieuw.")

    one()
    with_one = queries(editor, reverse("review"))
    one()
    one()

    assert queries(editor, reverse("review")) == with_one
    assert with_one < 45


def blocks(client):
    """What the desk shows: a dict of heading to the texts of its items."""
    return {block.heading: [(item.text, item.note) for item in block.items] for block in waiting(client.user)}


def test_desk_shows_what_waits_for_whom(editor, officer, person, town):
    draft = make_practice(title="Koken", status=Status.DRAFT, municipalities=[town])
    public = make_practice(title="Spelen", municipalities=[town])
    press(officer, draft, "submit")
    press(officer, public, "submit", summary="Nieuw.")
    submitted = {name: blocks(client) for name, client in (("editor", editor), ("officer", officer))}
    press(editor, draft, "return", step_comment="Meer uitleg.")
    stranger = person(OFFICER)

    assert [text for text, _ in submitted["editor"]["Ter nazicht"]] == ["Koken", "Spelen"]
    assert submitted["officer"] == {"Teruggestuurd naar u": [], "Uw voorstellen": [("Spelen", "ter nazicht")]}
    assert blocks(officer)["Teruggestuurd naar u"] == [("Koken", "Meer uitleg.")]
    assert blocks(stranger) == {"Teruggestuurd naar u": [], "Uw voorstellen": []}
    press(officer, draft, "submit")
    assert blocks(officer)["Teruggestuurd naar u"] == []


def test_desk_costs_the_same_for_one_and_three(editor, officer, town):
    def one():
        entry = make_practice(status=Status.DRAFT, municipalities=[town])
        press(officer, entry, "submit")
        press(editor, entry, "return", step_comment="Nee.")
        press(officer, make_practice(municipalities=[town]), "submit", summary="Nieuw.")

    def cost():
        with CaptureQueriesContext(connection) as found:
            waiting(officer.user)
        return len(found)

    one()
    cost()  # what Django remembers of kinds of content
    with_one = cost()
    one()
    one()

    assert cost() == with_one
    assert Proposal.objects.count() == 3


def test_title_that_is_markup_is_shown_as_typed(editor):
    entry = make_indicator(title="<script>x</script>", status=Status.REVIEW)

    pages = [editor.get(page).content.decode() for page in (reverse("review"), review(entry), address(entry))]

    assert all("&lt;script&gt;x" in page and "<script>x" not in page for page in pages)
