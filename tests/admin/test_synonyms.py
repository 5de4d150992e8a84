"""Editors extend the synonyms of the search."""

import pytest

from portal.models import Synonyms
from portal.roles import EDITOR, OFFICER
from tests.admin.forms import address, errors, filled, save
from tests.factories import make_synonyms


@pytest.fixture
def editor(sign_in):
    return sign_in(EDITOR)


def add(client, **fields):
    """Posts a new group of synonyms."""
    page = address(Synonyms, "add")
    return client.post(page, filled(client.get(page)) | fields)


def test_editor_adds_a_group_one_word_a_line(editor):
    add(editor, words="Crèche\r\n\r\n  kinderopvang \r\nonthaalouder", note="Waarom")

    group = Synonyms.objects.get()
    assert (group.slug, group.words, group.note) == ("creche", ["Crèche", "kinderopvang", "onthaalouder"], "Waarom")
    assert str(group) == "Crèche, kinderopvang, onthaalouder"


def test_group_keeps_its_slug_when_its_words_change(editor):
    group = make_synonyms(words=["bib", "bibliotheek"])

    save(editor, group, words="bibliotheek\r\nbib\r\nleeszaal")

    group.refresh_from_db()
    assert (group.slug, group.words) == ("bib", ["bibliotheek", "bib", "leeszaal"])


def test_groups_may_begin_with_the_same_word(db):
    groups = [make_synonyms(words=["bib", other]) for other in ("bibliotheek", "leeszaal", "boekerij")]

    assert [group.slug for group in groups] == ["bib", "bib-2", "bib-3"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("OCMW", "Geef minstens twee woorden die hetzelfde betekenen."),
        (
            "OCMW\r\nsociaal huis\r\nocmw's",
            "'ocmw's' staat er al als 'OCMW'. Hoofdletters en accenten maken geen verschil.",
        ),
        ("café\r\nCafe", "'Cafe' staat er al als 'café'. Hoofdletters en accenten maken geen verschil."),
        (
            "NT2\r\neen les Nederlands voor wie dat nog moet leren in een kleine groep",
            "'een les Nederlands voor wie dat nog moet leren in een kleine groep' telt meer dan 4 woorden. "
            "Kleine woorden zoals 'van' tellen niet mee.",
        ),
        ("hoe\r\nwaarom", "'hoe' vindt niets: het staat in elke tekst. Kies een ander woord."),
        ("OCMW\r\n!?", "'!?' vindt niets: het staat in elke tekst. Kies een ander woord."),
        ("", "Dit veld is verplicht."),
    ],
)
def test_words_that_help_nobody_are_refused(editor, words, message):
    response = add(editor, words=words)

    assert errors(response) == [message]
    assert not Synonyms.objects.exists()


def test_full_name_with_small_words_is_short_enough(editor):
    add(editor, words="VDAB\r\nVlaamse Dienst voor Arbeidsbemiddeling en Beroepsopleiding")

    assert Synonyms.objects.count() == 1


def test_list_is_searched_by_any_word(editor):
    group = make_synonyms(words=["bib", "bibliotheek"])
    make_synonyms()

    page = editor.get(address(Synonyms, "changelist"), {"q": "Bibliotheek"})

    assert list(page.context["cl"].result_list) == [group]


def test_officer_reads_only(sign_in):
    client = sign_in(OFFICER)

    assert client.get(address(Synonyms, "add")).status_code == 403
    assert client.get(address(make_synonyms())).status_code == 200
