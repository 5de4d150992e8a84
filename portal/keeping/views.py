"""Addresses for what is kept: keeping it while somebody types, reading it, going on with it, throwing it away."""

from django.contrib import admin, messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.keeping import answers, tokens
from portal.keeping.comparing import as_sent, typed_differences
from portal.keeping.entries import MergesForms
from portal.keeping.models import CannotKeepError, KeptForm
from portal.keeping.moments import when
from portal.search import changes

SIGNED_OUT = "Bewaard {}. U bent afgemeld. Bewaar het formulier om u opnieuw aan te melden."
TOO_MUCH = "Dit was te veel in één keer: een formulier neemt hoogstens 2,5 MB en 10.000 velden aan."
NO_PROOF = "Niet bewaard: dit formulier is te oud. Bewaar het zelf."


@csrf_exempt  # the token that the form was given proves more than that of CSRF
@require_POST
def keep(request):
    """Keeps what is being typed; answers with a sentence to show, as JSON."""
    token = tokens.read(request.POST.get(tokens.FIELD))
    if token is None or not token.is_of_colleague():
        return JsonResponse({"said": NO_PROOF}, status=403)
    is_own = request.user.pk == token.user
    try:
        kept = KeptForm.objects.keep(token, request.POST, is_signed_in=is_own)
    except CannotKeepError as error:
        return JsonResponse({"said": f"Niet bewaard. {error}"}, status=413)
    said = "Automatisch bewaard {}" if is_own else SIGNED_OUT
    return JsonResponse({"said": said.format(when(kept.kept_at))})


def kept_of(request, pk):
    """What is kept with that key of the signed-in user; 404 for another's."""
    return get_object_or_404(KeptForm.objects.of(request.user), pk=pk)


def admin_of(kept):
    return admin.site.get_model_admin(kept.model)


def read(request, pk):
    """What one typed, to read and to copy: also of what is deleted, or no longer one's to change."""
    kept = kept_of(request, pk)
    model_admin = admin_of(kept)
    thing = model_admin.get_object(request, kept.object_id) if kept.object_id else None
    may = model_admin.has_change_permission(request, thing) if thing else model_admin.has_add_permission(request)
    may = may and bool(thing or not kept.object_id)
    typed = typed_differences(request, model_admin, thing, kept.posted()) if may else as_sent(kept)
    context = {"kept": kept, "typed": typed, "is_there": bool(thing or not kept.object_id), "may_compare": may}
    return answers.page(request, "admin/keeping/kept.html", f"Wat u typte: {kept}", **context)


@require_POST
def go_on(request, pk):
    """Opens the form with what one typed, after seeing what the other saved; `seen` tells what that was."""
    kept = kept_of(request, pk)
    model_admin = admin_of(kept)
    thing = model_admin.get_object(request, kept.object_id) if kept.object_id else None
    if thing is None:
        raise Http404
    kept.base = request.POST.get("seen", "")[:64]
    kept.save(update_fields=["base"])
    return redirect(kept.address)


@require_POST
def merge(request, pk):
    """Saves an entry that somebody else saved meanwhile, as one chose."""
    kept = kept_of(request, pk)
    model_admin = admin_of(kept)
    if not (isinstance(model_admin, MergesForms) and kept.object_id):
        raise Http404
    with changes.together():
        return model_admin.merge_kept(request, kept)


@require_POST
def discard(request, pk):
    """Throws away what one typed, and leads back to where one was."""
    kept = kept_of(request, pk)
    kept.delete()
    messages.success(request, "Weggegooid: wat u typte en niet bewaarde.")
    model_admin = admin_of(kept)
    if kept.object_id and model_admin.get_object(request, kept.object_id) is None:
        return redirect("admin:index")
    return redirect(kept.form_address)


def csrf_failure(request, reason=""):
    """For a form that stood open while somebody signed in anew: keeps what was typed when the form proves whose it is.

    Django calls this instead of the view (CSRF_FAILURE_VIEW); nothing else of the request is done.
    """
    token = tokens.read(request.POST.get(tokens.FIELD))
    if token and token.is_of_colleague():
        return answers.put_aside(request, token)
    return answers.page(
        request, "admin/keeping/too_old.html", "Deze pagina stond te lang open", 403, back=reverse("admin:index")
    )


def too_much(request, exception=None):
    """For a request that the server does not read; Django calls this (handler400)."""
    is_too_much = isinstance(exception, (RequestDataTooBig, TooManyFieldsSent))
    reason = TOO_MUCH if is_too_much else "Uw browser stuurde iets dat we niet begrijpen."
    # Not in the frame of the admin: nobody knows yet who this is.
    return render(request, "admin/keeping/bad_request.html", {"reason": reason, "is_too_much": is_too_much}, status=400)
