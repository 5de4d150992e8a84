"""Steps in the form of an entry: a button for each that its user may take now, and a comment."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from portal import roles
from portal.models import Status
from portal.versions.editing import KeepsVersions
from portal.workflow import mail, notices, plans
from portal.workflow.fitness import StepError
from portal.workflow.forms import EntryForm
from portal.workflow.models import Plan, Proposal, Step
from portal.workflow.steps import MOVES, advance_saved, begin, moves_for
from portal.workflow.wording import in_words

STEPS_SHOWN = 20


def when_planned(model, about):
    """When an entry of `model` is to be published, as rows of `about` (plans or proposals) have it; a Subquery."""
    rows = about.of_model(model).filter(entry_id=OuterRef("pk")).order_by("publish_at")
    return Subquery(rows.values("publish_at")[:1])


class VersionWithComment(KeepsVersions):
    """Mixin for an EntryAdmin, before WorkflowAdmin: a save and its step are one version, with the comment."""

    def told_of_save(self, request, form, change):
        action, _ = super().told_of_save(request, form, change)
        return action, form.cleaned_data["step_comment"]


class WorkflowAdmin:
    """Mixin for an EntryAdmin, before all that saves: what it refuses must not be saved, and mail goes out last."""

    form = EntryForm

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        if request.method != "POST":
            return view()
        with mail.together(partial(self.message_user, request, level=messages.WARNING)):
            try:
                with transaction.atomic():
                    self.hold(object_id)
                    return view()
            except StepError as refusal:
                # The same form again, with what was typed and the reason.
                request.refusal = str(refusal)
                return view()

    def hold(self, object_id):
        """Has who saves the same entry at the same time wait, so that each step starts from what the last one left."""
        key = self.model._meta.pk
        if object_id and unquote(object_id).isdecimal():
            self.model.objects.select_for_update(of=("self",)).filter(**{key.name: unquote(object_id)}).first()

    # Lists -----------------------------------------------------------------------

    def get_queryset(self, request):
        """With what waits for each entry, so that a list tells it without asking for each."""
        found = super().get_queryset(request)
        plan = when_planned(self.model, Plan.objects.filter(problem=""))
        changed = when_planned(self.model, Proposal.objects.planned().filter(problem=""))
        proposed = Proposal.objects.of_model(self.model).submitted().filter(entry_id=OuterRef("pk"))
        return found.annotate(plan_at=Coalesce(plan, changed), is_proposed=Exists(proposed))

    def get_list_display(self, request):
        return ["standing" if name == "status" else name for name in super().get_list_display(request)]

    @admin.display(description="werkstatus", ordering="status")
    def standing(self, entry):
        words = [entry.get_status_display()]
        if entry.plan_at:
            words.append(f"gepland op {in_words(entry.plan_at)}")
        if entry.is_proposed:
            words.append("voorstel ter nazicht")
        return ", ".join(words)

    # The form --------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Raises PermissionDenied when a button was pressed that this user does not get."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.asked = self.asked(request)
        if form.asked and not form.asked.is_for(request.user, obj or self.model()):
            raise PermissionDenied
        return form

    def asked(self, request):
        """The Move of the button that was pressed; None for a save without a step."""
        return next((move for move in MOVES if f"_{move.name}" in request.POST), None)

    def save_related(self, request, form, formsets, change):
        """The entry and its rows are saved; then comes the step."""
        super().save_related(request, form, formsets, change)
        entry = form.instance
        if not change:
            begin(entry, request.user)
        if form.asked:
            advance_saved(entry, form.asked.target, request.user, form.cleaned_data["step_comment"])
            self.message_user(request, f"“{entry}” staat nu op “{entry.get_status_display()}”.", messages.SUCCESS)
        else:
            plans.follow(entry, request.user)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["may_save"] = self.has_change_permission(request, obj) if change else self.has_add_permission(request)
        if context["may_save"]:
            context["moves"] = moves_for(request.user, obj or self.model())
        if obj:
            context["steps"] = Step.objects.of(obj).select_related("by")[:STEPS_SHOWN]
            if obj.status == Status.REVIEW and roles.may_publish(request.user, obj):
                context["review_url"] = notices.review_path(obj)
            context["plan"] = Plan.objects.of(obj).select_related("by").first()
        return super().render_change_form(request, context, add, change, form_url, obj)
