"""The form of a public entry for who proposes a change: it shows the proposal, and saving leaves the entry as it is."""

from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404

from portal import roles
from portal.addresses import admin_address
from portal.models import Entry
from portal.versions.documents import document_of
from portal.versions.writing import as_if
from portal.workflow import mail, proposals
from portal.workflow.admin import WorkflowAdmin
from portal.workflow.fitness import StepError
from portal.workflow.models import Proposal

# The number of a proposal, in the address of a form or a preview; that of the version it was made from, in the form.
PROPOSAL, BASE = "voorstel", "voorstel_van"
SAVED = "Het voorstel is bewaard. Leg het voor als het klaar is. Tot dan ziet niemand anders het."
SUBMITTED = "Het voorstel ligt bij de eindredactie. Op het portaal verandert nog niets."
OVERTAKEN = "Het vorige voorstel is intussen beoordeeld. Wat u bewaarde, is een nieuw voorstel."
NOTHING = "U wijzigde niets. Er is geen voorstel gemaakt."
MISFIT = "Dit voorstel past niet meer op de fiche. {} Weiger het, of trek het in, en maak een nieuw."


@dataclass
class Draft:
    """What somebody proposes: for `entry`, on top of the Version with number `base`.

    `proposal` is what it was so far, None for a new one; `start` is the document that the form shows.
    """

    entry: Entry
    proposal: Proposal | None
    base: int

    def __post_init__(self):
        shown = proposals.version(self.entry, self.base)
        self.start = proposals.rebased(self.proposal, self.base).document if self.proposal else shown

    @property
    def is_new(self):
        return self.proposal is None

    def is_of(self, user):
        """Whether it is the proposal of `user`."""
        return self.is_new or self.proposal.author_id == user.pk


def may_write(user, proposal):
    """Whether `user` may change what `proposal` says: its author, and who judges it."""
    entry = proposal.entry
    own = proposal.author_id == user.pk and (roles.may_propose(user, entry) or roles.may_change(user, entry))
    return own or roles.may_publish(user, entry)


def is_proposing(request, entry):
    """Whether the form of `entry` in this request is that of a proposal."""
    draft = getattr(request, "draft", None)
    return draft is not None and entry is not None and entry.pk == draft.entry.pk


def asked_proposal(request, entry):
    """The unfinished Proposal for `entry` that the address names. Raises Http404, or PermissionDenied."""
    number = request.GET[PROPOSAL]
    key = int(number) if number.isdecimal() and len(number) < 18 else 0
    proposal = get_object_or_404(Proposal.objects.of(entry).unfinished(), pk=key)
    if not may_write(request.user, proposal):
        raise PermissionDenied
    return proposal


class ProposingAdmin(WorkflowAdmin):
    """Mixin for an EntryAdmin: who may propose gets the form too, and an editor may choose to."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        draft = self.draft_of(request, object_id)
        view = partial(super().changeform_view, request, object_id, form_url, extra_context)
        if draft is None:
            return view()
        request.draft = draft
        try:
            if request.method == "POST":
                return self.save_proposal(request, draft, view)
            with as_if(self.model, draft.entry.pk, draft.start):
                return rendered(view())
        except ValidationError as error:
            self.message_user(request, MISFIT.format(" ".join(error.messages)), messages.ERROR)
            return HttpResponseRedirect(admin_address(self.model, "changelist"))

    def has_change_permission(self, request, obj=None):
        """In the form of their proposal, also for who may not change the entry itself."""
        return is_proposing(request, obj) or super().has_change_permission(request, obj)

    def draft_of(self, request, object_id):
        """The Draft that this request is about; None when the form is that of the entry itself."""
        entry = self.get_object(request, unquote(object_id)) if object_id else None
        if entry is None:
            return None
        if PROPOSAL in request.GET:
            proposal = asked_proposal(request, entry)
        elif roles.may_propose(request.user, entry):
            proposal = proposals.unfinished(entry, request.user)
        elif "_propose" in request.POST and entry.is_public and roles.may_change(request.user, entry):
            proposal = None
        else:
            return None
        number = request.POST.get(BASE, "")
        known = number.isdecimal() and len(number) < 10 and proposals.version(entry, int(number))
        return Draft(entry, proposal, int(number) if known else proposals.number_now(entry))

    def save_proposal(self, request, draft, view):
        """Saves the form, keeps what the entry then is as a proposal, and has the entry be what it was."""
        tell = partial(self.message_user, request)
        with mail.together(partial(tell, level=messages.WARNING)), transaction.atomic():
            with as_if(self.model, draft.entry.pk, draft.start):
                response = rendered(view())
                document = document_of(draft.entry) if response.status_code == 302 else None
            if document is not None:
                level, text = self.keep(request, draft, document)
                tell(text, level)
        return response

    def keep(self, request, draft, document):
        """Keeps `document` as the proposal of `draft`; returns the level and text of what to say."""
        submits = "_submit" in request.POST or "_propose" in request.POST
        if draft.is_new and document == draft.start:
            return messages.WARNING, NOTHING
        kept = Proposal.State.OPEN if draft.is_of(request.user) else draft.proposal.state
        state = Proposal.State.SUBMITTED if submits else kept
        comment = request.POST.get("step_comment", "")[:1000]
        keep = partial(proposals.propose, draft.entry, document, request.user, comment, state=state, base=draft.base)
        try:
            keep(proposal=draft.proposal)
        except StepError:
            keep()
            return messages.WARNING, OVERTAKEN
        return messages.SUCCESS, SUBMITTED if state == Proposal.State.SUBMITTED else SAVED

    # In the form of a proposal, nothing but the proposal is done -----------------

    def asked(self, request):
        return None if getattr(request, "draft", None) else super().asked(request)

    def save_related(self, request, form, formsets, change):
        if not is_proposing(request, form.instance):
            return super().save_related(request, form, formsets, change)
        # Past the steps, to what saves the rows.
        return super(WorkflowAdmin, self).save_related(request, form, formsets, change)

    def response_change(self, request, obj):
        if not is_proposing(request, obj):
            return super().response_change(request, obj)
        here = request.get_full_path() if "_continue" in request.POST else ""
        return HttpResponseRedirect(here or admin_address(self.model, "changelist"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["draft"] = getattr(request, "draft", None)
        if draft := context["draft"]:
            context["may_withdraw"] = not draft.is_new and draft.is_of(request.user)
            context["title"] = f"Voorstel voor {self.opts.verbose_name}"
        if obj:
            context["proposals"] = shown_proposals(request.user, obj)
            context["may_publish"] = roles.may_publish(request.user, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def preview_as_proposed(self, request, object_id):
        """The preview of an entry, or with a proposal in the address, as it would be."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None or PROPOSAL not in request.GET:
            return self.preview(request, object_id)
        draft = request.draft = Draft(entry, asked_proposal(request, entry), proposals.number_now(entry))
        with as_if(self.model, entry.pk, draft.start):
            return rendered(self.preview(request, object_id))


def rendered(response):
    """A response that needs the database no more."""
    return response.render() if hasattr(response, "render") else response


def shown_proposals(user, entry):
    """What to say of proposals for `entry`: all that are unfinished or planned to who judges, else one's own."""
    found = Proposal.objects.of(entry).select_related("author", "reviewer").order_by("-changed_at")
    if roles.may_publish(user, entry):
        return [proposal for proposal in found if proposal.state in Proposal.UNFINISHED or proposal.is_planned]
    return found.filter(author=user)[:5]
