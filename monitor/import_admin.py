"""Files with figures in the admin: which were taken in, taking one in, and undoing it."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.html import format_html_join

from monitor import import_views
from monitor.loading import words
from monitor.models import FigureImport
from portal import roles


@admin.register(FigureImport)
class FigureImportAdmin(admin.ModelAdmin):
    """Nobody edits or deletes the record of an import; whoever may change it can undo it."""

    change_form_template = "admin/figure_import.html"
    list_display = ("name", "what", "imported_at", "imported_by", "undone_at", "source")
    list_select_related = ("source", "imported_by")
    search_fields = ("name", "digest")
    search_help_text = "Zoekt in de naam van het bestand."
    list_per_page = 50
    fields = (
        *("name", "source", "format", "licence", "exported_on", "what", "series", "footnotes", "digest"),
        ("imported_at", "imported_by"),
        ("undone_at", "undone_by"),
    )
    readonly_fields = ("what", "series")

    @admin.display(description="wat het veranderde")
    def what(self, record):
        return words.changes(record.report.get("counts", {}))

    @admin.display(description="reeksen")
    def series(self, record):
        lines = [
            (each["name"], each["reason"] or words.changes(each["counts"])) for each in record.report.get("series", [])
        ]
        return format_html_join("", "<div>{}: {}</div>", lines) or "–"

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("nazicht/<str:token>/", view(self.preview_view), name="monitor_figureimport_preview"),
            path("<int:pk>/ongedaan/", view(self.undo_view), name="monitor_figureimport_undo"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return import_views.upload(self, request)

    def preview_view(self, request, token):
        return import_views.preview(self, request, token)

    def undo_view(self, request, pk):
        record = get_object_or_404(FigureImport, pk=pk)
        if not self.may_undo(request, record):
            raise PermissionDenied
        return import_views.undo_import(self, request, record)

    @staticmethod
    def may_undo(request, record):
        return record.undone_at is None and roles.may(request.user, "change", FigureImport)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_undo"] = bool(obj) and self.may_undo(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
