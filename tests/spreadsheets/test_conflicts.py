"""Somebody else edited an entry after it was exported."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.spreadsheets import applying
from portal.spreadsheets.applying import TakeInError, take_in
from portal.versions.recording import before_change
from practices.models import Practice
from tests.spreadsheets.files import edited, exported, planned, told

CONFLICT = (
    "(Periode): iemand anders wijzigde dit sinds uw export. Op Kapstok staat nu “2016”;"
    " in uw bestand staat “2015”. Kies zelf, in het formulier."
)


@pytest.fixture
def kind(sheets):
    return sheets["praktijken"]


def change(practice, **fields):
    """What somebody else does in the form."""
    for name, value in fields.items():
        setattr(practice, name, value)
    practice.save()


def test_cell_that_both_changed_is_refused_and_others_go_through(practice, kind, tmp_path):
    content = edited(exported(kind), "buren", Periode="2015", Lessen="Begin klein.")
    change(practice, period="2016", budget="Niets.")

    plan = planned(kind, content, tmp_path)
    [(number, state, edits, faults)] = told(plan)
    assert (number, state, edits) == (2, "changed", {"Lessen": ("", "Begin klein.")})
    assert len(faults) == 1
    assert faults[0].startswith("rij 2, kolom ")
    assert faults[0].endswith(CONFLICT)
    with pytest.raises(TakeInError, match="een deel van het bestand is geweigerd"):
        take_in(kind, plan.sheet, None, plan.digest)
    take_in(kind, plan.sheet, None, plan.digest, leave_refused=True)

    saved = Practice.objects.get()
    assert (saved.period, saved.budget, saved.lessons) == ("2016", "Niets.", "Begin klein.")


def test_what_somebody_else_changed_stays(practice, kind, tmp_path):
    content = exported(kind)
    change(practice, period="2016")
    plan = planned(kind, content, tmp_path)

    assert (told(plan), plan.works) == ([], [])
    assert plan.outcomes[0].notes == ["Periode: iemand anders wijzigde dit sinds uw export. Dat blijft zo."]


def test_same_change_by_both_is_none(practice, kind, tmp_path):
    content = edited(exported(kind), "buren", Periode="2016")
    change(practice, period="2016")

    assert told(planned(kind, content, tmp_path)) == []


def visitors_file(practice, kind, **cells):
    """A file without fingerprints, such as visitors get, of an hour ago."""
    Practice.objects.update(updated_at=timezone.now() - timedelta(hours=1))
    return edited(exported(kind), "buren", **cells, **{"Controle (laat staan)": ""})


def test_without_fingerprints_the_versions_tell_who_changed_what(practice, kind, tmp_path):
    content = visitors_file(practice, kind, Periode="2015", Lessen="Begin klein.")
    before_change(Practice, [practice.pk])
    change(practice, period="2016", budget="Niets.")

    [(_, state, edits, faults)] = told(planned(kind, content, tmp_path))
    assert (state, edits, len(faults)) == ("changed", {"Lessen": ("", "Begin klein.")}, 1)


def test_without_fingerprints_and_versions_nothing_of_an_old_row_changes(practice, kind, tmp_path):
    """Nobody can tell who changed what."""
    content = visitors_file(practice, kind, Periode="2015", Lessen="Begin klein.")
    change(practice, period="2016")

    [(_, state, edits, faults)] = told(planned(kind, content, tmp_path))
    assert (state, edits, len(faults)) == ("refused", {}, 2)


def test_what_was_shown_is_what_is_done(practice, kind, tmp_path):
    plan = planned(kind, edited(exported(kind), "buren", Periode="2015"), tmp_path)
    change(practice, lessons="Nieuw.")

    with pytest.raises(TakeInError, match="Intussen veranderde er iets op Kapstok"):
        take_in(kind, plan.sheet, None, plan.digest)

    assert Practice.objects.get().period == "2014"


def test_nothing_is_saved_when_the_last_row_fails(practice, kind, tmp_path, monkeypatch):
    plan = planned(kind, edited(exported(kind), "buren", Periode="2015"), tmp_path)
    real = applying.write

    def write(*args):
        real(*args)
        raise ValidationError("Iets klopt niet.")

    monkeypatch.setattr(applying, "write", write)
    with pytest.raises(TakeInError, match=r"Niets bewaard\. Rij 2: Iets klopt niet\."):
        take_in(kind, plan.sheet, None, plan.digest)

    assert Practice.objects.get().period == "2014"
