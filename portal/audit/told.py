"""The log book of what happens in the admin."""

from django.core.exceptions import FieldDoesNotExist

from portal.audit.models import Action
from portal.audit.writing import log
from portal.models import Status


def tell_status(user, entry, before):
    """Tells that `entry`, which had the Status `before`, was published, archived or taken from the portal.

    Steps before that are not for the log book: versions and steps of the entry show them.
    """
    if entry.status == Status.PUBLISHED:
        action = Action.PUBLISH
    elif entry.status == Status.ARCHIVED:
        action = Action.ARCHIVE
    elif before in (Status.PUBLISHED, Status.ARCHIVED):
        action = Action.UNPUBLISH
    else:
        return
    log(user, action, entry, van=Status(before).label)


class DeletionsTold:
    """Mixin for an admin of which each deletion is told, by name."""

    def delete_model(self, request, obj):
        log(request.user, Action.DELETE, obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for thing in queryset:
            log(request.user, Action.DELETE, thing)
        super().delete_queryset(request, queryset)


class AccountsTold(DeletionsTold):
    """Mixin for the admin of accounts: who gave whom which rights, and what else changed, by name of field."""

    def save_related(self, request, form, formsets, change):
        account = form.instance
        before = roles_of(account) if change else []
        super().save_related(request, form, formsets, change)
        if rights := rights_changed(form, formsets, before):
            log(request.user, Action.RIGHTS, account, **rights)
        if not change:
            log(request.user, Action.ACCOUNT, account, nieuw=True)
        elif others := [name_of(account, name) for name in form.changed_data if name not in ("groups", "is_active")]:
            log(request.user, Action.ACCOUNT, account, velden=others)


def roles_of(account):
    """The names of the roles that an account has in the database; a list."""
    return list(account.groups.order_by("name").values_list("name", flat=True))


def rights_changed(form, formsets, before):
    """What a saved form changed in what somebody may do: a dict of Dutch words, empty when nothing did.

    `before` are the roles that there were. What is edited in rows beside the form is where the roles hold.
    """
    after = roles_of(form.instance)
    changed = {"van": before, "naar": after} if before != after else {}
    if "is_active" in form.changed_data:
        changed["actief"] = form.instance.is_active
    if any(formset.has_changed() for formset in formsets):
        changed["bereik gewijzigd"] = True
    return changed


def name_of(account, field):
    """The Dutch name of a field of the form of an account."""
    try:
        return str(account._meta.get_field(field).verbose_name)
    except FieldDoesNotExist:
        return field
