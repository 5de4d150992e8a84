"""Keeping versions: what an entry became, by whom and why."""

from contextlib import contextmanager

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from portal.versions.documents import documents_of
from portal.versions.models import Action, Version
from portal.versions.wording import name_of


def latest(entry):
    """The newest Version of `entry`, None when it has none."""
    return Version.objects.of(entry).first()


def record(entry, user, action, comment=""):
    """Keeps `entry` as it stands in the database as a new Version, and returns that; None when nothing differs.

    `user` is None for what nobody did. `action` is an Action.
    """
    return next(iter(record_all(type(entry), [entry.pk], user, action, comment)), None)


@transaction.atomic
def record_all(model, keys, user, action, comment="", even_same=False):
    """The same for the entries of `model` with primary keys `keys`; a list of Version.

    With `even_same` there is a version also when nothing differs: for what must be seen in the history. Who records
    the same entry at the same time waits, so that numbers have no gaps and no doubles.
    """
    if not keys:
        return []
    # In one order, so that two who record the same entries never wait for each other.
    entries = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    keys = list(entries.values_list("pk", flat=True))
    newest = {version.entry_id: version for version in Version.objects.of_entries(model, keys).distinct("entry_id")}
    numbers = {key: version.number for key, version in newest.items()}
    return Version.objects.bulk_create(
        Version(
            entry_type=ContentType.objects.get_for_model(model),
            entry_id=key,
            number=numbers.get(key, 0) + 1,
            document=document,
            made_by=user,
            made_by_name=name_of(user) if user else "",
            action=action,
            comment=comment,
        )
        for key, document in documents_of(model, keys).items()
        if even_same or key not in newest or newest[key].document != document
    )


def before_change(model, keys):
    """Keeps the entries with primary keys `keys` as they stand, for who is about to change them.

    That is a version only of those that have none yet, or that something changed which keeps no versions.
    """
    return record_all(model, keys, None, Action.FOUND)


@contextmanager
def recorded(entry, user, action, comment=""):
    """Keeps what the work inside makes of `entry`, and what it was before if nobody kept that; all or nothing."""
    with transaction.atomic():
        before_change(type(entry), [entry.pk])
        yield
        record(entry, user, action, comment)
