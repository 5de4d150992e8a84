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


class KeepsForms:
    """Mixin for a ModelAdmin: what is typed is kept until it is saved, and a save hides no other's.

    It stands last before admin.ModelAdmin, so that what others do when a form is saved happens inside its check.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if IS_POPUP_VAR in request.POST or IS_POPUP_VAR in request.GET:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if request.method == "POST":
            return self.save_unless_changed(request, object_id, form_url, extra_context)
        thing = self.get_object(request, unquote(object_id)) if object_id else None
        opened = Opened.of(request, self, thing)
        request.opened = opened
        context = {"opened": opened, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, context)

    # Saving ------------------------------------------------------------------

    def save_unless_changed(self, request, object_id, form_url, extra_context):
        """Saves when nobody else did since the form was opened; what is not saved is kept.

        The row is locked from the check until the end: of two who save at once one waits, and then sees the other's.
        """
        token = self.token_of(request, object_id)
        with transaction.atomic():
            thing = self.locked(request, object_id)
            if object_id and thing is None:
                return self.missing(request, object_id, token)
            if thing and not self.has_change_permission(request, thing):
                return self.refuse(request, token)
            if thing and token.base != self.fingerprint_of(request, thing):
                return self.answer_changed(request, thing, token)
            return self.save_or_keep(request, object_id, form_url, extra_context, token)

    def save_or_keep(self, request, object_id, form_url, extra_context, token):
        """Saves, and keeps what was typed when it is refused."""
        opened = Opened(token)
        context = {"opened": opened, **(extra_context or {})}
        response = super().changeform_view(request, object_id, form_url, context)
        if response.status_code == 302:
            KeptForm.objects.filter(user=request.user, form=token.form).delete()
        elif token.is_proven:
            opened.refused = keep_if_possible(request, token)
        return response

    def missing(self, request, object_id, token):
        """For who saves what is not there, because somebody deleted it meanwhile or it never was."""
        if not token.is_proven:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return answers.kept_to_read(request, token, GONE.format(self.opts.verbose_name))

    def token_of(self, request, object_id):
        """The Token of the posted form; without a good one, one that started from nothing that we know."""
        token = tokens.read(request.POST.get(tokens.FIELD))
        kind = self.model._meta.label_lower
        name = f"{kind}/{unquote(object_id)}" if object_id else f"{kind}/new/"
        if (
            token
            and token.user == request.user.pk
            and (token.form == name if object_id else token.form.startswith(name))
        ):
            return token
        return Token(request.user.pk, form_name(self.model, unquote(object_id) if object_id else None))

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

    def answer_changed(self, request, thing, token):
        """For who saves second: what is stored and what was typed, side by side."""
        return answers.with_kept(request, token, lambda kept: answers.changed(request, self, thing, kept))

    def refuse(self, request, token):
        """For who may not change the thing (any more): nothing is saved, and what was typed is kept."""
        if not token.is_proven:
            raise PermissionDenied
        return answers.kept_to_read(request, token, LOCKED)

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


def restored_data(request):
    """What the form is to be shown with (a QueryDict); None when it is shown as it is stored."""
    opened = getattr(request, "opened", None)
    return opened.restored.posted() if opened and opened.restored else None


def keep_if_possible(request, token):
    """The KeptForm of what was posted; the reason, in Dutch, when it cannot be kept."""
    try:
        return KeptForm.objects.keep(token, request.POST)
    except CannotKeepError as error:
        return str(error)
