"""The steps of an entry: ontwerp → ter nazicht → gepubliceerd → gearchiveerd, and back."""

from dataclasses import dataclass

from django.db import transaction

from portal import roles
from portal.audit.told import tell_status
from portal.models import Status
from portal.versions.editing import action_of
from portal.versions.recording import before_change, record
from portal.workflow import notices
from portal.workflow.fitness import StepError, errors_as_step, require_source
from portal.workflow.models import Plan, Step

CHANGE = "change"


DRAFT, REVIEW, PUBLISHED, ARCHIVED = Status


@dataclass(frozen=True)
class Move:
    """A step that may be taken: from any of `sources` to `target`, by who may do `needs` with the entry.

    `name` is that of its button in the form; `label` is what the button says. `asks_why`: not without a comment.
    """

    name: str
    sources: tuple
    target: Status
    needs: str
    label: str
    asks_why: bool = False

    def is_for(self, user, entry):
        """Whether `user` may take this step with `entry` as it stands in the database; a new one has no key."""
        if self.needs == roles.PUBLISH:
            return roles.may_publish(user, entry)
        return entry.pk is None or roles.may_change(user, entry)


# Of two between the same statuses, the first that a user may take is theirs.
MOVES = (
    Move("submit", (DRAFT,), REVIEW, CHANGE, "Bewaar en leg voor"),
    Move("publish", (DRAFT, REVIEW, ARCHIVED), PUBLISHED, roles.PUBLISH, "Bewaar en publiceer"),
    Move("return", (REVIEW,), DRAFT, roles.PUBLISH, "Stuur terug", asks_why=True),
    Move("withdraw", (REVIEW,), DRAFT, CHANGE, "Neem terug"),
    Move("unpublish", (PUBLISHED, ARCHIVED), DRAFT, roles.PUBLISH, "Haal van het portaal"),
    Move("archive", (DRAFT, REVIEW, PUBLISHED), ARCHIVED, roles.PUBLISH, "Archiveer"),
)


def moves_between(current, target):
    """The Moves from one Status to another; a list."""
    return [move for move in MOVES if current in move.sources and target == move.target]


def moves_for(user, entry):
    """The Moves that `user` may take with `entry`, one for each status; a list."""
    found = {}
    for move in MOVES:
        if entry.status in move.sources and move.is_for(user, entry):
            found.setdefault(move.target, move)
    return list(found.values())


@transaction.atomic
def advance(entry, status, user, comment=""):
    """Gives `entry` that Status, for `user`; keeps the Step, with `comment`, and has who must act mailed.

    `entry` gets what changed. Returns the Step. Raises StepError when the entry stands elsewhere by now, is gone, or
    is not fit to be published, and when `user` may not do this.
    """
    before_change(type(entry), [entry.pk])
    return advance_saved(entry, status, user, comment)


@transaction.atomic
def advance_saved(entry, status, user, comment=""):
    """The same for an entry that `user` saved in this transaction: both are one Version."""
    current = standing(entry)
    moves = moves_between(current.status, status)
    if not moves:
        raise StepError(f"Ze staat op “{current.get_status_display()}”.")
    if not any(move.is_for(user, current) for move in moves):
        raise StepError("U mag deze stap niet zetten.")
    step = take(current, status, user, comment)
    entry.status, entry.published_on, entry.updated_at = current.status, current.published_on, current.updated_at
    return step


def standing(entry):
    """`entry` as it stands in the database, locked for this transaction.

    Raises StepError when it is gone, or when somebody gave it another status since `entry` was read.
    """
    current = type(entry).objects.select_for_update(of=("self",)).filter(pk=entry.pk).first()
    if current is None:
        raise StepError("Ze is intussen verwijderd.")
    if current.status != entry.status:
        raise StepError(overtaken(current))
    return current


def overtaken(entry):
    """That `entry` has another status than somebody saw, and by whom; a Dutch sentence."""
    last = Step.objects.of(entry).select_related("by").first()
    who = f" Dat deed {notices.name_of(last.by)}." if last and last.to_status == entry.status else ""
    return f"Ze staat intussen op “{entry.get_status_display()}”.{who}"


def take(entry, status, user, comment):
    """Does what advance does, for an entry that is locked and a step that is allowed."""
    before = entry.status
    if status == PUBLISHED:
        require_source(entry)
    entry.status = status
    with errors_as_step(entry):
        entry.full_clean()
    entry.save()
    # What was planned for it is done, or not wanted any more.
    Plan.objects.of(entry).delete()
    record(entry, user, action_of(before, status), comment)
    tell_status(user, entry, before)
    step = Step.objects.create(entry=entry, from_status=before, to_status=status, by=user, comment=comment)
    notices.of_step(entry, step)
    return step


def begin(entry, user):
    """Keeps that `user` made the new `entry`."""
    return Step.objects.create(entry=entry, to_status=entry.status, by=user)
