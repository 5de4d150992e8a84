"""What the bench of saves does with kill -9, in small: few saves, each kind of kill once; nothing here is timed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.saves import Form, Run, attack, report


def test_every_confirmed_save_is_there_after_kill_9():
    # A directory that PostgreSQL's own user can enter, unlike tmp_path when pytest runs as root.
    with TemporaryDirectory(prefix="kapstok-test-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        run, killed, wrong = attack(place, wanted=12, between=3, editors=2, DEBUG="1")

    assert wrong == []
    assert len(run.confirmed) >= 12
    assert set(killed) == {"gunicorn", "een proces van PostgreSQL", "PostgreSQL"}


def test_form_is_read_as_a_browser_does():
    page = """<form id="logout-form"><input name="weg" value="1"></form>
    <form id="practice_form"><input type="hidden" name="a" value="&lt;1&gt;"><input type="checkbox" name="b">
    <input type="checkbox" name="c" value="on" checked><select name="d"><option value="1"><option value="2" selected>
    </select><textarea name="e">
Twee
regels</textarea><input type="submit" name="_save"></form><input name="buiten">"""

    assert Form(page).fields == [("a", "<1>"), ("c", "on"), ("d", "2"), ("e", "Twee\nregels")]


def test_report_of_saves():
    run = Run(2)
    run.confirmed, run.other = [(1, "Bewaring 1"), (2, "Bewaring 2")], {"geen antwoord": 3, 500: 1}

    assert report(run, ["gunicorn", "PostgreSQL", "gunicorn"], ["1, Bewaring 1: geen versie"]).splitlines() == [
        "2 keer bewaard en bevestigd; gedood: 2 keer gunicorn, 1 keer PostgreSQL",
        "Niet bevestigd: 3 keer geen antwoord, 1 keer 500",
        "Bevestigd en niet heel terug te vinden: 1",
        "  1, Bewaring 1: geen versie",
    ]
