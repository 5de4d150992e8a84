"""Suggesting entries that look alike, while somebody types a title and after saving."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join

from portal.addresses import admin_address
from portal.desk.similar import SAME, similar_titles


class SuggestsSimilar:
    """Mixin for the admin of a kind of entry."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_similar"
        view = self.admin_site.admin_view(self.similar)
        return [path("gelijkaardig/", view, name=name), *super().get_urls()]

    def similar(self, request):
        """Entries with a title like `titel`, but for the one numbered `nummer`: JSON for static/js/titles.js."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        number = request.GET.get("nummer", "")
        own = int(number) if number.isascii() and number.isdecimal() and len(number) < 19 else None
        title = request.GET.get("titel", "").replace("\0", "")
        found = similar_titles(request.user, self.model, title, own)
        rows = [{"title": each.title, "url": self.form_of(each.pk), "status": each.status_label} for each in found]
        return JsonResponse({"similar": rows})

    def form_of(self, pk):
        return admin_address(self.model, "change", pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["similar_url"] = admin_address(self.model, "similar")
        context["similar_number"] = obj.pk if obj else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_related(self, request, form, formsets, change):
        """After saving a new entry, tells which ones have nearly the same title."""
        super().save_related(request, form, formsets, change)
        if change:
            return
        entry = form.instance
        found = similar_titles(request.user, self.model, entry.title, entry.pk)
        same = [(self.form_of(each.pk), each.title) for each in found if each.likeness >= SAME]
        if same:
            links = format_html_join(", ", '<a href="{}">{}</a>', same)
            told = format_html("Bestaat deze fiche al? Kijk eens naar {}.", links)
            self.message_user(request, told, messages.WARNING)
