"""The pages of the admin for a list as a spreadsheet, and what leads to them."""

from django.urls import path

from portal.spreadsheets import views
from portal.spreadsheets.kinds import kinds_for


class SpreadsheetAdmin:
    """Mixin for an EntryAdmin: its list leads to a page to take it out as a spreadsheet, and in again."""

    change_list_template = "admin/sheet_list.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_sheet"
        view = self.admin_site.admin_view
        return [
            path("rekenblad/", view(self.sheets_view), name=name),
            path("rekenblad/<slug:kind>/<str:token>/", view(self.sheet_preview), name=f"{name}_preview"),
            path("rekenblad/<slug:kind>.<slug:extension>", view(self.sheet_export), name=f"{name}_export"),
            path("rekenblad/leeg/<slug:kind>.<slug:extension>", view(self.sheet_blank), name=f"{name}_blank"),
            *super().get_urls(),
        ]

    def sheets_view(self, request):
        return views.choose(self, request)

    def sheet_preview(self, request, kind, token):
        return views.preview(self, request, kind, token)

    def sheet_export(self, request, kind, extension):
        return views.export(self, request, kind, extension)

    def sheet_blank(self, request, kind, extension):
        return views.blank(self, request, kind, extension)

    def changelist_view(self, request, extra_context=None):
        has_sheets = any(kind.is_for(request.user) for kind in kinds_for(self.model))
        return super().changelist_view(request, {"has_sheets": has_sheets, **(extra_context or {})})
