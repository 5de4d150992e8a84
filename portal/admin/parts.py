"""Rows that belong to an entry: inside its form (inlines), or on a page of their own when they have many parts."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst

from portal.admin.fields import FieldsOfKapstok
from portal.admin.relations import RelationsForm, visible_relations
from portal.admin.rows import RowsOfEntry
from portal.versions.editing import KeepsVersionsOfEntry

SOURCE_NEEDED = "Een gepubliceerde fiche heeft minstens één bron. Voeg een bron toe, of bewaar ze als ontwerp."


class RowFormSet(BaseInlineFormSet):
    """Django's, with a name for the field that deletes a row: in a table it has no label."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if DELETION_FIELD_NAME in form.fields:
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = "Verwijderen"

    @property
    def kept_forms(self):
        """The forms of rows that will exist after saving: not the empty ones, nor those to delete."""
        return [
            form
            for form in self.forms
            if (form.has_changed() or form.instance.pk) and not self._should_delete_form(form)
        ]


class PartInline(FieldsOfKapstok):
    """Mixin for inlines: who may view or change an entry may do so with its rows, and needs nothing else.

    `after` is the heading of the fieldset that the rows come after; without it they come last.
    """

    formset = RowFormSet
    extra = 0
    after = None
    text_rows = 2

    @property
    def entry_admin(self):
        return self.admin_site.get_model_admin(self.parent_model)

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related(*visible_relations(request.user, self.model))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """In a table only the column has a heading; a screen reader needs a name for each field."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(self, admin.TabularInline):
            field.widget.attrs["aria-label"] = capfirst(field.label)
        return field

    def has_view_permission(self, request, obj=None):
        return self.entry_admin.has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.entry_admin.has_change_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        if obj is None:
            return self.entry_admin.has_add_permission(request)
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)


class CitationFormSet(RowFormSet):
    """The sources of an entry: at least one when it is published."""

    def clean(self):
        super().clean()
        if self.instance.needs_to_be_fit and not self.kept_forms:
            raise ValidationError(SOURCE_NEEDED)


class CitationInline(PartInline, admin.TabularInline):
    """Base for each kind of entry: its Citation model is the only thing that differs."""

    formset = CitationFormSet
    fields = ("source", "reference", "note")
    autocomplete_fields = ("source",)

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


class PositionedForm(RelationsForm):
    position = forms.IntegerField(
        label="Volgorde",
        min_value=0,
        max_value=32767,
        required=False,
        help_text="Laag komt eerst. Leeg: achteraan.",
        widget=admin.widgets.AdminIntegerFieldWidget(attrs={"aria-label": "Volgorde"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial["position"] = None


class PositionedFormSet(RowFormSet):
    """Rows in an order of their own; a row without a number goes last."""

    def clean(self):
        super().clean()
        rows = [form.instance for form in self.kept_forms]
        last = max((row.position for row in rows if row.position is not None), default=-1)
        for row in rows:
            if row.position is None:
                last += 1
                row.position = last


class PositionedInline(PartInline):
    form = PositionedForm
    formset = PositionedFormSet


class PartAdmin(KeepsVersionsOfEntry, RowsOfEntry):
    """Parts of which a change counts as one of their entry."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        touch(self.entry_of(form.instance))

    def delete_model(self, request, obj):
        entry = self.entry_of(obj)
        super().delete_model(request, obj)
        touch(entry)

    def delete_queryset(self, request, queryset):
        entries = {self.entry_of(part) for part in queryset.select_related(self.entry_field)}
        super().delete_queryset(request, queryset)
        for entry in entries:
            touch(entry)


def touch(entry):
    """Notes that `entry` was edited, which the content loader respects."""
    entry.save()
