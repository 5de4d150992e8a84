"""An editor sees a draft as visitors would; visitors do not."""

import re

import pytest
from django.urls import reverse

from portal.models import Municipality, Status
from portal.roles import AGENCY, EDITOR, OFFICER
from subsidies.models import Provider
from tests.admin.forms import address
from tests.factories import make_indicator, make_monitor, make_practice
from tests.whole_site import make_one_of_each, make_vocabulary


@pytest.fixture
def drafts(db):
    """A draft of each kind with rows and relations; a dict of name to object."""
    return make_one_of_each([make_vocabulary()], status=Status.DRAFT)


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (OFFICER, {"practice"}),
        (AGENCY, {"scheme"}),
        (
            EDITOR,
            {
                *("practice", "resource", "checklist", "question", "partner", "former_partner"),
                *("scheme", "indicator", "goal", "operational_goal", "action"),
            },
        ),
    ],
)
def test_preview_shows_a_draft(sign_in, drafts, role, shown):
    client = sign_in(role, municipalities=Municipality.objects.today(), providers=Provider.objects.all())
    drafts = {name: drafts[name] for name in shown}

    pages = {name: client.get(address(entry, "preview")) for name, entry in drafts.items()}

    assert {page.status_code for page in pages.values()} == {200}
    for name, page in pages.items():
        text = page.content.decode()
        assert f"<h1>{drafts[name].title}</h1>" in text
        assert "Ze staat op “ontwerp” en is dus nog niet zichtbaar." in text
        assert f'<a href="{address(drafts[name])}">Terug naar de fiche in het beheer</a>' in text
        assert "no-store" in page.headers["Cache-Control"]


def test_preview_is_the_public_page(sign_in, client):
    """Letter by letter, but for the notice, the menu that says where one is, and the link to report a mistake."""
    practice = make_practice(approach="Zo **gaat** het.", status=Status.DRAFT)
    preview = sign_in(EDITOR).get(address(practice, "preview")).content.decode()
    practice.status, practice.published_on = Status.PUBLISHED, "2026-01-01"
    practice.save()

    public = client.get(practice.get_absolute_url()).content.decode().replace(' aria-current="true"', "")
    public = re.sub(r'<p class="small no-print"><a href="/melden/praktijk/[^<]*</a></p>', "", public)

    start = preview.index('<div class="notice" role="status">')
    end = preview.index("</div>", start) + len("</div>")
    assert preview[:start] + preview[end:] == public


def test_preview_asks_a_visitor_to_sign_in(client, drafts):
    preview = address(drafts["practice"], "preview")

    response = client.get(preview)

    assert (response.status_code, response.url) == (302, f"{reverse('admin:login')}?next={preview}")


def test_preview_is_forbidden_without_permission(sign_in, drafts):
    client = sign_in(None)
    del drafts["monitor"]

    assert {client.get(address(entry, "preview")).status_code for entry in drafts.values()} == {403}


def test_preview_of_nothing(sign_in):
    gone = make_practice()
    preview = address(gone, "preview")
    gone.delete()

    assert sign_in(EDITOR).get(preview).status_code == 404


def test_form_leads_to_the_page_or_its_preview(sign_in):
    client = sign_in(EDITOR)
    practice, indicator = make_practice(), make_indicator(status=Status.ARCHIVED)
    monitor, hidden_monitor = make_monitor(), make_monitor(status=Status.REVIEW)

    links = {
        entry: client.get(address(entry)).context["page_url"]
        for entry in (practice, indicator, monitor, hidden_monitor)
    }

    assert links == {
        practice: practice.get_absolute_url(),
        indicator: address(indicator, "preview"),
        monitor: f"/cijfers/bronnen/#{monitor.slug}",
        hidden_monitor: None,
    }
    assert client.get(address(hidden_monitor, "preview")).status_code == 404
