"""Asking owners, once a month, to check what is due."""

import logging
from datetime import timedelta

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
    """Sends the reminders of this month that are not sent yet; stops at the first that the server refuses."""
    waiting = Reminder.objects.filter(round__month=localdate(now).replace(day=1), sent_at=None)
    sent = 0
    for key in waiting.filter(may_try(now)).order_by("pk").values_list("pk", flat=True):
        try:
            sent += send(key, now)
        except OSError as error:
            logger.warning("A reminder could not be sent: %s", type(error).__name__)
            return [*told(sent), "Een mail kon niet weg; over een uur probeert Kapstok het opnieuw."]
    return told(sent)


def may_try(now):
    return Q(tried_at=None) | Q(tried_at__lt=now - TRY_AGAIN_AFTER)


def send(key, now):
    """Sends one reminder, unless another process does or nothing is left to ask; returns whether it was sent.

    It counts as sent before it goes: after a crash in between, one mail fewer is better than one twice. Raises
    OSError (which SMTP's errors are) when the server refuses it; then it was not sent.
    """
    with transaction.atomic():
        free = Reminder.objects.select_for_update(skip_locked=True)
        reminder = free.filter(may_try(now), pk=key, sent_at=None).first()
        if reminder is None:
            return False
        reminder.tried_at = reminder.sent_at = now
        reminder.save()
    open_questions = [asked for asked in reminder.asked.prefetch_related("entry") if is_open(asked, reminder, now)]
    if not open_questions:
        return False
    try:
        mail.remind(reminder.owner, reminder, open_questions, now)
    except OSError:
        Reminder.objects.filter(pk=key).update(sent_at=None)
        raise
    return True


def is_open(asked, reminder, now):
    """Whether the question still stands: nobody answered, and it is still this owner's entry that is due."""
    return problem_with(asked, reminder, localdate(now)) is None


def told(sent):
    """What happened, as Dutch lines for whoever runs this."""
    return [f"{sent} {'verantwoordelijke' if sent == 1 else 'verantwoordelijken'} gevraagd om na te kijken."] * bool(
        sent
    )
