"""What is due is done once, by one process, and one failure stops no other app."""

from datetime import UTC, datetime
from io import StringIO

import pytest
import time_machine
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from portal.models import Theme
from portal.operations import running
from portal.operations.models import Job, LastRun, last_run
from tests.factories import make_theme

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.fixture
def run_due(db):
    """Runs the command at NOW; the result is what it printed."""

    def run():
        output = StringIO()
        with time_machine.travel(NOW, tick=False):
            call_command("run_due", stdout=output)
        return output.getvalue().splitlines()

    return run


@pytest.fixture
def tasks(monkeypatch):
    """The due tasks, for a test to fill: label of the app to function."""
    found = {}
    monkeypatch.setattr(running, "due_tasks", lambda: found)
    return found


def test_every_app_is_asked(db):
    assert {"audit"} <= set(running.due_tasks()) <= {config.label for config in apps.get_app_configs()}


def test_lines_are_printed(run_due, tasks):
    tasks |= {"a": lambda now: [f"A om {now:%H:%M}."], "b": lambda now: [], "c": lambda now: ["C1.", "C2."]}

    assert run_due() == ["A om 10:30.", "C1.", "C2."]
    assert LastRun.objects.values_list("job", "ended_at", "succeeded_at", "failures").get() == ("due", NOW, NOW, [])


def break_halfway(now):
    make_theme()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")


def test_failure_is_told_and_stops_no_other(run_due, tasks, caplog):
    tasks |= {"a": break_halfway, "b": lambda now: [f"{make_theme()}"]}

    with pytest.raises(CommandError, match=r"^Mislukt: a \(DataError\)\. De rest is gedaan\."):
        run_due()

    assert Theme.objects.count() == 1
    assert [record.getMessage() for record in caplog.records] == ["Due tasks of a failed"]
    assert (last_run().ended_at, last_run().succeeded_at, last_run().failures) == (NOW, None, ["a: DataError"])


def test_time_of_success_stays_after_a_failure(run_due, tasks):
    run_due()
    tasks["a"] = break_halfway
    with pytest.raises(CommandError), time_machine.travel(NOW.replace(hour=12), tick=False):
        call_command("run_due")

    assert (last_run().ended_at.hour, last_run().succeeded_at.hour) == (12, 10)


def test_only_one_at_a_time(run_due, tasks):
    tasks["a"] = lambda now: ["A."]

    with running.only_one() as is_mine:
        assert is_mine
        assert run_due() == ["Een ander proces is er al mee bezig."]

    assert last_run() is None
    assert run_due() == ["A."]


def test_lock_is_kept_when_a_task_closes_the_connection(tasks, run_due):
    def ask_again(now):
        with running.only_one() as is_mine:
            return [f"Nog eens: {is_mine}."]

    tasks["a"] = ask_again

    assert run_due() == ["Nog eens: False."]


def test_never_ran(db):
    assert [last_run(job) for job in Job] == [None, None]
