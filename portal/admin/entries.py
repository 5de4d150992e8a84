"""What every kind of entry has in the admin: list, form, preview and publication."""

from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, resolve, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from portal import roles
from portal.admin.fields import FieldsOfKapstok
from portal.admin.filters import CheckedFilter
from portal.admin.publishing import PublishingActions
from portal.keeping.entries import MergesForms
from portal.models import Status
from portal.search import changes
from portal.versions.editing import KeepsVersions
from portal.views.entries import EntryDetail

MARKDOWN = "Opmaak mag: **vet**, een lijst met streepjes, [een link](https://voorbeeld.be)."

PUBLICATION = (
    "Publicatie",
    {"fields": (("status", "published_on"), "slug", ("created_at", "updated_at"))},
)


def view_of(entry):
    """The view class of the page of an entry; None for a kind that is only shown in a list.

    Asked from the addresses, because a page may join apps that the admin of its own app does not know.
    """
    view = getattr(resolve(urlsplit(entry.get_absolute_url()).path).func, "view_class", None)
    return view if view and issubclass(view, EntryDetail) else None


class EntryAdmin(FieldsOfKapstok, KeepsVersions, PublishingActions, MergesForms, admin.ModelAdmin):
    """Base for each kind of entry; a subclass adds its own fieldsets, inlines and columns."""

    change_form_template = "admin/entry_form.html"
    list_display = ("title", "status", "theme_names", "facts_year", "checked", "saved")
    list_filter = ("status", "themes", CheckedFilter, "sources")
    list_per_page = 50
    search_fields = ("title", "sort_key", "summary")
    search_help_text = "Zoekt in titel en samenvatting."
    readonly_fields = ("created_at", "updated_at")
    autocomplete_fields = ("themes",)
    # The link to the public page is our own: see entry_form.html.
    view_on_site = False

    @admin.display(description="thema's")
    def theme_names(self, entry):
        return ", ".join(theme.name for theme in entry.themes.all())

    @admin.display(description="feiten")
    def facts_year(self, entry):
        return entry.facts_year

    @admin.display(description="nagekeken", ordering="checked_on")
    def checked(self, entry):
        return date_format(entry.checked_on, "SHORT_DATE_FORMAT") if entry.checked_on else None

    @admin.display(description="bewaard", ordering="updated_at")
    def saved(self, entry):
        return date_format(localtime(entry.updated_at), "SHORT_DATE_FORMAT")

    def get_queryset(self, request):
        """With all that a row of the list shows, so that a list costs the same whatever its length."""
        return super().get_queryset(request).prefetch_related("themes", "citations__source")

    def changeform_view(self, *args, **kwargs):
        """Indexes an entry once, when its rows and relations are saved too."""
        with changes.together():
            return super().changeform_view(*args, **kwargs)

    # Who may change what -----------------------------------------------------

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return roles.may_change(request.user, obj)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if status := form.base_fields.get("status"):
            allowed = roles.allowed_statuses(request.user, self.model, obj.status if obj else None)
            status.choices = [(value, Status(value).label) for value in allowed]
        return form

    def get_readonly_fields(self, request, obj=None):
        """The date of publication follows from publishing; an address that was public does not change."""
        fields = list(super().get_readonly_fields(request, obj))
        if not self.has_publish_permission(request):
            fields.append("published_on")
        if obj and obj.published_on:
            fields.append("slug")
        return fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if "slug" in self.get_readonly_fields(request, obj) else {"slug": ("title",)}

    # Preview -----------------------------------------------------------------

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview)
        return [path("<path:object_id>/voorbeeld/", view, name=name), *super().get_urls()]

    def preview(self, request, object_id):
        """The public page of an entry as visitors see it or would see it."""
        entry = self.get_object(request, unquote(object_id))
        view_class = entry and view_of(entry)
        if view_class is None:
            raise Http404
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        view = view_class()
        view.setup(request, slug=entry.slug)
        view.object = self.model.objects.for_page().get(pk=entry.pk)
        context = view.get_context_data(entry=view.object, is_preview=True, edit_url=self.address("change", entry))
        return TemplateResponse(request, view.get_template_names(), context)

    def address(self, page, entry):
        """The address of an admin page ("change", "preview") of `entry`."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=[entry.pk])

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["page_url"] = self.page_url(obj)
            context["is_locked"] = not self.has_change_permission(request, obj) and roles.may(
                request.user, "change", self.model
            )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page_url(self, entry):
        """Where to see `entry` as a visitor: its public page, else its preview; None when it has neither."""
        if entry.is_public:
            return entry.get_absolute_url()
        return self.address("preview", entry) if view_of(entry) else None
