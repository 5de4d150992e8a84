"""When the portal or its database breaks while somebody saves, what was typed is not gone."""

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError

from portal.keeping.models import KeptForm
from portal.roles import OFFICER
from practices.admin import PracticeAdmin
from tests.admin.forms import address, filled
from tests.factories import make_municipality, make_practice


def fields(page):
    """The hidden fields of a page, as a browser sends them again; a dict."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.content.decode())
    return {unescape(name): unescape(value) for name, value in found}


@pytest.fixture
def broken(colleague, monkeypatch):
    """Posts the form of a practice while saving breaks; gives the editor, the practice and the answer."""

    def broken(error):
        editor, practice = colleague(), make_practice(title="Was")
        posted = filled(editor.get(address(practice))) | {"title": 'Mijn "werk" & <meer>'}

        def breaks(*args):
            raise error

        with monkeypatch.context() as patch:
            patch.setattr(PracticeAdmin, "save_related", breaks)
            return editor, practice, editor.post(address(practice), posted)

    return broken


def test_what_was_typed_is_kept_when_saving_breaks(broken):
    editor, practice, answer = broken(ZeroDivisionError("kapot"))

    again = editor.post(address(practice), fields(answer))

    assert (answer.status_code, again.status_code) == (500, 302)
    assert "We hielden het bij." in answer.content.decode()
    practice.refresh_from_db()
    assert practice.title == 'Mijn "werk" & <meer>'
    assert not KeptForm.objects.exists()


def test_what_was_typed_stands_in_the_page_when_the_database_is_gone(broken, monkeypatch):
    def gone(*args, **kwargs):
        raise OperationalError("de databank is weg")

    with monkeypatch.context() as patch:
        patch.setattr("portal.keeping.models.KeptFormQuerySet.keep", gone)
        editor, practice, answer = broken(OperationalError("de databank is weg"))

    assert "Het staat nog in deze pagina." in answer.content.decode()
    assert editor.post(address(practice), fields(answer)).status_code == 302
    practice.refresh_from_db()
    assert practice.title == 'Mijn "werk" & <meer>'


def test_what_was_typed_is_kept_when_a_proposal_fits_no_more(colleague, monkeypatch):
    """The form then leads elsewhere, as it does after a save."""
    genk = make_municipality()
    officer = colleague(role=OFFICER, scope={"municipalities": [genk]})
    practice = make_practice(municipalities=[genk])
    posted = filled(officer.get(address(practice))) | {"title": "Getypt"}

    def misfits(*args):
        raise ValidationError("Past niet.")

    monkeypatch.setattr("portal.workflow.proposing.as_if", misfits)
    answer = officer.post(address(practice), posted)

    assert answer.status_code == 302
    assert KeptForm.objects.get().data["title"] == ["Getypt"]


def test_desk_shows_what_was_not_saved(colleague):
    from portal.keeping.waiting import waiting

    editor, other, practice = colleague(), colleague(), make_practice(title="Buurtsalon")
    editor.post("/beheer/bewaard/", filled(editor.get(address(practice))))

    (block,) = waiting(editor.user)

    kept = KeptForm.objects.get()
    assert [(item.text, item.url) for item in block.items] == [("Buurtsalon", f"/beheer/bewaard/{kept.pk}/")]
    assert block.count == 1
    assert waiting(other.user) == []
    assert parse_qs(kept.address.partition("?")[2]) == {"bewaard": [str(kept.pk)]}
