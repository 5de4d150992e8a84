"""The steps of an entry's life as actions on a list."""

from django.contrib import admin, messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from portal import roles
from portal.models import Status
from portal.versions.editing import action_of
from portal.versions.recording import recorded


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

    @transaction.atomic
    def set_status(self, request, entries, status):
        """Gives `entries` that status, one by one: each keeps its own history, and `updated_at` moves."""
        changed, already, refused = 0, 0, []
        for entry in entries:
            if entry.status == status:
                already += 1
            elif reasons := self.try_status(request, entry, status):
                refused.append(f"“{entry}” ({' '.join(reasons)})")
            else:
                changed += 1
        if changed or already:
            self.report(request, status, changed, already)
        if refused:
            self.message_user(request, f"Geweigerd: {'; '.join(refused)}", messages.ERROR)

    def try_status(self, request, entry, status):
        """Saves `entry` with that status; returns the reasons why not, a list of Dutch sentences."""
        if status == Status.REVIEW and entry.status not in roles.IN_PROGRESS:
            return [f"Ze staat op “{entry.get_status_display()}”."]
        if status == Status.PUBLISHED and not entry.citations.all():
            return ["Ze heeft geen bron."]
        before, entry.status = entry.status, status
        try:
            entry.full_clean()
        except ValidationError as error:
            return [self.sentence(name, text) for name, texts in error.message_dict.items() for text in texts]
        with recorded(entry, request.user, action_of(before, status)):
            entry.save()
        self.log_change(request, entry, f"Werkstatus: {entry.get_status_display()}.")
        return []

    def sentence(self, name, text):
        """What is wrong, with the label of the field `name` when it is about one."""
        return text if name == NON_FIELD_ERRORS else f"{self.opts.get_field(name).verbose_name}: {text}"

    def report(self, request, status, changed, already):
        """Says how many entries got the status, and how many had it."""
        name = self.opts.verbose_name if changed == 1 else self.opts.verbose_name_plural
        verb = "staat" if changed == 1 else "staan"
        text = f"{changed} {name} {verb} nu op “{status.label}”."
        if already:
            text += f" {already} {'stond' if already == 1 else 'stonden'} daar al op."
        self.message_user(request, text, messages.SUCCESS if changed else messages.WARNING)
