"""What is told where it happens: publishing, exports, imports."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.audit.models import Event
from portal.models import Status
from portal.roles import AGENCY, EDITOR
from portal.workflow.steps import advance
from practices.models import Practice
from subsidies.models import Award
from tests.admin.forms import address
from tests.factories import make_municipality, make_practice, make_scheme, make_source, make_theme


def told():
    """Every line: who, what, on what, and its details."""
    return list(Event.objects.order_by("pk").values_list("user", "action", "subject", "details"))


def test_steps_that_visitors_see_are_told(sign_in):
    user = sign_in(EDITOR).user
    practice = make_practice(title="Taalcafé", status=Status.DRAFT)
    for status in (Status.REVIEW, Status.PUBLISHED, Status.ARCHIVED, Status.DRAFT, Status.REVIEW, Status.DRAFT):
        advance(practice, status, user, "omdat")

    assert told() == [
        (user.pk, "publish", "Taalcafé", {"van": "ter nazicht"}),
        (user.pk, "archive", "Taalcafé", {"van": "gepubliceerd"}),
        (user.pk, "unpublish", "Taalcafé", {"van": "gearchiveerd"}),
    ]


def test_publishing_from_the_list_is_told(sign_in):
    client = sign_in(EDITOR)
    practices = [make_practice(title=title, status=Status.REVIEW) for title in ("A", "B")]
    chosen = {"action": "publish", "_selected_action": [practice.pk for practice in practices]}

    client.post(address(Practice, "changelist"), chosen)

    assert sorted(subject for _, action, subject, _ in told() if action == "publish") == ["A", "B"]


def fetch(client, where, **query):
    """Downloads a file whole, as a browser does."""
    response = client.get(where, query)
    b"".join(response.streaming_content)


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ods", "json"])
def test_export_of_who_signed_in_is_told(sign_in, extension):
    client = sign_in(AGENCY)
    theme = make_theme(name="Taal")
    for _ in range(3):
        make_practice(themes=[theme])
    make_practice()

    fetch(client, f"/praktijken/export.{extension}", thema=theme.slug)

    details = {"vorm": extension, "filters": ["thema: Taal"], "rijen": 3}
    assert told() == [(client.user.pk, "export", "Praktijken", details)]


def test_words_that_were_sought_are_left_out(sign_in):
    client = sign_in(AGENCY)
    make_practice()
    fetch(client, "/praktijken/export.csv", q="Jan Peeters")

    assert told() == [(client.user.pk, "export", "Praktijken", {"vorm": "csv", "filters": ["woorden"], "rijen": 0})]


def test_visitors_are_not_followed(client, db, django_assert_num_queries):
    make_practice()
    fetch(client, "/praktijken/export.csv")
    client.cookies["sessionid"] = "verzonnen"
    fetch(client, "/praktijken/export.csv")

    assert told() == []


def test_awards_from_a_file_are_told(sign_in):
    client = sign_in(EDITOR)
    scheme, town, source = make_scheme(), make_municipality(), make_source()
    text = f"subsidie;gemeente;jaar;bedrag\n{scheme.slug};{town.nis};2025;1000\n"
    chosen = {"file": SimpleUploadedFile("a.csv", text.encode()), "source": source.pk, "apply": "ja"}

    client.post("/beheer/subsidies/award/inlezen/", chosen)

    assert Award.objects.count() == 1
    assert told() == [(client.user.pk, "import", "toekenningen", {"rijen": {"new": 1}})]
