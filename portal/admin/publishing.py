"""The steps of an entry's life as actions on a list."""

from functools import partial

from django.contrib import admin, messages
from django.db import transaction

from portal import roles
from portal.models import Status
from portal.workflow import mail
from portal.workflow.fitness import StepError
from portal.workflow.steps import advance


class PublishingActions:
    """Mixin for an EntryAdmin. Each action sets a status, and says what it did and what it refused, by name."""

    actions = ("submit", "publish", "unpublish", "archive")

    def has_publish_permission(self, request):
        return roles.may(request.user, roles.PUBLISH, self.model)

    @admin.action(description="Leg voor aan de eindredactie", permissions=["change"])
    def submit(self, request, queryset):
        self.set_status(request, queryset, Status.REVIEW)

    @admin.action(description="Publiceer", permissions=["publish"])
    def publish(self, request, queryset):
        self.set_status(request, queryset, Status.PUBLISHED)

    @admin.action(description="Haal van het portaal (naar ontwerp)", permissions=["publish"])
    def unpublish(self, request, queryset):
        self.set_status(request, queryset, Status.DRAFT)

    @admin.action(description="Archiveer", permissions=["publish"])
    def archive(self, request, queryset):
        self.set_status(request, queryset, Status.ARCHIVED)

    def set_status(self, request, entries, status):
        """Gives `entries` that status, one by one: each keeps its own history, and `updated_at` moves."""
        changed, already, refused = 0, 0, []
        with mail.together(partial(self.message_user, request, level=messages.WARNING)), transaction.atomic():
            for entry in entries:
                if entry.status == status:
                    already += 1
                    continue
                try:
                    advance(entry, status, request.user)
                except StepError as refusal:
                    refused.append(f"“{entry}” ({refusal})")
                else:
                    changed += 1
                    self.log_change(request, entry, f"Werkstatus: {entry.get_status_display()}.")
        if changed or already:
            self.report(request, status, changed, already)
        if refused:
            self.message_user(request, f"Geweigerd: {'; '.join(refused)}", messages.ERROR)

    def report(self, request, status, changed, already):
        """Says how many entries got the status, and how many had it."""
        name = self.opts.verbose_name if changed == 1 else self.opts.verbose_name_plural
        verb = "staat" if changed == 1 else "staan"
        text = f"{changed} {name} {verb} nu op “{status.label}”."
        if already:
            text += f" {already} {'stond' if already == 1 else 'stonden'} daar al op."
        self.message_user(request, text, messages.SUCCESS if changed else messages.WARNING)
