"""Links that broke, and where they stand."""

from django.contrib import admin
from django.utils.html import format_html, format_html_join

from portal.admin.reading import ReadOnly
from portal.freshness import work
from portal.freshness.kinds import change_page
from portal.freshness.models import LinkCheck


class StateFilter(admin.SimpleListFilter):
    title = "toestand"
    parameter_name = "toestand"

    def lookups(self, request, model_admin):
        return [("faalt", "faalt, nog niet zeker"), ("alle", "alle")]

    def choices(self, changelist):
        """What is broken is what one comes for, so that it needs no choice."""
        first, *others = super().choices(changelist)
        return [first | {"display": "kapot"}, *others]

    def queryset(self, request, queryset):
        if self.value() == "faalt":
            return queryset.failing()
        return queryset if self.value() == "alle" else queryset.broken()


@admin.register(LinkCheck)
class LinkCheckAdmin(ReadOnly, admin.ModelAdmin):
    """To read: `manage.py check_links` writes it, and who edits an entry mends it."""

    list_display = ("address", "result", "failing_since", "checked_at", "places")
    list_display_links = None
    list_filter = (StateFilter,)
    list_per_page = 50
    search_fields = ("url",)
    search_help_text = "Zoekt in het adres."
    ordering = ("failing_since", "host", "url")

    def get_queryset(self, request):
        return work.links_of(request.user).prefetch_related("uses__holder")

    @admin.display(description="adres", ordering="url")
    def address(self, link):
        return format_html('<a href="{0}" rel="noopener noreferrer external">{0}</a>', link.url)

    @admin.display(description="stond in")
    def places(self, link):
        """Where it stood when links were gathered; who edited that since may have mended it."""
        places = [
            (change_page(use.holder), use.holder, " (sindsdien gewijzigd)" if is_edited_since(use.holder, link) else "")
            for use in link.uses.all()
            if use.holder
        ]
        return format_html_join("", '<div><a href="{}">{}</a>{}</div>', places)


def is_edited_since(holder, link):
    """Whether somebody saved what a link stood in after the link was checked."""
    return link.checked_at is not None and holder.updated_at > link.checked_at
