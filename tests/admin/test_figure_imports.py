"""Taking in a file with figures in the admin: look first, then decide, and take it back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from monitor.models import Figure, FigureImport, Indicator, IndicatorName
from portal import pending
from portal.roles import ADMINISTRATOR, AGENCY, EDITOR, OFFICER
from tests.factories import make_indicator, make_municipality, make_source

ADD = "/beheer/monitor/figureimport/add/"
LIST = "/beheer/monitor/figureimport/"
HEADING = "NIS;indicator;jaar;waarde\n"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path, db):
    """Where files wait; with one municipality, indicator and source to take figures in for."""
    settings.LOCAL_DIR = tmp_path
    make_municipality(nis="71016", name="Genk")
    make_indicator(slug="inwoners", title="Inwoners")
    make_source(slug="eigen-opgave", title="Eigen opgave")
    return tmp_path / "pending-figures"


def send(client, rows="71016;inwoners;2020;67\n", name="cijfers.csv", content=None):
    """Uploads a file of our own form, or with that content; the address to which it leads."""
    content = (HEADING + rows).encode() if content is None else content
    answer = client.post(ADD, {"file": SimpleUploadedFile(name, content)})
    return answer.url if answer.status_code == 302 else answer


def waiting(folder):
    return sorted(path.name for path in folder.iterdir())


def said(client, address):
    """What the messages of a page say."""
    return [str(message) for message in client.get(address, follow=True).context["messages"]]


def test_file_is_looked_at_then_taken_in(sign_in, folder):
    client = sign_in(EDITOR)

    preview = send(client)
    html = client.get(preview).content.decode()
    assert "Er is nog niets veranderd." in html
    assert "1 nieuw" in html
    assert Figure.objects.count() == 0

    answer = client.post(preview, {"apply": "1"})
    record = FigureImport.objects.get()
    assert answer.url == reverse("admin:monitor_figureimport_change", args=[record.pk])
    assert (record.name, record.imported_by) == ("cijfers.csv", client.user)
    assert list(Figure.objects.values_list("value", "imported_by")) == [(67, record.pk)]
    assert waiting(folder) == []
    assert "1 nieuw" in client.get(answer.url).content.decode()
    assert "cijfers.csv" in client.get(LIST).content.decode()


def test_figures_only_go_with_a_tick(sign_in):
    client = sign_in(EDITOR)
    make_municipality(nis="71022", name="Hasselt")
    client.post(send(client, "71016;inwoners;2020;67\n71022;inwoners;2020;70\n"), {"apply": "1"})
    preview = send(client, "71016;inwoners;2020;68\n")

    assert "Inwoners: 1 cijfer verdwijnt (2020)." in client.get(preview).content.decode()
    refused = client.post(preview, {"apply": "1"}).content.decode()
    assert "Kijk dit na, en zet dan het vinkje." in refused
    assert Figure.objects.count() == 2

    client.post(preview, {"apply": "1", "confirmed": "on"})
    assert [figure.value for figure in Figure.objects.all()] == [68]


def test_choices_stay_when_they_bring_a_doubt_or_a_fault(sign_in):
    client = sign_in(EDITOR)
    make_municipality(nis="71022", name="Hasselt")
    client.post(send(client, "71016;inwoners;2020;67\n71022;inwoners;2020;70\n"), {"apply": "1"})
    preview = send(client, "71016;Bevolking;2020;68\n71016;Volk;2020;69\n")

    doubt = client.post(preview, {"apply": "1", "link-0": "inwoners"})
    fault = client.post(preview, {"apply": "1", "link-0": "inwoners", "link-1": "inwoners", "confirmed": "on"})

    assert "Kijk dit na, en zet dan het vinkje." in doubt.content.decode()
    assert "horen allebei bij" in fault.content.decode()
    for answer in (doubt, fault):
        assert 'value="inwoners"' in answer.content.decode()
    assert Figure.objects.count() == 2


def test_file_is_cancelled(sign_in, folder):
    client = sign_in(EDITOR)
    preview = send(client)

    answer = client.post(preview, {"cancel": "1"})

    assert (answer.url, waiting(folder), Figure.objects.count()) == (LIST, [], 0)


def test_same_file_again_says_so(sign_in):
    client = sign_in(EDITOR)
    client.post(send(client), {"apply": "1"})

    again = send(client)
    html = client.get(again).content.decode()
    assert "al ingelezen" in html
    assert 'name="apply"' not in html
    # Somebody who had the page open before.
    client.post(again, {"apply": "1"})
    assert FigureImport.objects.count() == 1


def test_unknown_series_is_linked_or_made_new(sign_in):
    client = sign_in(EDITOR)
    preview = send(client, "71016;Bevolking;2020;67\n71016;Fietsers;2020;5\n71016;Honden;2020;6\n")
    assert "Reeksen die we niet kennen" in client.get(preview).content.decode()

    html = client.post(preview, {"look": "1", "link-0": "inwoners", "link-1": "nieuw"}).content.decode()
    assert "wordt een nieuw ontwerp" in html
    assert (Figure.objects.count(), Indicator.objects.count()) == (0, 1)

    client.post(preview, {"apply": "1", "link-0": "inwoners", "link-1": "nieuw"})
    assert set(Figure.objects.values_list("indicator__slug", "value")) == {("inwoners", 67), ("fietsers", 5)}
    assert Indicator.objects.get(slug="fietsers").status == "draft"
    assert set(IndicatorName.objects.values_list("name", flat=True)) == {"Bevolking", "Fietsers"}


def test_link_to_nothing_is_named(sign_in):
    client = sign_in(EDITOR)
    preview = send(client, "71016;Bevolking;2020;67\n")

    html = client.post(preview, {"apply": "1", "link-0": "<b>niets"}).content.decode()

    assert "Deze indicator bestaat niet." in html
    assert "<b>niets" not in html
    assert Figure.objects.count() == 0


def test_nothing_chosen_for_only_unknown_series_says_so(sign_in):
    client = sign_in(EDITOR)
    preview = send(client, "71016;Bevolking;2020;67\n")

    answer = client.post(preview, {"apply": "1"}, follow=True)

    assert "Geen enkele reeks is gekend" in answer.content.decode()


def test_unknown_names_are_shown_with_suggestions(sign_in):
    client = sign_in(EDITOR)
    rows = b"gemeente;indicator;jaar;waarde\nGenkk;inwoners;2020;1\nGenk;inwoners;2020;2\n<i>x;inwoners;2020;2\n"

    html = client.get(send(client, content=rows)).content.decode()

    assert "“Genkk” (bedoelde u Genk?)" in html
    assert "<i>x" not in html


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Dit bestand is leeg."),
        (bytes(range(256)) * 40, "niet te lezen"),
        (b"PK\x03\x04rommel", "niet te lezen"),
        (b"zomaar;iets\n1;2\n", "niet te lezen"),
    ],
    ids=["empty", "noise", "broken zip", "unknown form"],
)
def test_noise_gives_a_message(sign_in, folder, content, message):
    client = sign_in(EDITOR)
    folder.mkdir()

    answer = send(client, content=content)
    shown = " ".join(said(client, answer)) if isinstance(answer, str) else answer.content.decode()

    assert message in shown
    assert (waiting(folder), Figure.objects.count()) == ([], 0)


def test_no_file_gives_a_message(sign_in):
    assert "Kies een bestand." in sign_in(EDITOR).post(ADD, {}).content.decode()


def test_large_file_gives_a_message(sign_in, settings):
    settings.MAX_UPLOAD = 20_000
    client = sign_in(EDITOR)

    assert send(client, content=b"x" * 30_000) == ADD
    assert "te groot" in " ".join(said(client, ADD))
    assert send(client, "71016;inwoners;2020;67\n") != ADD


@pytest.mark.parametrize("role", [OFFICER, AGENCY, None])
def test_who_may_not_change_figures_gets_nowhere(sign_in, role):
    editor, client = sign_in(EDITOR), sign_in(role)
    preview = send(editor)
    editor.post(send(editor, "71016;inwoners;2021;68\n"), {"apply": "1"})
    undo = reverse("admin:monitor_figureimport_undo", args=[FigureImport.objects.get().pk])

    steps = [
        *(client.get(ADD), client.get(preview), client.get(undo)),
        *(client.post(ADD, {}), client.post(preview, {"apply": "1"}), client.post(undo)),
    ]

    assert {answer.status_code for answer in steps} == {403}
    assert (Figure.objects.count(), FigureImport.objects.filter(undone_at=None).count()) == (1, 1)


def test_visitor_is_asked_to_sign_in(sign_in, client):
    preview = send(sign_in(EDITOR))

    assert {client.post(page, {"apply": "1"}).status_code for page in (ADD, preview)} == {302}
    assert Figure.objects.count() == 0


def test_every_step_asks_for_the_token_against_forgery(sign_in):
    editor = sign_in(EDITOR)
    preview = send(editor)
    forger = Client(enforce_csrf_checks=True)
    forger.force_login(editor.user)

    assert {forger.post(page, {"apply": "1"}).status_code for page in (ADD, preview)} == {403}


def test_waiting_file_is_for_who_sent_it(sign_in):
    preview = send(sign_in(EDITOR))
    other = sign_in(ADMINISTRATOR)

    assert said(other, preview) == ["Dit bestand wacht niet meer. Kies het opnieuw."]
    assert other.post(preview, {"cancel": "1"}).url == ADD
    assert Figure.objects.count() == 0


@pytest.mark.parametrize("token", ["x", "0" * 32, "..", "0" * 31 + "٣"])
def test_made_up_token_gives_a_message(sign_in, token):
    assert said(sign_in(EDITOR), f"{LIST}nazicht/{token}/") == ["Dit bestand wacht niet meer. Kies het opnieuw."]


def test_files_that_wait_too_long_are_removed(sign_in, folder, monkeypatch):
    client = sign_in(EDITOR)
    first = send(client)
    monkeypatch.setattr(pending, "KEPT_SECONDS", -1)
    second = send(client)

    assert {name.split(".")[0] for name in waiting(folder)} == {re.search(r"/(\w+)/$", second)[1]}
    assert said(client, first) == ["Dit bestand wacht niet meer. Kies het opnieuw."]


def test_file_that_waited_too_long_is_not_taken_in(sign_in, monkeypatch):
    client = sign_in(EDITOR)
    preview = send(client)
    monkeypatch.setattr(pending, "KEPT_SECONDS", -1)

    answer = client.post(preview, {"apply": "1"}, follow=True)

    assert [str(message) for message in answer.context["messages"]] == [
        "Dit bestand wacht niet meer. Kies het opnieuw."
    ]
    assert Figure.objects.count() == 0


def test_very_many_unknown_series_are_linked_some_at_a_time(sign_in):
    client = sign_in(EDITOR)
    preview = send(client, "".join(f"71016;Reeks {number};2020;1\n" for number in range(1_200)))

    html = client.get(preview).content.decode()
    fields = dict.fromkeys(re.findall(r'name="(link-\d+)"', html), "nieuw")
    assert (len(fields), "Er zijn nog 1000 andere." in html) == (200, True)
    assert client.post(preview, {"look": "1", **fields}).status_code == 200


def test_import_is_undone_after_asking(sign_in):
    client = sign_in(ADMINISTRATOR)
    client.post(send(client), {"apply": "1"})
    record = FigureImport.objects.get()
    page = reverse("admin:monitor_figureimport_change", args=[record.pk])
    undo = reverse("admin:monitor_figureimport_undo", args=[record.pk])

    assert undo in client.get(page).content.decode()
    assert "komen terug" in client.get(undo).content.decode()
    assert Figure.objects.count() == 1
    client.post(undo)
    record.refresh_from_db()
    assert (Figure.objects.count(), record.undone_by) == (0, client.user)
    assert undo not in client.get(page).content.decode()
    assert client.post(undo).status_code == 403


def test_import_that_cannot_be_undone_says_why(sign_in):
    client = sign_in(EDITOR)
    client.post(send(client), {"apply": "1"})
    Figure.objects.update(value=1)

    undo = reverse("admin:monitor_figureimport_undo", args=[FigureImport.objects.get().pk])
    answer = client.post(undo, follow=True)

    assert "Een redacteur veranderde daarna cijfers van Inwoners (2020)" in answer.content.decode()
