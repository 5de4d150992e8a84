"""Running what is due: each installed app may have a module `due` with `def run(now) -> list[str]`."""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from importlib.util import find_spec
from typing import NamedTuple

from django.apps import apps
from django.db import connection, transaction
from django.utils.module_loading import import_string

from portal.operations.models import Job, ran

logger = logging.getLogger(__name__)

# PostgreSQL's advisory lock of whoever runs due tasks; the number only has to be our own.
LOCK = 20_261_124


class Outcome(NamedTuple):
    """What the due tasks of one app did: Dutch lines, and the failure, if any, in a few words."""

    app: str
    lines: list[str]
    failure: str = ""


def due_tasks():
    """The function `run` of each app that has one; a dict by the label of the app."""
    modules = {config.label: f"{config.name}.due" for config in apps.get_app_configs()}
    return {label: import_string(f"{name}.run") for label, name in modules.items() if find_spec(name)}


def run_all(now):
    """Runs what is due at `now`; a list of Outcome, or None when another process is doing so already."""
    with only_one() as is_mine:
        if not is_mine:
            return None
        outcomes = [run_one(label, run, now) for label, run in due_tasks().items()]
        ran(Job.DUE, now, [f"{each.app}: {each.failure}" for each in outcomes if each.failure])
        return outcomes


def run_one(label: str, run: Callable, now):
    """Runs the tasks of one app in a transaction of its own; its failure stops no other app."""
    try:
        with transaction.atomic():
            return Outcome(label, list(run(now)))
    except Exception as error:
        logger.exception("Due tasks of %s failed", label)
        if not connection.in_atomic_block:
            # One that broke is made anew for the next.
            connection.close_if_unusable_or_obsolete()
        return Outcome(label, [], type(error).__name__)


@contextmanager
def only_one():
    """Whether no other process runs due tasks, which holds for as long as the block lasts.

    On a connection of its own: a task may close the ordinary one.
    """
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
            (is_mine,) = cursor.fetchone()
        yield is_mine
    finally:
        holder.close()
