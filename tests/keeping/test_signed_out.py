"""A form that arrives when its sender is signed out is kept, for that person alone."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from portal.keeping.models import MOST_SIGNED_OUT, KeptForm
from portal.keeping.tokens import FIELD, SALT, Token
from portal.models import Status
from portal.roles import OFFICER
from practices.models import Practice
from tests.admin.forms import address, filled, new_row, said
from tests.factories import make_municipality, make_practice, make_theme
from tests.keeping.conftest import PASSWORD

SIGN_IN = "Wat u typte is bewaard. Meld u aan en ga verder."


def typed_in(client, thing, **changes):
    """What a browser would post from the form of `thing` after typing `changes`."""
    return filled(client.get(address(thing))) | changes


def shown(response, name="title"):
    return response.context["adminform"].form[name].value()


@pytest.fixture
def genk(db):
    return make_municipality(name="Genk")


@pytest.fixture
def officer(colleague, genk):
    """Makes an officer of Genk: for them the password is all of signing in."""
    return lambda: colleague(role=OFFICER, scope={"municipalities": [genk]})


@pytest.fixture
def draft(genk):
    return make_practice(title="Zoals het was", status=Status.DRAFT, municipalities=[genk])


def sign_in(client, user, page):
    """Signs in at the page to which a kept form led; the page that follows."""
    return client.post(page.redirect_chain[-1][0], {"login": user.username, "password": PASSWORD}, follow=True)


@pytest.mark.parametrize("kind", ["entry", "new"])
def test_form_sent_after_signing_out_comes_back_after_signing_in(officer, draft, genk, kind):
    """Rows and choices included; then it can be saved."""
    client, theme = officer(), make_theme()
    page = address(draft) if kind == "entry" else address(Practice, "add")
    posted = filled(client.get(page)) | {"title": "Wat ik typte", "themes": [theme.pk], "slug": "ja", "summary": "Ja."}
    number = 1 if kind == "entry" else 0
    posted |= new_row("localities", number, municipality=genk.pk, name_in_source="Wijk Noord")
    client.logout()

    page_to_sign_in = client.post(page, posted, follow=True)
    titles = [each.title for each in Practice.objects.all()]
    back = sign_in(client, client.user, page_to_sign_in)

    assert SIGN_IN in page_to_sign_in.content.decode()
    assert titles == ["Zoals het was"]
    assert (shown(back), [int(pk) for pk in shown(back, "themes")]) == ("Wat ik typte", [theme.pk])
    row = filled(back)
    assert (row[f"localities-{number}-municipality"], row[f"localities-{number}-name_in_source"]) == (
        str(genk.pk),
        "Wijk Noord",
    )
    assert back.context["errors"] == []
    saved = client.post(page, filled(back))
    assert saved.status_code == 302
    entry = Practice.objects.get(title="Wat ik typte")
    assert entry.localities.last().name_in_source == "Wijk Noord"
    assert not KeptForm.objects.exists()


def test_another_who_signs_in_never_sees_it(officer, draft):
    client, other = officer(), officer()
    posted = typed_in(client, draft, title="Geheim plan")
    client.logout()
    sign_in_page = client.post(address(draft), posted, follow=True)
    other.logout()

    theirs = sign_in(other, other.user, sign_in_page)
    kept = KeptForm.objects.get()

    assert "Geheim plan" not in theirs.content.decode()
    assert shown(theirs) == draft.title
    pages = [other.get(f"/beheer/bewaard/{kept.pk}/")]
    pages += [other.post(f"/beheer/bewaard/{kept.pk}/{do}/") for do in ("verder", "weg", "samen")]
    assert [page.status_code for page in pages] == [404, 404, 404, 404]
    assert KeptForm.objects.get().user == client.user


def test_form_of_somebody_else_in_the_same_browser_is_not_saved(colleague):
    editor, other = colleague(), colleague()
    practice = make_practice(title="Zoals het was")
    posted = typed_in(editor, practice, title="Van de eerste")

    answer = other.post(address(practice), posted, follow=True)

    practice.refresh_from_db()
    assert practice.title == "Zoals het was"
    assert said(answer) == ["Dit formulier was van iemand anders. Wat erin stond, is bewaard voor die persoon."]
    assert KeptForm.objects.get().user == editor.user


@pytest.mark.parametrize("forge", ["none", "letters", "other key", "old", "left", "odd"])
def test_nobody_writes_without_a_good_token(colleague, forge, time_machine):
    editor = colleague()
    practice = make_practice()
    posted = typed_in(editor, practice, title="Rommel")
    token = Token(editor.user.pk, f"practices.practice/{practice.pk}", "")
    posted[FIELD] = {
        "none": "",
        "letters": "x" * 5000,
        "other key": signing.dumps({"user": 1, "form": "a/1"}, salt="elders"),
        "odd": signing.dumps({"user": 1}, salt=SALT),
    }.get(forge, token.sign())
    if forge == "old":
        time_machine.move_to(timezone.now() + timedelta(days=31))
    if forge == "left":
        editor.user.is_active = False
        editor.user.save()
    visitor = Client()

    answers = [visitor.post(address(practice), posted), visitor.post("/beheer/bewaard/", posted)]

    assert [answer.status_code for answer in answers] == [302, 403]
    assert answers[0].url.startswith("/beheer/login/")
    assert not KeptForm.objects.exists()


def test_token_alone_is_no_licence_to_write_for_ever(colleague):
    editor = colleague()
    practice = make_practice()
    posted = typed_in(editor, practice)
    Client().post("/beheer/bewaard/", posted)
    KeptForm.objects.update(times_signed_out=MOST_SIGNED_OUT)

    answers = [Client().post(page, posted) for page in ("/beheer/bewaard/", address(practice))]
    own = editor.post("/beheer/bewaard/", posted)

    assert [answer.status_code for answer in answers] == [413, 413]
    assert "U bent al lang afgemeld." in answers[1].content.decode()
    assert (own.status_code, KeptForm.objects.get().times_signed_out) == (200, 0)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_form_with_an_old_csrf_cookie_is_kept(colleague, is_signed_in):
    editor = colleague(enforce_csrf_checks=True)
    practice = make_practice(title="Zoals het was")
    posted = typed_in(editor, practice, title="Wat ik typte")
    if not is_signed_in:
        editor.logout()

    answer = editor.post(address(practice), posted | {"csrfmiddlewaretoken": "x" * 64}, follow=True)

    practice.refresh_from_db()
    assert practice.title == "Zoals het was"
    if is_signed_in:
        assert shown(answer) == "Wat ik typte"
        assert said(answer)[0].startswith("Deze pagina stond te lang open.")
    else:
        assert SIGN_IN in answer.content.decode()
    assert KeptForm.objects.get().data["title"] == ["Wat ik typte"]


def test_old_csrf_cookie_without_a_form_of_ours_gets_an_explanation(colleague):
    answer = Client(enforce_csrf_checks=True).post("/beheer/login/", {"login": "x", "password": "geheim"})

    assert answer.status_code == 403
    assert "Deze pagina stond te lang open" in answer.content.decode()
    assert "geheim" not in answer.content.decode()
    assert not KeptForm.objects.exists()
