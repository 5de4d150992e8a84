"""What municipalities received: one by one, or from a file."""

import base64
import binascii

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from portal import audit, roles
from portal.admin.rows import RowsOfEntry
from portal.models import Source
from portal.reading import UnreadableFile
from subsidies.awards import apply, plan_of
from subsidies.models import Award, Scheme

SHOWN = 50


class AwardFileForm(forms.Form):
    """A file with awards of `schemes`, a queryset: those that the user may give awards to.

    On the second time round the file comes back as `content` (base64), with its `name`.
    """

    file = forms.FileField(
        label="Bestand (CSV)",
        required=False,
        help_text="Kolommen: subsidie (korte naam of titel), gemeente (of NIS-code), jaar, bedrag, toelichting.",
    )
    scheme = forms.ModelChoiceField(
        Scheme.objects.none(),
        label="Subsidie",
        required=False,
        help_text="Alleen nodig als het bestand geen kolom met de subsidie heeft.",
    )
    source = forms.ModelChoiceField(Source.objects.order_by("title"), label="Bron")
    content = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, schemes, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scheme"].queryset = schemes.order_by("sort_key")

    def clean(self):
        cleaned = super().clean()
        if upload := cleaned.get("file"):
            cleaned["raw"], cleaned["name"] = upload.read(), upload.name
        elif cleaned.get("content"):
            try:
                cleaned["raw"] = base64.b64decode(cleaned["content"], validate=True)
            except binascii.Error:
                self.add_error("file", "Het bestand kwam niet heel terug. Kies het opnieuw.")
        elif "file" not in self.errors:
            self.add_error("file", "Kies een bestand.")
        return cleaned

    def plan(self):
        """The Plan for the file; None, with the reason as an error of the form, when it is unreadable."""
        chosen = self.cleaned_data
        try:
            return plan_of(
                chosen["raw"], chosen["name"], chosen["source"], chosen["scheme"], self.fields["scheme"].queryset
            )
        except UnreadableFile as unreadable:
            self.add_error("file", str(unreadable))
            return None


@admin.register(Award)
class AwardAdmin(RowsOfEntry):
    change_list_template = "admin/award_list.html"
    list_display = ("scheme", "municipality", "year", "amount", "source")
    list_filter = ("year", ("scheme", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("scheme", "municipality", "source")
    list_per_page = 50
    search_fields = ("scheme__title", "municipality__name", "municipality__nis", "note")
    search_help_text = "Zoekt in subsidie, gemeente, NIS-code en toelichting."
    autocomplete_fields = ("scheme", "municipality", "source")
    fields = ("scheme", "municipality", ("year", "amount"), "note", "source")

    def get_urls(self):
        view = self.admin_site.admin_view(self.read_file)
        return [path("inlezen/", view, name="subsidies_award_read"), *super().get_urls()]

    def read_file(self, request):
        """The upload, then what it would do, then doing it: each a form of the one page."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        schemes = roles.open_to(request.user, Award)
        form = AwardFileForm(schemes, request.POST or None, request.FILES or None)
        plan = form.plan() if form.is_valid() else None
        if plan and plan.is_whole and "apply" in request.POST:
            try:
                with transaction.atomic():
                    apply(plan)
                    audit.log(request.user, "import", Award, rijen=dict(plan.counts))
                messages.success(request, f"Bewaard: {plan.counts['new']} nieuw, {plan.counts['changed']} gewijzigd.")
            except IntegrityError:
                messages.error(request, "Niets bewaard: iemand anders was net voor. Kies het bestand opnieuw.")
            return redirect(reverse("admin:subsidies_award_changelist"))
        return TemplateResponse(request, "admin/award_file.html", self.shown(request, form, plan))

    def shown(self, request, form, plan):
        """What the page shows."""
        schemes = form.fields["scheme"].queryset
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": "Toekenningen inlezen"}
        context |= {"form": form, "plan": plan, "shown": plan.awards[:SHOWN] if plan else []}
        if plan:
            chosen = form.cleaned_data
            content = base64.b64encode(chosen["raw"]).decode()
            kept = {"content": content, "name": chosen["name"], "source": chosen["source"], "scheme": chosen["scheme"]}
            context["confirm"] = AwardFileForm(schemes, initial=kept)
        return context
