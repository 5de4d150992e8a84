"""What the export said of a row when it was made, from the versions of its entry: for files without fingerprints."""

from datetime import datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import make_aware

from portal.spreadsheets.cells import day_in
from portal.spreadsheets.comparing import fingerprint
from portal.spreadsheets.lookups import CellError
from portal.versions.models import Action, Version
from portal.versions.writing import as_if


def prints_then(kind, thing, saved):
    """The fingerprints of the cells of an object when its entry was as it was saved at `saved`, as exports write that.

    A dict by key of column; None when no version tells.
    """
    entry = kind.entry_of(thing)
    version = version_of(entry, moment_of(saved))
    if version is None:
        return None
    try:
        with as_if(kind.entry_model, entry.pk, version.document):
            row = kind.fetch(kind.model.objects.filter(pk=thing.pk)).first()
            return row and {key: fingerprint(text) for key, text in kind.cells_of(row).items()}
    except ValidationError:
        return None


def moment_of(text):
    """The end of the second that exports write as "22 november 2026 om 10:05:33"; None for anything else."""
    day, _, clock = text.partition(" om ")
    try:
        return make_aware(datetime.combine(day_in(day), time.fromisoformat(clock))) + timedelta(seconds=1)
    except (CellError, ValueError, TypeError):
        return None


def version_of(entry, moment):
    """The Version that `entry` was at `moment`; None without.

    Versions are kept just after saving. One that was found before a change is what was saved without keeping it.
    """
    if moment is None:
        return None
    versions = Version.objects.of(entry)
    following = versions.filter(made_at__gt=moment).last()
    if following is not None and following.action == Action.FOUND:
        return following
    return versions.filter(made_at__lte=moment).first()
