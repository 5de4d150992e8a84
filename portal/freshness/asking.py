"""Asking owners, once a month, to check what is due."""

import logging
from datetime import timedelta
from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from portal.freshness import mail
from portal.freshness.answers import problem_with
from portal.freshness.kinds import entry_models
from portal.freshness.models import Asked, Reminder, Round

# A mail that the server refused goes again after a while, not at once.
TRY_AGAIN_AFTER = timedelta(hours=1)
# So many mails in one run; the rest follows in the next.
AT_ONCE = 50
# After so many refusals a server is down.
PATIENCE = 3
# A round that came late (the machine was off) is not followed by the next one at once.
REST = timedelta(days=14)

logger = logging.getLogger(__name__)


def ask(now):
    """Makes the round of this month when there is none, and sends what is not sent yet; returns Dutch lines."""
    make_round(now)
    return send_waiting(now)


@transaction.atomic
def make_round(now):
    """Notes whom to ask what this month; does nothing the second time. Returns the Round."""
    month = localdate(now).replace(day=1)
    made, is_new = Round.objects.get_or_create(month=month)
    if is_new:
        add_reminders(made, now)
    return made


def add_reminders(made, now):
    """Adds to a Round the owners whom it does not ask yet, with all that is due of each; returns how many."""
    recent = Reminder.objects.filter(sent_at__gt=now - REST)
    passed_over = {*recent.values_list("owner", flat=True), *made.reminders.values_list("owner", flat=True)}
    due = due_by_owner(localdate(now), passed_over)
    for owner, entries in due.items():
        reminder = Reminder.objects.create(round=made, owner_id=owner)
        Asked.objects.bulk_create(question(reminder, entry) for entry in entries)
    return len(due)


def due_by_owner(today, passed_over):
    """The entries that each owner is to check, without the owners `passed_over`; a dict of primary key to list."""
    found = {}
    for model in entry_models():
        for entry in model.objects.due(today).with_keeper().exclude(owner__in=passed_over).order_by("owner", "pk"):
            found.setdefault(entry.owner_id, []).append(entry)
    return found


def question(reminder, entry):
    """The Asked of a due entry, not saved yet."""
    return Asked(
        reminder=reminder,
        entry_type=ContentType.objects.get_for_model(entry),
        entry_id=entry.pk,
        checked_on=entry.checked_on,
        due_since=entry.due_since,
    )


def send_waiting(now):
    """Claims the reminders of this month that are not sent yet; they go once this transaction is done.

    A reminder counts as sent before it goes: after a crash in between, one mail fewer is better than one twice.
    """
    with transaction.atomic():
        waiting = Reminder.objects.select_for_update(skip_locked=True).filter(
            Q(tried_at=None) | Q(tried_at__lt=now - TRY_AGAIN_AFTER),
            round__month=localdate(now).replace(day=1),
            sent_at=None,
        )
        keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        Reminder.objects.filter(pk__in=keys).update(tried_at=now, sent_at=now)
        if keys:
            transaction.on_commit(partial(send_all, keys, now))
    if not keys:
        return []
    return [f"{len(keys)} {'verantwoordelijke' if len(keys) == 1 else 'verantwoordelijken'} gevraagd om na te kijken."]


def send_all(keys, now):
    """Sends claimed reminders. Those that the server refuses, and the rest when it refuses several, go later."""
    refused = []
    for reminder in Reminder.objects.filter(pk__in=keys).select_related("owner").order_by("pk"):
        try:
            send(reminder, now)
        except OSError as error:
            logger.warning("A reminder could not be sent: %s", type(error).__name__)
            refused.append(reminder.pk)
        if len(refused) == PATIENCE:
            Reminder.objects.filter(pk__in=keys, pk__gt=reminder.pk).update(sent_at=None, tried_at=None)
            break
    Reminder.objects.filter(pk__in=refused).update(sent_at=None)


def send(reminder, now):
    """Mails an owner what is still open; nothing when nothing is. Raises OSError, as SMTP does, when refused."""
    today, asked = localdate(now), reminder.asked.with_entries()
    if still_open := [each for each in asked if not problem_with(each, reminder, today)]:
        mail.remind(reminder.owner, reminder, still_open, now)
