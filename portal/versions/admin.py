"""The bin, and taking a person out of everything, as pages of the admin."""

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst

from portal import roles
from portal.addresses import admin_address
from portal.admin.reading import ReadOnly
from portal.versions.bin import take_out
from portal.versions.differences import tell
from portal.versions.finding import SHORTEST, Pattern, addresses_with, find, kind_of
from portal.versions.models import Deleted, Purge
from portal.versions.purging import purge
from portal.versions.shapes import record_shapes, shape_of
from portal.versions.wording import Wording

SHOWN = 20


def deletable_models(user):
    """The kinds of entry that `user` may delete; a list of models."""
    return [model for model in map(apps.get_model, roles.ENTRIES) if roles.may(user, "delete", model)]


@admin.register(Deleted)
class DeletedAdmin(ReadOnly, admin.ModelAdmin):
    """The bin. Who may delete a kind of entry sees what was deleted of it, and may bring it back."""

    list_per_page = 50
    list_display = ("title", "kind", "deleted_at", "who", "kept_until")
    search_fields = ("title",)
    search_help_text = "Zoekt in de titel."

    def get_queryset(self, request):
        kinds = ContentType.objects.get_for_models(*deletable_models(request.user)).values()
        found = super().get_queryset(request).select_related("version__entry_type")
        return found.filter(version__entry_type__in=kinds)

    def has_module_permission(self, request):
        return bool(deletable_models(request.user))

    def has_view_permission(self, request, obj=None):
        return bool(deletable_models(request.user))

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Prullenbak", **(extra_context or {})})

    @admin.display(description="verwijderd door", ordering="deleted_by_name")
    def who(self, deleted):
        return deleted.deleted_by_name

    @admin.display(description="soort")
    def kind(self, deleted):
        return deleted.model._meta.verbose_name

    @admin.display(description="terug te halen tot", ordering="deleted_at")
    def kept_until(self, deleted):
        return deleted.kept_until

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What was deleted, with a button that brings it back."""
        deleted = self.get_object(request, object_id)
        if deleted is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            return self.take_out(request, deleted)
        shape, document = shape_of(deleted.model), deleted.version.document
        wording = Wording(shape, document, user=request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Verwijderd: {deleted}",
            "deleted": deleted,
            "kind": self.kind(deleted),
            "told": [(label, text) for _, label, text, _ in tell(shape, wording, document) if text],
            "records": [
                (below.model._meta.verbose_name_plural, len(deleted.records.get(name, ())))
                for name, below in record_shapes(deleted.model).items()
            ],
        }
        return TemplateResponse(request, "admin/deleted_entry.html", context)

    def take_out(self, request, deleted):
        try:
            entry = take_out(deleted, request.user)
        except ValidationError as error:
            messages.error(request, f"Niet teruggehaald. {' '.join(error.messages)}")
            return redirect(reverse("admin:versions_deleted_changelist"))
        messages.success(request, f"“{entry}” is terug en staat op “{entry.get_status_display()}”.")
        for sentence in entry.left_out:
            messages.warning(request, f"Niet teruggekomen: {sentence}")
        return redirect(admin_address(entry, "change", entry.pk))


class PurgeForm(forms.Form):
    text = forms.CharField(
        label="Naam of andere tekst",
        max_length=120,
        help_text="Hoofdletters en spaties maken niet uit. Zoek ook eens op de familienaam of het telefoonnummer.",
    )

    def clean_text(self):
        text = " ".join(self.cleaned_data["text"].split())
        if sum(letter.isalnum() for letter in text) < SHORTEST:
            raise ValidationError(f"Geef minstens {SHORTEST} letters of cijfers.")
        return text


@admin.register(Purge)
class PurgeAdmin(ReadOnly, admin.ModelAdmin):
    """What was removed when; to add one is to search a text, see where it stands, and have it removed."""

    list_per_page = 50
    list_display = ("made_at", "made_by", "what")
    list_display_links = None
    list_select_related = ("made_by",)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": "Verwijderde persoonsgegevens", **(extra_context or {})})

    @admin.display(description="waar het stond")
    def what(self, record):
        return "; ".join(f"{kind}: {number}" for kind, number in record.report.items())

    def has_add_permission(self, request):
        return roles.may(request.user, "add", Purge)

    def add_view(self, request, form_url="", extra_context=None):
        """The text, then where it stands, then removing it. By POST: a name has no place in an address or a log."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = PurgeForm(request.POST or None)
        pattern = Pattern(form.cleaned_data["text"]) if form.is_valid() else None
        if pattern and "purge" in request.POST:
            return self.purge(request, pattern)
        found = find(pattern) if pattern else {}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Persoonsgegevens verwijderen",
            "form": form,
            "pattern": pattern,
            "addresses": addresses_with(pattern) if pattern else [],
            "total": sum(map(len, found.values())),
            "found": [(capfirst(kind_of(model)), len(places), places[:SHOWN]) for model, places in found.items()],
        }
        return TemplateResponse(request, "admin/purge.html", context)

    def purge(self, request, pattern):
        try:
            record = purge(pattern, request.user)
        except ValidationError as error:
            messages.error(request, f"Niets verwijderd. {' '.join(error.messages)}")
        else:
            messages.success(
                request, f"De tekst is overal vervangen. Waar hij stond: {self.what(record) or 'nergens'}."
            )
        return redirect(reverse("admin:versions_purge_changelist"))
