"""What every kind of entry has in the admin: list, form, preview and publication."""

from urllib.parse import urlsplit

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, resolve
from django.utils.formats import date_format
from django.utils.timezone import localtime

from portal import roles
from portal.accounts import names
from portal.addresses import admin_address
from portal.admin.filters import CheckedFilter, OwnerFilter, OwnFilter
from portal.admin.publishing import PublishingActions
from portal.admin.rows import RowsOfUser
from portal.audit.told import DeletionsTold
from portal.desk.writing import SuggestsSimilar
from portal.keeping.admin import KeepsForms
from portal.keeping.entries import MergesForms
from portal.views.entries import EntryDetail
from portal.workflow.admin import VersionWithComment
from portal.workflow.proposing import ProposingAdmin, is_proposing

MARKDOWN = "Opmaak mag: **vet**, een lijst met streepjes, [een link](https://voorbeeld.be)."

PUBLICATION = (
    "Publicatie",
    {"fields": (("status", "published_on"), "slug", "owner", ("created_at", "updated_at"))},
)


def view_of(entry):
    """The view class of the page of an entry; None for a kind that is only shown in a list.

    Asked from the addresses, because a page may join apps that the admin of its own app does not know.
    """
    view = getattr(resolve(urlsplit(entry.get_absolute_url()).path).func, "view_class", None)
    return view if view and issubclass(view, EntryDetail) else None


def part_asking(request, entry_model):
    """The model of parts in whose form somebody looks for an entry of `entry_model`; None when it is for another."""
    if request.resolver_match.url_name != "autocomplete":
        return None
    asking = apps.get_model(request.GET["app_label"], request.GET["model_name"])
    is_part = getattr(asking, "part_of", None) == request.GET["field_name"]
    return asking if is_part and asking._meta.get_field(asking.part_of).related_model is entry_model else None


class EntryAdmin(
    KeepsForms,
    VersionWithComment,
    ProposingAdmin,
    RowsOfUser,
    SuggestsSimilar,
    PublishingActions,
    DeletionsTold,
    MergesForms,
    admin.ModelAdmin,
):
    """Base for each kind of entry; a subclass adds its own fieldsets, inlines and columns."""

    change_form_template = "admin/entry_form.html"
    list_display = ("title", "status", "theme_names", "facts_year", "checked", "saved")
    list_filter = ("status", "themes", CheckedFilter, "sources")
    list_select_related = ("owner",)
    list_per_page = 50
    search_fields = ("title", "sort_key", "summary")
    search_help_text = "Zoekt in titel en samenvatting."
    readonly_fields = ("status", "created_at", "updated_at")
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

    @admin.display(description="verantwoordelijke", ordering="owner__username")
    def owner_name(self, entry):
        if entry.owner is None:
            return self.get_empty_value_display()
        return names.name_of(entry.owner)

    def get_list_display(self, request):
        return [*super().get_list_display(request), "owner_name"]

    def get_list_filter(self, request):
        return [OwnFilter, OwnerFilter, *super().get_list_filter(request)]

    def get_autocomplete_fields(self, request):
        return [*super().get_autocomplete_fields(request), "owner"]

    def get_queryset(self, request):
        """With all that a row of the list shows, so that a list costs the same whatever its length."""
        return super().get_queryset(request).prefetch_related("themes", "citations__source")

    # Who may change what -----------------------------------------------------

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and (obj is None or roles.may_delete(request.user, obj))

    def get_object(self, request, *args, **kwargs):
        """With whether its address stays, as stored: a form that is refused leaves other dates on the entry."""
        entry = super().get_object(request, *args, **kwargs)
        if entry:
            entry.address_is_fixed = entry.published_on is not None
        return entry

    def get_readonly_fields(self, request, obj=None):
        """The date of publication follows from publishing; an address that was public does not change."""
        fields = list(super().get_readonly_fields(request, obj))
        if not self.has_publish_permission(request):
            fields += ["published_on", "owner_name"]
        if obj and getattr(obj, "address_is_fixed", obj.published_on):
            fields.append("slug")
        return fields

    def get_prepopulated_fields(self, request, obj=None):
        return {} if "slug" in self.get_readonly_fields(request, obj) else {"slug": ("title",)}

    # Responsible -------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        """Editors choose who is responsible; others read the name."""
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_publish_permission(request):
            return fieldsets
        return [
            (heading, options | {"fields": ["owner_name" if name == "owner" else name for name in options["fields"]]})
            for heading, options in fieldsets
        ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "owner":
            kwargs["queryset"] = roles.owners(self.model)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        """Who makes an entry is responsible for it, unless an editor chose somebody else."""
        if not change and obj.owner is None:
            obj.owner = request.user
        super().save_model(request, obj, form, change)

    # Autocomplete ------------------------------------------------------------

    def get_search_results(self, request, queryset, search_term):
        """For the entry of a part: only those that may get one."""
        if part := part_asking(request, self.model):
            queryset = queryset.filter(pk__in=roles.open_to(request.user, part).values("pk"))
        return super().get_search_results(request, queryset, search_term)

    # Preview -----------------------------------------------------------------

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_as_proposed)
        return [path("<path:object_id>/voorbeeld/", view, name=name), *super().get_urls()]

    def preview(self, request, object_id):
        """The public page of an entry as visitors see it or would see it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        entry = self.get_object(request, unquote(object_id))
        view_class = entry and view_of(entry)
        if view_class is None:
            raise Http404
        view = view_class()
        view.setup(request, slug=entry.slug)
        view.object = self.model.objects.for_page().get(pk=entry.pk)
        if is_proposing(request, entry):
            view.object.is_proposal = True
        context = view.get_context_data(entry=view.object, is_preview=True, edit_url=self.address("change", entry))
        return TemplateResponse(request, view.get_template_names(), context)

    def address(self, page, entry):
        """The address of an admin page ("change", "preview") of `entry`."""
        return admin_address(self.model, page, entry.pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["page_url"] = self.page_url(obj)
            context["is_locked"] = not self.has_change_permission(request, obj) and roles.may(
                request.user, "change", self.model
            )
            context["is_elsewhere"] = context["is_locked"] and not roles.belongs(request.user, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def page_url(self, entry):
        """Where to see `entry` as a visitor: its public page, else its preview; None when it has neither."""
        if entry.is_public:
            return entry.get_absolute_url()
        return self.address("preview", entry) if view_of(entry) else None
