"""What somebody may do with the rows of a list, beside what portal.roles says of each."""

from django.core.exceptions import ValidationError

from portal import roles
from portal.versions.shapes import shape_of
from portal.versions.writing import as_if


def proposes(kind, user, entry):
    """Whether what `user` changes of an entry is a proposal: visitors see it, and somebody else decides."""
    if user is None or (kind.part and hasattr(kind.model, "scoped_by")):
        return False
    return roles.may_propose(user, entry)


def outside(kind, user, work, after, thing):
    """Why an entry may not become `after`: it would not belong to what the user works for. "" when it may.

    `thing` is the row of the list that changes, None for a new one.
    """
    if user is None or roles.sees_all(user, kind.model) or (thing is not None and not moves(kind, work.before, after)):
        return ""
    try:
        with as_if(kind.entry_model, work.pk, after) as entry:
            row = entry
            if kind.part and hasattr(kind.model, "scoped_by"):
                row = thing if thing is not None else getattr(entry, kind.part).order_by("pk").last()
            if roles.belongs(user, row):
                return ""
    except ValidationError as error:
        return " ".join(error.messages)
    return row.outside_scope.format(scope=roles.scope_of(user)) or "dit valt buiten uw werkgebied"


def moves(kind, before, after):
    """Whether anything else changed than texts, numbers and dates: only that decides where an entry belongs."""
    related = [field.name for field in shape_of(kind.entry_model).fields if field.is_relation]
    return any(before[part] != after[part] for part in ("many", "rows")) or any(
        before["fields"][name] != after["fields"][name] for name in related
    )
