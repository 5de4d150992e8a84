"""What an owner answers with a signed link: it still is right, or something is wrong."""

from dataclasses import dataclass
from enum import Enum

from django.db import transaction
from django.utils.timezone import localdate

from portal.freshness.models import Asked, Reminder
from portal.freshness.tokens import ALL, ONE, ExpiredTokenError, WrongTokenError, key_of
from portal.versions.models import Action
from portal.versions.recording import recorded


class Problem(Enum):
    """Why a question is closed."""

    WRONG = "wrong"
    EXPIRED = "expired"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    CHECKED = "checked"
    MOVED = "moved"
    GONE = "gone"


class ClosedError(Exception):
    """Nothing can be answered; `problem` is why, and `entry` what it was about, if that is still there."""

    def __init__(self, problem, entry=None):
        super().__init__(problem)
        self.problem, self.entry = problem, entry


class ChangedError(Exception):
    """Somebody edited the entry after the owner saw it."""


@dataclass(frozen=True)
class Question:
    """An open question: the Asked, and its entry as it is now."""

    asked: Asked
    entry: object

    @property
    def stamp(self):
        """Tells the entry as it is now from what it will be after an edit."""
        return self.entry.updated_at.isoformat()


def problem_with(asked, reminder, today):
    """Why the question of an Asked cannot be answered any more, a Problem; None when it can."""
    entry = asked.entry
    if asked.answer:
        return Problem.CONFIRMED if asked.answer == Asked.Answer.CONFIRMED else Problem.CORRECTED
    if entry is None or not entry.is_public:
        return Problem.GONE
    if entry.owner_id != reminder.owner_id or not reminder.owner.is_active:
        return Problem.MOVED
    if entry.checked_on != asked.checked_on or not entry.is_due(today):
        return Problem.CHECKED
    return None


def open_one(token, now):
    """The Question of a token. Raises ClosedError."""
    asked = Asked.objects.select_related("reminder__owner").filter(pk=key_in(token, ONE)).first()
    if asked is None:
        raise ClosedError(Problem.WRONG)
    return question_of(asked, asked.reminder, now)


def open_all(token, now):
    """The Reminder of a token, and its Questions that are still open; a list. Raises ClosedError."""
    reminder = Reminder.objects.select_related("owner").filter(pk=key_in(token, ALL)).first()
    if reminder is None:
        raise ClosedError(Problem.WRONG)
    if not reminder.owner.is_active:
        raise ClosedError(Problem.MOVED)
    today = localdate(now)
    asked = reminder.asked.with_entries()
    return reminder, [Question(each, each.entry) for each in asked if problem_with(each, reminder, today) is None]


def key_in(token, use):
    try:
        return key_of(token, use)
    except ExpiredTokenError:
        raise ClosedError(Problem.EXPIRED) from None
    except WrongTokenError:
        raise ClosedError(Problem.WRONG) from None


def question_of(asked, reminder, now):
    if problem := problem_with(asked, reminder, localdate(now)):
        raise ClosedError(problem, asked.entry)
    return Question(asked, asked.entry)


@transaction.atomic
def confirm(asked, stamp, now):
    """Notes that the entry still is right, as its owner saw it (`stamp`: see Question).

    Raises ClosedError when it was answered or changed hands meanwhile, and ChangedError when it was edited.
    """
    question = locked(asked, now)
    if question.stamp != stamp:
        raise ChangedError
    with recorded(question.entry, question.asked.reminder.owner, Action.CONFIRMED):
        question.entry.note_check(localdate(now))
    close(question.asked, Asked.Answer.CONFIRMED, now)


@transaction.atomic
def correct(asked, report, now):
    """Saves the owner's Report that something is wrong; the entry stays as it is. Raises ClosedError."""
    question = locked(asked, now)
    report.save()
    close(question.asked, Asked.Answer.CORRECTED, now)


def locked(asked, now):
    """The Question, which nobody else can answer or edit until the transaction ends. Raises ClosedError."""
    asked = Asked.objects.select_for_update(of=("self",)).select_related("reminder__owner").get(pk=asked.pk)
    entries = asked.entry_type.model_class().objects
    asked.entry = entries.select_for_update(of=("self",), no_key=True).filter(pk=asked.entry_id).first()
    return question_of(asked, asked.reminder, now)


def close(asked, answer, now):
    asked.answer, asked.answered_at = answer, now
    asked.save(update_fields=["answer", "answered_at"])
