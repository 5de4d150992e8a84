"""What is being typed is kept, offered again, and gone once it is saved."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from portal.keeping import due, models
from portal.keeping.models import KeptForm
from practices.models import Practice
from subsidies.models import Call
from tests.admin.forms import address, errors, filled, new_row
from tests.factories import (
    make_argument,
    make_call,
    make_municipality,
    make_practice,
    make_question,
    make_scheme,
    make_source,
    make_theme,
)

KEEP = "/beheer/bewaard/"


def type_in(client, thing, page="change", **changes):
    """Types `changes` in the form of `thing` and has it kept; the answer."""
    return client.post(KEEP, filled(client.get(address(thing, page))) | changes)


def open_kept(client):
    """Opens the form with what is kept, as "Zet terug" does."""
    return client.get(KeptForm.objects.get().address)


def test_kept_form_tells_when(colleague, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 13, 5, tzinfo=UTC))
    editor, practice = colleague(), make_practice()

    answer = type_in(editor, practice, title="Half")

    practice.refresh_from_db()
    assert answer.json() == {"said": "Automatisch bewaard om 14.05"}
    assert practice.title != "Half"
    notice = editor.get(address(practice)).content.decode()
    assert "U typte hier iets en bewaarde het niet (om 14.05)." in notice
    time_machine.shift(24 * 3600)
    editor.force_login(editor.user)
    assert "(op 22 november 2026 om 14.05)" in editor.get(address(practice)).content.decode()


def test_kept_rows_come_back(colleague):
    """An added row, a changed one, one to delete, and the order of all."""
    editor, question, source = colleague(), make_question(), make_source()
    first, second = (make_argument(question=question, position=n, title=f"Nummer {n}") for n in (0, 1))
    changes = {"arguments-0-title": "Anders", "arguments-1-DELETE": "on", "summary": "Nieuw."}
    changes |= new_row("arguments", 2, title="Derde", text="Erbij", position="")
    changes |= new_row("citations", 1, source=source.pk, reference="Bladzijde 5")
    type_in(editor, question, **changes)

    back = open_kept(editor)
    saved = editor.post(address(question), filled(back))

    assert back.context["errors"] == []
    assert saved.status_code == 302
    assert list(question.arguments.values_list("pk", "title")) == [(first.pk, "Anders"), (second.pk + 1, "Derde")]
    assert question.citations.last().reference == "Bladzijde 5"
    question.refresh_from_db()
    assert question.summary == "Nieuw."
    assert not KeptForm.objects.exists()


def test_half_a_form_comes_back_without_complaints(colleague):
    editor = colleague()
    type_in(editor, Practice, "add", title="Nog maar een titel", checked_on="morgen?")

    back = open_kept(editor)

    assert back.context["errors"] == []
    assert "errorlist" not in back.content.decode()
    assert filled(back)["checked_on"] == "morgen?"


def test_two_new_entries_are_two_forms(colleague):
    editor = colleague()
    type_in(editor, Practice, "add", title="De ene")
    type_in(editor, Practice, "add", title="De andere")

    page = editor.get(address(Practice, "add")).content.decode()

    assert KeptForm.objects.count() == 2
    assert "U begon al aan “De ene”" in page
    assert "U begon al aan “De andere”" in page


def test_row_with_a_page_of_its_own_is_kept_too(colleague):
    editor, call = colleague(), make_call()
    type_in(editor, call, title="Nieuwe ronde", **new_row("steps", title="Infosessie"))

    editor.post(address(call), filled(open_kept(editor)))

    call.refresh_from_db()
    assert (call.title, call.steps.get().title) == ("Nieuwe ronde", "Infosessie")


def test_new_row_of_an_entry_is_kept(colleague):
    editor, scheme = colleague(), make_scheme()
    type_in(editor, Call, "add", title="Eerste ronde", scheme=scheme.pk)

    editor.post(address(Call, "add"), filled(open_kept(editor)))

    assert (Call.objects.get().title, KeptForm.objects.count()) == ("Eerste ronde", 0)


def test_row_that_somebody_deleted_meanwhile_comes_back_as_a_new_one(colleague):
    editor, question = colleague(), make_question()
    gone, stays = (make_argument(question=question, position=n, title=f"Nummer {n}") for n in (0, 1))
    type_in(editor, question, **{"arguments-0-title": "Toch nodig"})
    gone.delete()

    back = open_kept(editor)

    data = filled(back)
    rows = [(str(data[f"arguments-{n}-id"] or ""), data[f"arguments-{n}-title"]) for n in range(2)]
    assert rows == [(str(stays.pk), "Nummer 1"), ("", "Toch nodig")]


def test_kept_form_is_thrown_away_by_its_owner(colleague):
    editor, practice = colleague(), make_practice()
    type_in(editor, practice, title="Weg ermee")
    kept = KeptForm.objects.get()

    answer = editor.post(f"{KEEP}{kept.pk}/weg/")

    assert answer.url == address(practice)
    assert not KeptForm.objects.exists()


def test_saving_removes_what_was_kept_of_that_form_only(colleague):
    editor, one, other = colleague(), make_practice(), make_practice()
    type_in(editor, other, title="Blijft")
    type_in(editor, one, title="Wordt bewaard")

    editor.post(address(one), filled(editor.get(address(one))) | {"title": "Wordt bewaard"})

    assert [kept.title for kept in KeptForm.objects.all()] == ["Blijft"]


@pytest.mark.parametrize("kind", ["change", "add"])
def test_form_with_faults_is_kept_and_shown_as_it_was_typed(colleague, kind):
    """Rows, a row to delete and choices included."""
    editor, source, theme, town = colleague(), make_source(), make_theme(), make_municipality()
    practice = make_practice(municipalities=[town])
    page = address(practice) if kind == "change" else address(Practice, "add")
    posted = filled(editor.get(page)) | {"title": "", "themes": [str(theme.pk)], "checked_on": "31/31/2026"}
    posted |= {"localities-0-name_in_source": "x" * 500, "localities-0-municipality": str(town.pk)}
    if kind == "change":
        posted["citations-0-DELETE"] = "on"
    posted |= new_row("citations", 1, source=str(source.pk), reference="")

    answer = editor.post(page, posted)

    again = filled(answer)
    names = {
        "title",
        "themes",
        "checked_on",
        *(name for name in posted if name.startswith(("localities-", "citations-"))),
    }
    assert {name: str(again.get(name)) for name in names} == {name: str(posted[name]) for name in names}
    assert errors(answer) != []
    assert KeptForm.objects.get().data["checked_on"] == ["31/31/2026"]
    assert "Wat u typte raakt niet kwijt" in answer.content.decode()


def test_hostile_letters_are_kept_without_harm(colleague):
    editor, practice = colleague(), make_practice()

    answer = type_in(editor, practice, title="<script>\0\ud7ff\U0001f600</script>")

    assert answer.status_code == 200
    page = open_kept(editor).content.decode()
    assert "&lt;script&gt;\ud7ff\U0001f600&lt;/script&gt;" in page
    assert editor.get(f"{KEEP}{KeptForm.objects.get().pk}/").status_code == 200


@pytest.mark.parametrize(
    "hostile",
    [
        {"citations-TOTAL_FORMS": "999999999"},
        {"citations-TOTAL_FORMS": "-1"},
        {"citations-INITIAL_FORMS": "veel"},
        {"citations-0-id": "zeven"},
        {"citations-0-source": "0'; DROP TABLE"},
        {"themes": ["9" * 40, "x"]},
        {"owner": "9" * 40, "status": "baas"},
    ],
)
def test_hostile_form_that_was_kept_opens(colleague, hostile):
    editor, practice = colleague(), make_practice()
    type_in(editor, practice, **hostile)
    kept = KeptForm.objects.get()

    pages = [editor.get(kept.address), editor.get(f"{KEEP}{kept.pk}/")]

    assert [page.status_code for page in pages] == [200, 200]


def test_too_much_is_refused_with_a_reason(colleague, client):
    editor, practice = colleague(), make_practice()
    posted = filled(editor.get(address(practice))) | {"approach": "lang " * 250_000}

    kept = editor.post(KEEP, posted)
    client.post(address(practice), posted)
    editor.logout()
    sent = editor.post(address(practice), posted)

    assert (kept.status_code, sent.status_code) == (413, 413)
    assert kept.json()["said"].startswith("Niet bewaard. Dit is te veel om te bewaren: hoogstens 1 MB.")
    assert "Dit is te veel om te bewaren" in sent.content.decode()
    assert not KeptForm.objects.exists()


def test_more_than_a_server_reads_gets_an_explanation(colleague):
    editor, practice = colleague(), make_practice()
    posted = filled(editor.get(address(practice))) | {"approach": "lang " * 600_000}
    many = {f"veld-{number}": "x" for number in range(10_001)}

    answers = [editor.post(address(practice), posted), editor.post(address(practice), many)]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert all("Dit was te veel in één keer" in answer.content.decode() for answer in answers)


def test_oldest_makes_room(colleague, monkeypatch):
    monkeypatch.setattr(models, "MOST", 2)
    editor = colleague()
    for title in ("Eerste", "Tweede", "Derde"):
        type_in(editor, Practice, "add", title=title)

    assert [kept.title for kept in KeptForm.objects.all()] == ["Derde", "Tweede"]


def test_form_of_a_month_ago_goes(colleague, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 13, 5, tzinfo=UTC))
    editor, practice = colleague(), make_practice()
    type_in(editor, practice)
    time_machine.shift(29 * 24 * 3600)

    early = due.run(timezone.now())
    time_machine.shift(2 * 24 * 3600)

    assert (early, due.run(timezone.now())) == ([], ["Bewaarde formulieren ouder dan 30 dagen verwijderd: 1."])
    assert not KeptForm.objects.exists()


def test_others_see_who_types_here(colleague, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 13, 5, tzinfo=UTC), tick=False)
    lies, jan = colleague("Lies", "Kok"), colleague("Jan", "Maes")
    practice = make_practice()
    type_in(lies, practice, title="Geheim plan")

    theirs, own = jan.get(address(practice)).content.decode(), lies.get(address(practice)).content.decode()
    time_machine.shift(16 * 60)
    later = jan.get(address(practice)).content.decode()

    assert "Lies K. werkt hier ook aan, sinds 14.05." in theirs
    assert "Geheim plan" not in theirs
    assert "werkt hier ook aan" not in own + later


def test_what_is_kept_costs_no_more_queries(colleague, django_assert_num_queries, django_assert_max_num_queries):
    """One form or three: as many queries."""
    editor = colleague()
    type_in(editor, Practice, "add", title="Een")
    editor.get(address(Practice, "add"))
    with django_assert_max_num_queries(60) as one:
        editor.get(address(Practice, "add"))
    number = len(one)
    for title in ("Twee", "Drie"):
        type_in(editor, Practice, "add", title=title)

    with django_assert_num_queries(number):
        editor.get(address(Practice, "add"))
