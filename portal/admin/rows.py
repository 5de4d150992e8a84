"""Lists and forms that hold only what the signed-in person may see, and save only what stays within their scope."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import Http404

from portal import roles
from portal.admin.fields import FieldsOfKapstok
from portal.admin.relations import visible_relations
from portal.keeping.admin import KeepsForms, SavesUnlessChanged
from portal.search import changes


class OutOfScopeError(Exception):
    """Saving would give the row to others; its text is the Dutch sentence that says so."""


class RowsOfUser(FieldsOfKapstok):
    """Mixin for a ModelAdmin of entries, or of their parts.

    Every page of the admin fetches its rows with get_queryset: list, form, history, preview, actions, autocomplete. A
    row that the signed-in person may not see is to them one that does not exist: 404. One that they may see and not
    change opens for reading, and refuses a change: 403.
    """

    def get_queryset(self, request):
        return roles.visible(request.user, super().get_queryset(request))

    def get_object(self, request, object_id, from_field=None):
        row = super().get_object(request, object_id, from_field)
        if row:
            prefetch_related_objects([row], *visible_relations(request.user, self.model))
        return row

    def change_view(self, request, object_id, *args, **kwargs):
        self.check_exists(request, object_id)
        return super().change_view(request, object_id, *args, **kwargs)

    def delete_view(self, request, object_id, *args, **kwargs):
        self.check_exists(request, object_id)
        return super().delete_view(request, object_id, *args, **kwargs)

    def check_exists(self, request, object_id):
        """Before Django asks whether they may change it, of which the answer would be another than for no row."""
        if not self.has_view_permission(request) or roles.sees_all(request.user, self.model):
            return
        try:
            row = self.model._default_manager.filter(pk=unquote(object_id))
        except (ValueError, ValidationError):
            raise Http404 from None
        if not roles.visible(request.user, row).exists():
            raise Http404

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Django's would lead to the first page, as if something went wrong there."""
        raise Http404

    # Who may change what -----------------------------------------------------

    def has_add_permission(self, request):
        return roles.may_add(request.user, self.model)

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return roles.may_any(request.user, "change", self.model)
        if request.method != "GET":
            return roles.may_change(request.user, obj)
        # A page asks this some thirty times, for each of its inlines and buttons, and nothing changes meanwhile.
        answers = request.__dict__.setdefault("may_change", {})
        key = (self.model, obj.pk)
        if key not in answers:
            answers[key] = roles.may_change(request.user, obj)
        return answers[key]

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and (sentence := roles.missing_scope(request.user, self.model)):
            messages.warning(request, sentence)
        return super().changelist_view(request, extra_context)

    # Saving ------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(self, request, *args, **kwargs):
        """Indexes an entry once, when its rows and relations are saved too.

        What may not be saved is undone, and the form comes back with what was typed and the reason.
        """
        try:
            with changes.together():
                return super().changeform_view(request, *args, **kwargs)
        except OutOfScopeError as error:
            request.refusal = str(error)
            return super().changeform_view(request, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not roles.belongs(request.user, form.instance):
            raise OutOfScopeError(roles.outside_scope(request.user, self.model))


class RowsOfEntry(KeepsForms, RowsOfUser, SavesUnlessChanged, admin.ModelAdmin):
    """Parts of an entry that have a page of their own: `part_of` of their model names the entry.

    Who may change the entry may change its parts.
    """

    @property
    def entry_field(self):
        return self.model.part_of

    @property
    def entry_admin(self):
        return self.admin_site.get_model_admin(self.opts.get_field(self.entry_field).remote_field.model)

    def entry_of(self, part):
        return getattr(part, self.entry_field) if part else None

    def has_view_permission(self, request, obj=None):
        return self.entry_admin.has_view_permission(request, self.entry_of(obj))

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        """A row stays with its entry."""
        return [*super().get_readonly_fields(request, obj), *([self.entry_field] if obj else [])]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == self.entry_field:
            kwargs["queryset"] = roles.open_to(request.user, self.model)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def rows_to_lock(self, thing):
        """Its entry too: that may have the row in its own form."""
        return [self.entry_of(thing), thing]
