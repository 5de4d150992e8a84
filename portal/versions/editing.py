"""Keeping versions of what is saved in the admin."""

from django.urls import reverse
from django.utils.html import format_html

from portal.models import Status
from portal.search import changes
from portal.versions.bin import put_in_bin
from portal.versions.models import KEPT, Action
from portal.versions.pages import VersionPages
from portal.versions.recording import before_change, record

OF_STATUS = {
    Status.REVIEW: Action.SUBMITTED,
    Status.PUBLISHED: Action.PUBLISHED,
    Status.ARCHIVED: Action.ARCHIVED,
}


def action_of(before, after):
    """The Action by which an entry goes from the Status `before` to `after`."""
    if after == Status.DRAFT:
        return Action.UNPUBLISHED if before in (Status.PUBLISHED, Status.ARCHIVED) else Action.RETURNED
    return OF_STATUS[after]


class KeepsVersions(VersionPages):
    """Mixin for the admin of a kind of entry: each save is a version, with the state before the first kept too."""

    def save_model(self, request, obj, form, change):
        if change:
            before_change(self.model, [obj.pk])
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        record(form.instance, request.user, *self.told_of_save(request, form, change))

    def delete_model(self, request, obj):
        # The index follows once, not for each row that goes with it.
        with changes.together():
            put_in_bin(obj, request.user)
            super().delete_model(request, obj)
        self.tell_of_bin(request)

    def delete_queryset(self, request, queryset):
        with changes.together():
            for entry in queryset:
                put_in_bin(entry, request.user)
            super().delete_queryset(request, queryset)
        self.tell_of_bin(request)

    def tell_of_bin(self, request):
        link = reverse("admin:versions_deleted_changelist")
        text = format_html('Terughalen kan nog {} dagen, uit de <a href="{}">prullenbak</a>.', KEPT.days, link)
        self.message_user(request, text)

    def told_of_save(self, request, form, change):
        """What the version of this save says of itself: its Action, and a comment."""
        if not change:
            return Action.MADE, ""
        if "status" in form.changed_data:
            return action_of(form.initial["status"], form.instance.status), ""
        return Action.CHANGED, ""


class KeepsVersionsOfEntry:
    """Mixin for a PartAdmin: a row that changes is a version of its entry."""

    def save_model(self, request, obj, form, change):
        self.before_change([obj])
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        record(self.entry_of(form.instance), request.user, Action.CHANGED)

    def delete_model(self, request, obj):
        self.before_change([obj])
        super().delete_model(request, obj)
        record(self.entry_of(obj), request.user, Action.CHANGED)

    def delete_queryset(self, request, queryset):
        entries = self.before_change(queryset.select_related(self.entry_field))
        super().delete_queryset(request, queryset)
        for entry in entries:
            record(entry, request.user, Action.CHANGED)

    def before_change(self, parts):
        """Keeps the entries of `parts` as they stand; returns them, a set."""
        entries = {self.entry_of(part) for part in parts}
        for entry in entries:
            before_change(type(entry), [entry.pk])
        return entries
