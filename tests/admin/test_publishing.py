"""Who may put an entry on the portal, by the form, the actions or a guessed request."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from portal.models import Status
from portal.roles import AGENCY, EDITOR, OFFICER
from portal.workflow.steps import MOVES
from practices.models import Practice
from tests.admin.forms import address, buttons, errors, filled, new_row, press, said, save
from tests.factories import make_municipality, make_partner, make_practice, make_scheme, make_source
from tests.whole_site import titles

LIST = "/beheer/practices/practice/"
NO_SOURCE = "Een gepubliceerde fiche heeft minstens één bron. Voeg een bron toe, of bewaar ze als ontwerp."


@pytest.fixture
def genk(db):
    return make_municipality(name="Genk")


def act(client, action, *entries, page=LIST):
    """Runs an action of a list on `entries`; returns the page that follows."""
    posted = {"action": action, "_selected_action": [entry.pk for entry in entries]}
    return client.post(page, posted, follow=True)


def statuses():
    return dict(Practice.objects.values_list("title", "status"))


def test_officer_writes_and_submits(sign_in, genk):
    client = sign_in(OFFICER, municipalities=[genk])
    form = client.get(address(Practice, "add"))
    written = {"title": "Samen koken", "slug": "samen-koken", "summary": "Buren koken samen."}
    written |= {"localities-0-municipality": genk.pk}

    client.post(address(Practice, "add"), filled(form) | written)
    practice = Practice.objects.get()
    drafted = practice.status
    press(client, practice, "submit")

    practice.refresh_from_db()
    assert buttons(form) == ["Bewaar", "Bewaar en werk verder", "Bewaar en leg voor"]
    assert (drafted, practice.status, practice.published_on) == (Status.DRAFT, Status.REVIEW, None)
    assert practice.owner == client.user


@pytest.mark.parametrize("button", ["publish", "archive", "unpublish", "return"])
def test_officer_cannot_publish_by_form(sign_in, genk, button):
    client = sign_in(OFFICER, municipalities=[genk])
    practice = make_practice(status=Status.REVIEW, municipalities=[genk])

    response = press(client, practice, button, published_on="2026-01-01")
    save(client, practice, status=Status.PUBLISHED, published_on="2026-01-01")

    practice.refresh_from_db()
    assert response.status_code == 403
    assert (practice.status, practice.published_on) == (Status.REVIEW, None)


@pytest.mark.parametrize("role", [OFFICER, AGENCY])
def test_nobody_but_editors_publishes_while_adding(sign_in, genk, role):
    client = sign_in(role, municipalities=[genk])
    written = {"title": "Snel", "slug": "snel", "summary": "Snel.", "state": "lopend", "status": Status.PUBLISHED}
    pressed = {"_publish": "Bewaar en publiceer"}
    rows = {f"{prefix}-{name}_FORMS": 0 for prefix in ("localities", "citations") for name in ("TOTAL", "INITIAL")}

    response = client.post(address(Practice, "add"), written | rows | pressed)

    assert response.status_code == 403
    assert list(Practice.objects.all()) == []


@pytest.mark.parametrize("action", ["publish", "unpublish", "archive", "delete_selected"])
def test_officer_has_no_action_but_submitting(sign_in, genk, action):
    client = sign_in(OFFICER, municipalities=[genk])
    draft = make_practice(title="Ontwerp", status=Status.DRAFT, municipalities=[genk])
    shown = make_practice(title="Getoond", municipalities=[genk])

    response = act(client, action, draft, shown)

    offered = [name for name, _ in response.context["action_form"].fields["action"].choices]
    assert offered == ["", "submit"]
    assert statuses() == {"Ontwerp": Status.DRAFT, "Getoond": Status.PUBLISHED}


def test_officer_submits_by_action(sign_in, genk):
    client = sign_in(OFFICER, municipalities=[genk])
    draft = make_practice(title="Ontwerp", status=Status.DRAFT, municipalities=[genk])
    shown = make_practice(title="Getoond", municipalities=[genk])

    response = act(client, "submit", draft, shown)

    assert statuses() == {"Ontwerp": Status.REVIEW, "Getoond": Status.PUBLISHED}
    assert said(response) == [
        "1 praktijk staat nu op “ter nazicht”.",
        "Geweigerd: “Getoond” (Ze staat op “gepubliceerd”.)",
    ]


@pytest.mark.parametrize(
    ("status", "own"), [(Status.PUBLISHED, False), (Status.ARCHIVED, True), (Status.ARCHIVED, False)]
)
def test_officer_reads_but_cannot_change_what_is_or_was_public(sign_in, genk, status, own):
    """What is public in their own town they may propose to change: see tests/workflow."""
    client = sign_in(OFFICER, municipalities=[genk])
    practice = make_practice(title="Getoond", status=status, municipalities=[genk] if own else [])

    page = client.get(address(practice))
    response = client.post(address(practice), {"title": "Veranderd", "status": Status.DRAFT})

    reason = f"Deze fiche staat op “{status.label}”." if own else "Deze fiche is niet van uw gemeente."
    assert f"{reason} U kunt ze bekijken, maar niet wijzigen." in page.content.decode()
    assert (page.status_code, response.status_code) == (200, 403)
    assert statuses() == {"Getoond": status}


def test_agency_corrects_a_published_scheme_but_not_its_status(sign_in):
    scheme = make_scheme(amounts="Oud.")
    client = sign_in(AGENCY, providers=[scheme.provider])

    form = client.get(address(scheme))
    save(client, scheme, amounts="Hoogstens 5000 euro.")
    refused = [press(client, scheme, move.name, amounts="Weg.") for move in MOVES]

    scheme.refresh_from_db()
    assert buttons(form) == ["Bewaar en publiceer", "Bewaar als voorstel"]
    assert {response.status_code for response in refused} <= {403, 200}
    assert (scheme.amounts, scheme.status) == ("Hoogstens 5000 euro.", Status.PUBLISHED)


def test_editor_publishes_by_form(sign_in, time_machine):
    time_machine.move_to("2026-05-20T10:00:00+02:00", tick=False)
    client = sign_in(EDITOR)
    practice = make_practice(status=Status.REVIEW)

    press(client, practice, "publish")

    practice.refresh_from_db()
    assert (practice.status, practice.published_on) == (Status.PUBLISHED, date(2026, 5, 20))


def test_editor_publishes_by_action(sign_in):
    client = sign_in(EDITOR)
    entries = [make_practice(title=title, status=Status.REVIEW) for title in "AB"]
    earlier = date(2020, 1, 1)
    entries += [make_practice(title="C"), make_practice(title="D", status=Status.DRAFT, published_on=earlier)]
    entries.append(make_practice(title="Zonder bron", status=Status.REVIEW, sources=[]))
    before = {entry.title: entry.updated_at for entry in entries}

    response = act(client, "publish", *entries)

    assert said(response) == [
        "3 praktijken staan nu op “gepubliceerd”. 1 stond daar al op.",
        "Geweigerd: “Zonder bron” (Ze heeft geen bron.)",
    ]
    assert statuses() == dict.fromkeys("ABCD", Status.PUBLISHED) | {"Zonder bron": Status.REVIEW}
    dates = dict(Practice.objects.values_list("title", "published_on"))
    assert (dates["A"], dates["D"], dates["Zonder bron"]) == (timezone.localdate(), earlier, None)
    # The content loader sees which ones somebody worked on.
    after = dict(Practice.objects.values_list("title", "updated_at"))
    assert {title for title in after if after[title] != before[title]} == {"A", "B", "D"}
    logged = LogEntry.objects.values_list("object_repr", "change_message")
    assert sorted(logged) == [(title, "Werkstatus: gepubliceerd.") for title in "ABD"]


def test_publishing_by_action_is_refused_with_the_reason_of_the_model(sign_in):
    client = sign_in(EDITOR)
    practice = make_practice(title="Scheef", status=Status.REVIEW)
    Practice.objects.update(title="")

    response = act(client, "publish", practice)

    assert said(response) == ["Geweigerd: “” (titel: Dit veld kan niet leeg zijn)"]
    assert statuses() == {"": Status.REVIEW}


@pytest.mark.parametrize(("action", "status"), [("unpublish", Status.DRAFT), ("archive", Status.ARCHIVED)])
def test_editor_takes_entries_off_the_portal(sign_in, client, action, status):
    practice = make_practice(title="Weg")

    response = act(sign_in(EDITOR), action, practice)

    assert said(response) == [f"1 praktijk staat nu op “{status.label}”."]
    assert statuses() == {"Weg": status}
    assert client.get(practice.get_absolute_url()).status_code == 404


def test_publishing_by_form_needs_a_source(sign_in):
    client = sign_in(EDITOR)
    practice = make_practice(status=Status.REVIEW, sources=[])

    response = press(client, practice, "publish")

    practice.refresh_from_db()
    assert errors(response) == [NO_SOURCE]
    assert practice.status == Status.REVIEW


def test_publishing_by_form_with_the_source_added_at_once(sign_in):
    client = sign_in(EDITOR)
    practice = make_practice(status=Status.REVIEW, sources=[])
    row = new_row("citations", source=make_source().pk, reference="Bladzijde 3", note="", entry=practice.pk)

    press(client, practice, "publish", **row)

    practice.refresh_from_db()
    assert (practice.status, practice.citations.count()) == (Status.PUBLISHED, 1)


def test_published_entry_keeps_a_source(sign_in):
    client = sign_in(EDITOR)
    practice = make_practice()

    response = save(client, practice, **{"citations-0-DELETE": "on"})

    assert errors(response) == [NO_SOURCE]
    assert practice.citations.count() == 1


def test_draft_may_be_without_source(sign_in):
    client = sign_in(EDITOR)
    practice = make_practice(status=Status.DRAFT)

    save(client, practice, **{"citations-0-DELETE": "on"})

    assert practice.citations.count() == 0


def test_practice_is_not_found_by_the_name_of_a_partner_that_was_taken_off(sign_in, get):
    partner = make_partner(title="Zonnebloemhuis")
    practice = make_practice(status=Status.DRAFT, supported_by=[partner])
    editor = sign_in(EDITOR)
    act(editor, "publish", practice)
    found = titles(get("/praktijken/", q="zonnebloemhuis").context["page"])

    act(editor, "unpublish", partner, page="/beheer/partners/partner/")

    assert found == [practice.title]
    assert titles(get("/praktijken/", q="zonnebloemhuis").context["page"]) == []
