"""Taking a person out of everything that the portal keeps."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import EmailField
from django.utils.text import capfirst

from portal import audit
from portal.search import changes
from portal.versions.finding import entry_of, find, kind_of, rows_with, text_fields
from portal.versions.models import Action, Purge, Version
from portal.versions.recording import record_all

MARK = "[verwijderd]"
# For a field that has no room for the whole mark.
SHORT_MARK = "[…]"
# What says nothing without its text.
GO_WHOLE = {"portal.SearchCount"}


@transaction.atomic
def purge(pattern, user):
    """Replaces `pattern` by MARK wherever it stands, for `user` (None: nobody); returns the Purge that notes how often.

    Entries are saved as if an editor did, so that the search and the pages follow; their history says that personal
    data went. Raises ValidationError, and does nothing, when two things that must differ would become the same.
    """
    report, touched = {}, {}
    # Versions last: what the saves before them keep is purged too.
    models = sorted(find(pattern), key=lambda model: model is Version)
    with changes.together():
        for model in models:
            rows = [row for row in rows_with(model, pattern).select_for_update(of=("self",)) if clear(row, pattern)]
            if rows:
                report[kind_of(model)] = report.get(kind_of(model), 0) + len(rows)
            for entry in filter(None, map(entry_of, rows)):
                touched.setdefault(type(entry), {})[entry.pk] = entry
        for entries in touched.values():
            for entry in entries.values():
                # Its rows changed too: the content files leave it alone from now on.
                entry.refresh_from_db()
                entry.save()
    for model, entries in touched.items():
        record_all(model, list(entries), user, Action.PURGED, even_same=True)
    audit.log(user, "purge", Purge, **report)
    return Purge.objects.create(made_by=user, report=report)


def clear(row, pattern):
    """Replaces `pattern` in the texts of `row` and saves it; whether it stood there."""
    fields = [field for field in text_fields(type(row)) if pattern.is_in(getattr(row, field.attname))]
    if fields and row._meta.label in GO_WHOLE:
        row.delete()
        return True
    for field in fields:
        setattr(row, field.attname, cleared(field, getattr(row, field.attname), pattern))
    try:
        with transaction.atomic():
            if fields:
                row.save()
    except IntegrityError as error:
        kind = capfirst(row._meta.verbose_name)
        raise ValidationError(
            f"{kind} nr. {row.pk} zou dan gelijk zijn aan een andere. Pas die eerst zelf aan."
        ) from error
    return bool(fields)


def cleared(field, value, pattern):
    """`value` of `field` without `pattern`."""
    if isinstance(field, EmailField) and field.blank:
        return ""
    found = replaced(value, pattern, MARK)
    room = getattr(field, "max_length", None)
    if isinstance(found, str) and room and len(found) > room:
        return replaced(value, pattern, SHORT_MARK)
    return found


def replaced(value, pattern, mark):
    """`value`, a text or what JSON can hold, with `mark` for `pattern`; an address of a page stays."""
    if isinstance(value, str):
        return pattern.exact.sub(lambda _: mark, value)
    if isinstance(value, dict):
        return {name: each if name == "slug" else replaced(each, pattern, mark) for name, each in value.items()}
    return [replaced(each, pattern, mark) for each in value] if isinstance(value, list) else value
