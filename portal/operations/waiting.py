"""What an administrator must know of the machine: backups, due tasks, mail."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from portal import roles
from portal.audit.models import Event
from portal.desk.blocks import Block, Item
from portal.operations.models import Job, last_run

# A timer that ran late, or a machine that restarted, is no reason to worry.
LATE = timedelta(minutes=15)
OLD = timedelta(days=2)
HEADING = "Uitbating"


def waiting(user):
    """For who reads the log book: what is wrong, or that all is well; a list of Block."""
    if not roles.may(user, "view", Event):
        return []
    items = [*due_troubles(), *([] if settings.LOCAL else [*backup_troubles(), *mail_troubles()])]
    if items:
        return [Block(HEADING, position=20, items=items, count=len(items))]
    return [Block(HEADING, position=50, empty=f"Alles in orde.{last_backup()}")]


def due_troubles():
    """Whether due tasks run, and succeed; a list of Item."""
    run = last_run(Job.DUE)
    if run is None:
        return [Item("De taken van elke minuut liepen nog nooit: geen mails, geen geplande publicaties.")]
    if run.ended_at < timezone.now() - LATE:
        return [Item("De taken van elke minuut lopen niet meer.", note=f"laatst op {when(run.ended_at)}")]
    return [Item("Een taak mislukt.", note=failure) for failure in run.failures]


def backup_troubles():
    """Whether there is a recent backup; a list of Item."""
    run = last_run(Job.BACKUP)
    if run is None or run.succeeded_at is None:
        return [Item("Er is nog geen reservekopie.", note=" ".join(run.failures) if run else "")]
    if run.failures:
        return [Item("De laatste reservekopie mislukte.", note=" ".join(run.failures))]
    if run.succeeded_at < timezone.now() - OLD:
        return [Item("De laatste reservekopie is oud.", note=f"van {when(run.succeeded_at)}")]
    return []


def mail_troubles():
    """Whether mails leave the machine; a list of Item."""
    if settings.EMAIL_HOST:
        return []
    return [Item("Er is geen mailserver ingesteld: uitnodigingen en herinneringen vertrekken niet.", note="EMAIL_HOST")]


def last_backup():
    run = last_run(Job.BACKUP)
    return f" Laatste reservekopie: {when(run.succeeded_at)}." if run and run.succeeded_at else ""


def when(moment):
    local = timezone.localtime(moment)
    return f"{date_format(local, 'j F')} om {local:%H:%M}"
