"""What a ModelAdmin does for those who type in its form."""

from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction

from portal.keeping import answers, restoring, tokens
from portal.keeping.models import CannotKeepError, KeptForm
from portal.keeping.opened import Opened
from portal.keeping.states import fingerprint, state_of
from portal.keeping.tokens import Token, form_name

GONE = "Intussen is dit verwijderd: {}."
LOCKED = "U mag dit niet meer wijzigen."


def is_popup(request):
    return IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET


class KeepsForms:
    """Mixin for a ModelAdmin, first of all: what somebody sends is kept before anything else, until it is saved.

    So it outlives an error, a refusal, and a server that is killed while it saves.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or is_popup(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        token = request.form_token = self.token_of(request, object_id)
        request.kept, request.is_saved = None, False
        if token.is_proven:
            try:
                request.kept = KeptForm.objects.keep(token, request.POST)
            except CannotKeepError as error:
                request.not_kept = str(error)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if request.kept and request.is_saved:
            KeptForm.objects.filter(pk=request.kept.pk).delete()
        return response

    def token_of(self, request, object_id):
        """The Token of the posted form; without a good one, one that started from nothing that we know."""
        token = tokens.read(request.POST.get(tokens.FIELD))
        name = form_name(self.model, unquote(object_id) if object_id else None, request.GET)
        if token and token.user == request.user.pk and tokens.is_same_form(token.form, name):
            return token
        return Token(request.user.pk, name)


class SavesUnlessChanged:
    """Mixin for a ModelAdmin, the last before admin.ModelAdmin: a save hides no other's.

    What others do when a form is saved happens around its check, or after it.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if is_popup(request):
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            return self.save_unless_changed(request, object_id, form_url, extra_context)
        thing = self.get_object(request, unquote(object_id)) if object_id else None
        request.opened = Opened.of(request, self, thing)
        context = {"opened": request.opened, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    # Saving ------------------------------------------------------------------

    def save_unless_changed(self, request, object_id, form_url, extra_context):
        """Saves when nobody else did since the form was opened.

        The row is locked from the check until the end: of two who save at once one waits, and then sees the other's.
        """
        token = request.form_token
        with transaction.atomic():
            thing = self.locked(request, object_id)
            if object_id and thing is None:
                return self.missing(request, object_id)
            if thing and not self.has_change_permission(request, thing):
                return self.refuse(request)
            if thing and token.base != self.fingerprint_of(request, thing):
                return self.answer_changed(request, thing)
            opened = Opened(token, refused=request.kept or getattr(request, "not_kept", None))
            context = {"opened": opened, **(extra_context or {})}
            response = super().changeform_view(request, object_id, form_url, context)
            # Who is led elsewhere by something around this did not save.
            request.is_saved = response.status_code == 302
            return response

    def locked(self, request, object_id):
        """The thing with its row locked, as it is stored now; None when it is not there (any more)."""
        thing = self.get_object(request, unquote(object_id)) if object_id else None
        if thing is None:
            return None
        for row in self.rows_to_lock(thing):
            type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
        return self.get_object(request, unquote(object_id))

    def rows_to_lock(self, thing):
        return [thing]

    def fingerprint_of(self, request, thing):
        """What tells whether `thing`, or a row in its form, was changed."""
        return fingerprint(self.state_of(request, thing))

    def state_of(self, request, thing):
        return state_of(thing, [inline.model for inline in self.get_inlines(request, thing)])

    def answer_changed(self, request, thing):
        """For who saves second: what is stored and what was typed, side by side."""
        return answers.with_kept(request, lambda kept: answers.changed(request, self, thing, kept))

    def missing(self, request, object_id):
        """For who saves what is not there, because somebody deleted it meanwhile or it never was."""
        if not request.form_token.is_proven:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return answers.with_kept(
            request, lambda kept: answers.to_read(request, kept, GONE.format(self.opts.verbose_name))
        )

    def refuse(self, request):
        """For who may not change the thing (any more)."""
        if not request.form_token.is_proven:
            raise PermissionDenied
        return answers.with_kept(request, lambda kept: answers.to_read(request, kept, LOCKED))

    # Opening -----------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        data = restored_data(request)
        return restoring.restored_form(form, data) if data is not None else form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        data = restored_data(request)
        if data is not None and restoring.has_rows(data, prefix):
            key = inline.model._meta.pk.name
            known = {str(pk) for pk in kwargs["queryset"].values_list("pk", flat=True)} if obj and obj.pk else set()
            kwargs["data"] = restoring.with_rows_anew(data, prefix, key, known)
        return kwargs

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        if restored_data(request) is not None:
            for formset in formsets:
                if formset.is_bound:
                    restoring.judge_nothing(formset)
        return super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)


class KeptForms(KeepsForms, SavesUnlessChanged):
    """Both, for a ModelAdmin to which nothing else happens."""


def restored_data(request):
    """What the form is to be shown with (a QueryDict); None when it is shown as it is stored."""
    opened = getattr(request, "opened", None)
    return opened.restored.posted() if opened and opened.restored else None
