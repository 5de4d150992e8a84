"""Pages for who could not save: what was typed is kept, and they say so."""

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.db import Error
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from portal.keeping.comparing import typed_differences
from portal.keeping.models import CannotKeepError, KeptForm
from portal.keeping.states import last_saved

SIGN_IN = "Wat u typte is bewaard. Meld u aan en ga verder."
TOO_OLD = "Deze pagina stond te lang open. Wat u typte staat hieronder. Kijk het na en bewaar opnieuw."
NOT_YOURS = "Dit formulier was van iemand anders. Wat erin stond, is bewaard voor die persoon."


def put_aside(request, token):
    """Keeps a form that was sent when its sender was no longer signed in as the user of `token`, and leads on."""
    is_own = request.user.pk == token.user
    try:
        kept = KeptForm.objects.keep(token, request.POST, is_signed_in=is_own)
    except CannotKeepError as error:
        return not_kept(request, str(error))
    if is_own:
        messages.warning(request, TOO_OLD)
        return redirect(kept.address)
    if request.user.is_authenticated:
        messages.warning(request, NOT_YOURS)
        return redirect("admin:index")
    messages.warning(request, SIGN_IN)
    return redirect_to_login(kept.address)


def not_kept(request, reason, status=413):
    """Says why what was typed could not be kept, and what to do."""
    return page(request, "admin/keeping/not_kept.html", "Niet bewaard", status, reason=reason)


def with_kept(request, answer):
    """Answers with `answer`, a function of the KeptForm of what was sent; or tells why it could not be kept."""
    if reason := getattr(request, "not_kept", None):
        return not_kept(request, reason)
    kept = request.kept
    if kept is None:
        # Without a token, and yet from somebody who may: nobody knows from what it started.
        try:
            kept = KeptForm.objects.keep(request.form_token, request.POST)
        except CannotKeepError as error:
            return not_kept(request, str(error))
    return answer(kept)


def to_read(request, kept, reason):
    """For who can no longer save this at all: leads to the page on which one reads what one typed."""
    messages.warning(request, f"{reason} Wat u typte is bewaard: u leest het hier.")
    return redirect("kept", kept.pk)


def changed(request, model_admin, thing, kept):
    """For who saves second: what is stored and what was typed, side by side."""
    context = {
        "kept": kept,
        "thing": thing,
        "saved": last_saved(thing),
        "typed": typed_differences(request, model_admin, thing, kept.posted()),
        "seen": model_admin.fingerprint_of(request, thing),
    }
    return page(request, "admin/keeping/changed.html", "Iemand anders was net voor", 409, **context)


def page(request, template, title, status=200, **context):
    """A page in the frame of the admin."""
    return render(request, template, {**admin.site.each_context(request), "title": title, **context}, status=status)


def broken(request, token):
    """For who saved when something broke. What was typed stands in the page too: the database may be what broke."""
    try:
        kept = KeptForm.objects.keep(token, request.POST)
    except (Error, CannotKeepError):
        kept = None
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    # Not in the frame of the admin, which asks the database who this is.
    context = {"kept": kept, "fields": fields, "address": request.get_full_path()}
    return HttpResponse(render_to_string("admin/keeping/broken.html", context), status=500)
