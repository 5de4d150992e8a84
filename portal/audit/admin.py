"""The log book in the admin: to read."""

from django.contrib import admin

from portal.admin.reading import ReadOnly
from portal.audit.models import Event


@admin.register(Event)
class EventAdmin(ReadOnly, admin.ModelAdmin):
    """Nobody adds, changes or removes a line; what is too old goes by itself."""

    list_display = ("at", "who", "role", "action", "subject", "particulars")
    list_filter = ("action", "at", ("user", admin.RelatedOnlyFieldListFilter))
    list_per_page = 50
    date_hierarchy = "at"
    search_fields = ("name", "subject", "subject_type", "subject_id")
    search_help_text = "Zoekt in wie, waarop, soort en nummer."
    fields = ("at", "who", "role", "action", "subject", "subject_type", "subject_id", "particulars")

    @admin.display(description="wie", ordering="name")
    def who(self, event):
        return event.name or "het portaal"

    @admin.display(description="bijzonderheden")
    def particulars(self, event):
        return "; ".join(f"{name}: {written(value)}" for name, value in event.details.items())


def written(value):
    """A value of JSON as a reader expects it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return ", ".join(map(written, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {written(each)}" for name, each in value.items())
    return str(value)
