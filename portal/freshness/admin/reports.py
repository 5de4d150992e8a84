"""The queue of reports, and the list of entries to check."""

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten, unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import Truncator

from portal import roles
from portal.exports.table import absolute
from portal.freshness import due_views, mail, work
from portal.freshness.kinds import change_page
from portal.freshness.models import Report

NO_OWNER = "Deze fiche heeft geen verantwoordelijke met een mailadres. Kies er eerst een in de fiche."
NOT_SENT = "De mail kon niet weg. Probeer het later opnieuw."


class HandledFilter(admin.SimpleListFilter):
    title = "toestand"
    parameter_name = "toestand"

    def lookups(self, request, model_admin):
        return [("behandeld", "afgehandeld"), ("alle", "alle")]

    def choices(self, changelist):
        """What waits is what one comes for, so that it needs no choice."""
        first, *others = super().choices(changelist)
        return [first | {"display": "wacht op een antwoord"}, *others]

    def queryset(self, request, queryset):
        if self.value() == "behandeld":
            return queryset.filter(handled_at__isnull=False)
        return queryset if self.value() == "alle" else queryset.waiting()


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Nobody writes or deletes a report here: one reads it, and says what came of it."""

    change_form_template = "admin/report.html"
    change_list_template = "admin/report_list.html"
    list_display = ("about", "origin", "says", "received_at", "outcome_name")
    list_filter = (HandledFilter, "origin")
    list_per_page = 50
    actions = None
    fields = (
        *("about", "origin", "wrong", "known_from", "proposal"),
        ("received_at", "forwarded_at"),
        ("outcome_name", "handled_at", "handled_by"),
    )
    readonly_fields = flatten(fields)

    def get_queryset(self, request):
        return work.reports_of(request.user).select_related("handled_by").prefetch_related("entry")

    @admin.display(description="fiche")
    def about(self, report):
        return str(report.entry) if report.entry else "(verwijderd)"

    @admin.display(description="wat er niet klopt", ordering="wrong")
    def says(self, report):
        return Truncator(report.wrong).chars(90)

    @admin.display(description="afloop", ordering="outcome")
    def outcome_name(self, report):
        if report.handled_at:
            return report.get_outcome_display()
        return "bij de verantwoordelijke" if report.forwarded_at else "wacht"

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(self.due_view)
        return [path("nazicht/", view, name="freshness_due"), *super().get_urls()]

    def due_view(self, request):
        return due_views.due_list(self, request)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "POST":
            return self.handle(request, self.found(request, object_id))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def found(self, request, object_id):
        """The report, among those that the user may handle. Raises Http404 and PermissionDenied."""
        report = self.get_object(request, unquote(object_id or ""))
        if report is None:
            raise Http404
        if not self.has_change_permission(request, report):
            raise PermissionDenied
        return report

    def handle(self, request, report):
        """Says what came of a report, or passes it on to who keeps the entry."""
        if "doorsturen" in request.POST:
            return self.forward(request, report)
        outcome = request.POST.get("afloop", "")
        if outcome in Report.Outcome.values:
            said = {"outcome": outcome, "handled_at": timezone.now(), "handled_by": request.user}
            if Report.objects.waiting().filter(pk=report.pk).update(**said):
                messages.success(request, f"De melding staat nu op “{Report.Outcome(outcome).label}”.")
            else:
                messages.warning(request, "Iemand anders handelde deze melding net af.")
        return redirect("admin:freshness_report_changelist")

    def forward(self, request, report):
        if not self.may_forward(request, report):
            raise PermissionDenied
        here = reverse("admin:freshness_report_change", args=[report.pk])
        if not type(report.entry).objects.with_keeper().filter(pk=report.entry.pk).exists():
            messages.error(request, NO_OWNER)
            return redirect(here)
        try:
            mail.forward(report.entry.owner, report, absolute(here))
        except OSError:
            messages.error(request, NOT_SENT)
            return redirect(here)
        Report.objects.filter(pk=report.pk).update(forwarded_at=timezone.now())
        messages.success(request, f"De melding ging naar {report.entry.owner}.")
        return redirect("admin:freshness_report_changelist")

    @staticmethod
    def may_forward(request, report):
        """Who publishes passes work on; what is handled, or about what is gone, goes nowhere."""
        return bool(report.entry) and not report.handled_at and roles.may_publish(request.user, report.entry)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"title": "Melding", "subtitle": None, "may_forward": self.may_forward(request, obj)}
        if obj.entry:
            context |= {"entry": obj.entry, "entry_url": change_page(obj.entry)}
        return super().render_change_form(request, context, add, change, form_url, obj)
