"""Carrying out a plan: exactly what was shown, all of it or nothing."""

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from portal import audit
from portal.search import changes
from portal.spreadsheets.planning import plan_of
from portal.spreadsheets.rights import proposes
from portal.versions.models import Action
from portal.versions.recording import before_change, record_all
from portal.versions.writing import write
from portal.workflow.fitness import StepError
from portal.workflow.proposals import propose
from portal.workflow.steps import begin

TOO_MANY = (
    "Hier kan een bestand hoogstens {} fiches wijzigen. Splits het, of vraag de beheerder om"
    " manage.py import_rows te gebruiken."
)


class TakeInError(Exception):
    """A plan that is not carried out; `str()` gives the Dutch reason. Nothing was changed."""


@transaction.atomic
def take_in(kind, sheet, user, digest, name="", leave_refused=False, most=None):
    """Does what the Plan with that digest said, for `user` (None: a program); returns the Plan.

    `name` is that of the file, for the history. With `leave_refused` what is refused stays as it is; without, nothing
    is done when anything is. No more than `most` entries are written (None: any number). Raises TakeInError when the
    portal changed since, so that other things would happen, and when an entry cannot be saved.
    """
    # As the entries stand while they are written: who saves one of them now, waits.
    lock(kind, sheet)
    plan = plan_of(kind, sheet, user)
    if plan.digest != digest:
        raise TakeInError("Intussen veranderde er iets op Kapstok. Kijk opnieuw na wat er zou veranderen.")
    if plan.counts["faults"] and not leave_refused:
        raise TakeInError("Niets bewaard: een deel van het bestand is geweigerd.")
    if most is not None and len(plan.works) > most:
        raise TakeInError(TOO_MANY.format(most))
    model = kind.entry_model
    keys = [work.pk for work in plan.works if work.pk]
    before_change(model, keys)
    with changes.together():
        written = [done for work in plan.works if (done := carry_out(plan, work, name))]
    record_all(model, [entry.pk for entry in written], user, Action.IMPORTED, name)
    audit.log(user, "import", model, rijen=plan.counts)
    return plan


def lock(kind, sheet):
    """Locks the entries that the file names, in one order."""
    keys = {str(row.values.get(kind.key, "")) for row in sheet.rows}
    if kind.part:
        numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 18]
        condition = {f"{kind.part}__pk__in": numbers}
    else:
        condition = {"slug__in": keys}
    found = kind.entry_model.objects.filter(**condition).order_by().values("pk")
    list(kind.entry_model.objects.filter(pk__in=found).select_for_update(of=("self",)).order_by("pk").values("pk"))


def carry_out(plan, work, name):
    """Writes one entry, or proposes it; the entry when it was written, else None. Raises TakeInError."""
    try:
        with transaction.atomic():
            return apply_change(plan.kind, work, plan.user, name)
    except (ValidationError, DatabaseError, StepError) as error:
        rows = ", ".join(map(str, work.numbers))
        reason = "De databank weigert dit." if isinstance(error, DatabaseError) else words_of(error)
        raise TakeInError(f"Niets bewaard. Rij {rows}: {reason}") from error


def words_of(error):
    """What a ValidationError or StepError says."""
    return " ".join(getattr(error, "messages", [str(error)]))


def apply_change(kind, work, user, name):
    """Makes an entry as its Work says; returns it, or None when it became a proposal."""
    model = kind.entry_model
    if work.pk is None:
        entry = write(model, None, work.after)
        if user is not None:
            begin(entry, user)
        return entry
    entry = model.objects.get(pk=work.pk)
    if not proposes(kind, user, entry):
        return write(model, work.pk, work.after)
    propose(entry, work.after, user, f"Ingelezen uit {name}." if name else "")
    return None
