"""What a user may do with rows: entries, and parts of entries that have a page of their own.

A part is a row of a model with `part_of`, the name of its foreign key to its entry: a call, an award, a figure or a
contact point. Parts follow their entry; those that belong to a Scope by themselves can be written by it too.
"""

from django.contrib.auth import get_permission_codename, get_user_model
from django.db.models import Q

from portal.models import Status
from portal.roles.table import CORRECT, PUBLISH

# Somebody who may not change what visitors see works on an entry while it stands here.
IN_PROGRESS = (Status.DRAFT, Status.REVIEW)
# What visitors see or saw is no secret for anybody who signs in.
WERE_PUBLIC = (Status.PUBLISHED, Status.ARCHIVED)


def permission_name(action, model):
    """The permission for `action` on `model` (or one of its rows), as Django names it."""
    options = model._meta
    return f"{options.app_label}.{get_permission_codename(action, options)}"


def may(user, action, model):
    """Whether `user` may do `action` with rows of `model` in general; see may_change for one row."""
    return user.has_perm(permission_name(action, model))


def scope_of(user):
    """The Scope of `user`; None without one."""
    return getattr(user, "scope", None)


def entry_model(model):
    """The kind of entry that `model` is, or that its rows are parts of."""
    part_of = getattr(model, "part_of", None)
    return model._meta.get_field(part_of).related_model if part_of else model


def sees_all(user, model):
    """Whether `user` works with all rows of `model`: who publishes a kind, does. Others have their scope."""
    return may(user, PUBLISH, entry_model(model))


def scoped(model):
    """The model that tells which rows belong to a scope: `model` itself, or the entry that its rows are parts of."""
    return model if hasattr(model, "scoped_by") else entry_model(model)


def has_scope(user, model):
    """Whether `user` has a scope to which rows of `model` could belong."""
    scope = scope_of(user)
    return scope is not None and not scope.is_empty_for(scoped(model))


def own_rows(user, rows):
    """Those of the queryset `rows` that belong to the scope of `user`."""
    return rows.within(scope_of(user)) if has_scope(user, rows.model) else rows.none()


def all_of(model):
    """All rows of `model`, without order, for a subquery."""
    return model._default_manager.order_by()


# Seeing ----------------------------------------------------------------------


def visible(user, rows):
    """Those of the queryset `rows` that `user` may see in the admin at all.

    For whoever has a scope: what is or was public, what belongs to the scope, and what they are responsible for.
    """
    model = rows.model
    if sees_all(user, model):
        return rows
    if part_of := getattr(model, "part_of", None):
        entries = visible(user, all_of(entry_model(model)))
        return rows.filter(**{f"{part_of}__in": entries.values("pk")})
    own = own_rows(user, all_of(model)).values("pk")
    return rows.filter(Q(status__in=WERE_PUBLIC) | Q(owner=user) | Q(pk__in=own))


def may_see(user, row):
    """Whether `user` may see this row as it stands in the database; the same rule as visible()."""
    return sees_all(user, row) or visible(user, all_of(type(row)).filter(pk=row.pk)).exists()


def kept_by(user, entries):
    """Those of the queryset `entries` that are the work of `user`: of their scope, or that they are responsible for."""
    if sees_all(user, entries.model):
        return entries
    own = own_rows(user, all_of(entries.model)).values("pk")
    return entries.filter(Q(owner=user) | Q(pk__in=own))


# Changing --------------------------------------------------------------------


def changeable(user, rows):
    """Those of the queryset `rows` that `user` may change."""
    model = rows.model
    if part_of := getattr(model, "part_of", None):
        entries = changeable(user, all_of(entry_model(model)))
        conditions = Q(**{f"{part_of}__in": entries.values("pk")})
        if may(user, "change", model) and scoped(model) is model:
            conditions |= Q(pk__in=own_rows(user, visible(user, all_of(model))).values("pk"))
        return rows.filter(conditions)
    if not may(user, "change", model):
        return rows.none()
    if not may(user, CORRECT, model):
        rows = rows.filter(status__in=IN_PROGRESS)
    return rows if sees_all(user, model) else rows.filter(pk__in=writable(user, model).values("pk"))


def writable(user, model):
    """Entries of `model` that are the work of `user`: of the scope, or their own and without a place so far."""
    entries = all_of(model)
    if not has_scope(user, model):
        return entries.none()
    own, unplaced = own_rows(user, entries), entries.unplaced().filter(owner=user)
    return entries.filter(Q(pk__in=own.values("pk")) | Q(pk__in=unplaced.values("pk")))


def may_change(user, row):
    """Whether `user` may change this row as it stands in the database; the same rule as changeable()."""
    entry = entry_model(type(row))
    if sees_all(user, entry) and may(user, "change", entry) and may(user, CORRECT, entry):
        return True
    return changeable(user, all_of(type(row)).filter(pk=row.pk)).exists()


def may_any(user, action, model):
    """Whether there can be rows of `model` with which `user` may do `action`: who works with a scope needs one.

    Who may change entries may do anything with their parts.
    """
    entry = entry_model(model)
    if entry is not model and may_any(user, "change", entry):
        return True
    return may(user, action, model) and (sees_all(user, model) or has_scope(user, model))


def may_add(user, model):
    """Whether `user` may make a row of `model`."""
    return may_any(user, "add", model)


def open_to(user, part):
    """Entries to which `user` may add a part of the model `part`; a queryset."""
    entries = entry_model(part)._default_manager.all()
    if may(user, "add", part) and scoped(part) is part:
        return visible(user, entries)
    return changeable(user, entries)


def may_delete(user, entry):
    """Whether `user` may delete this entry."""
    return may(user, "delete", entry) and may_change(user, entry)


def belongs(user, row):
    """Whether `row`, as it stands in the database, is within what `user` works for.

    What somebody saves must be so, or they would give it away: see `outside_scope` of its model for what to say.
    """
    if scoped(type(row)) is not type(row):
        row = getattr(row, row.part_of)
    return sees_all(user, row) or own_rows(user, all_of(type(row)).filter(pk=row.pk)).exists()


def outside_scope(user, model):
    """What to say to `user` of a row of `model` that does not belong; a Dutch sentence."""
    return scoped(model).outside_scope.format(scope=scope_of(user) or "")


def missing_scope(user, model):
    """What to say to `user` who writes rows of `model` with a scope and has none; a Dutch sentence, else ""."""
    if not may(user, "change", model) or sees_all(user, model) or has_scope(user, model):
        return ""
    return f"Uw account heeft nog geen {scoped(model).scoped_in}. Vraag een beheerder."


# Publishing ------------------------------------------------------------------


def may_publish(user, entry):
    """Whether `user` may put this entry on the portal, and take it off. It may be a model too."""
    return may(user, PUBLISH, entry)


def may_propose(user, entry):
    """Whether `user` may propose another version of this published entry, without changing it."""
    return (
        entry.status == Status.PUBLISHED
        and may(user, "change", entry)
        and not may_change(user, entry)
        and belongs(user, entry)
    )


def owners(model):
    """Active users who may change entries of `model`, by name: one of them can be responsible for an entry."""
    users = get_user_model().objects.with_perm(permission_name("change", model), backend=BACKEND)
    return users.order_by("first_name", "last_name", "username")


# The one that knows the permissions of groups; another may be there to sign in with.
BACKEND = "django.contrib.auth.backends.ModelBackend"
