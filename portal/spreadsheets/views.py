"""Pages where somebody takes a list out as a spreadsheet, and in again: choose, look at what would change, decide."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse

from portal.addresses import admin_address
from portal.exports import FORMATS
from portal.lists.files import file_of
from portal.pending import NotWaitingError, Shelf
from portal.reading import UnreadableFile
from portal.spreadsheets import words
from portal.spreadsheets.applying import TOO_MANY, TakeInError, take_in
from portal.spreadsheets.files import blank_of, export_of
from portal.spreadsheets.forms import UploadForm
from portal.spreadsheets.kinds import kinds, kinds_for
from portal.spreadsheets.plan import CHANGED, NEW, REFUSED
from portal.spreadsheets.planning import plan_of
from portal.spreadsheets.reading import sheet_in
from portal.uploads import too_large
from portal.workflow import mail

SHELF = Shelf("pending-sheets")
ROWS_AT_ONCE = 100
# A page has two minutes, see portal.gunicorn.
MOST_CHANGED = 300
SHEET_FORMATS = [extension for extension in FORMATS if extension != "json"]
TOO_LARGE = "Dit bestand is te groot: hoogstens 30 MB mag. Splits het."


def address(model_admin, name="sheet", *arguments):
    """The address of one of these pages, or of the list ("changelist")."""
    return admin_address(model_admin.model, name, *arguments)


def page(model_admin, request, template, title, **context):
    """A page of the admin."""
    shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title}
    places = {"list_url": address(model_admin, "changelist"), "sheets_url": address(model_admin)}
    return TemplateResponse(request, template, shared | places | context)


def kinds_of(model_admin, request):
    """The Kinds that the user of `request` may take in, by name. Raises PermissionDenied for none."""
    found = {kind.name: kind for kind in kinds_for(model_admin.model) if kind.is_for(request.user)}
    if not found:
        raise PermissionDenied
    return found


def kind_of(model_admin, request, name):
    """One of those. Raises Http404."""
    if name not in (found := kinds_of(model_admin, request)):
        raise Http404
    return found[name]


def choose(model_admin, request):
    """Take a list out, or choose a file to take in: it is kept, and the preview follows."""
    found = kinds_of(model_admin, request)
    if request.method == "POST" and too_large(request):
        messages.error(request, TOO_LARGE)
        return HttpResponseRedirect(request.path)
    chosen = request.POST.get("kind")
    forms = {
        name: UploadForm(*((request.POST, request.FILES) if name == chosen else ()), prefix=name) for name in found
    }
    if chosen in forms and forms[chosen].is_valid():
        waiting = SHELF.keep(forms[chosen].cleaned_data["file"], request.user)
        return HttpResponseRedirect(address(model_admin, "sheet_preview", chosen, waiting.token))
    lists = [(kind, forms[name], downloads(model_admin, name)) for name, kind in found.items()]
    return page(model_admin, request, "admin/sheet_choose.html", "Inlezen uit een rekenblad", lists=lists)


def downloads(model_admin, name):
    """The addresses of the exports and empty files of a Kind; a list of (extension, export, empty)."""
    pages = ("sheet_export", "sheet_blank")
    return [(each.upper(), *(address(model_admin, page, name, each) for page in pages)) for each in SHEET_FORMATS]


def export(model_admin, request, name, extension):
    """All that somebody may change, as a file."""
    return sheet_file(export_of(kind_of(model_admin, request, name), request.user), extension, request)


def blank(model_admin, request, name, extension):
    """An empty file to start from."""
    return sheet_file(blank_of(kind_of(model_admin, request, name), request.user), extension, request)


def sheet_file(table, extension, request):
    if extension not in SHEET_FORMATS:
        raise Http404
    return file_of(table, extension, request)


def preview(model_admin, request, name, token):
    """What a file would change; then take it in, or cancel."""
    kind = kind_of(model_admin, request, name)
    try:
        waiting = SHELF.pending(token)
        file_name = waiting.name(request.user)
        if request.method == "POST" and "cancel" in request.POST:
            waiting.drop()
            messages.info(request, "Geannuleerd: er is niets veranderd.")
            return HttpResponseRedirect(address(model_admin))
        sheet = sheet_in(waiting.path, file_name, kind, kinds().values())
        if request.method == "POST":
            return decide(model_admin, request, kind, sheet, waiting, file_name)
        return show(model_admin, request, plan_of(kind, sheet, request.user), file_name)
    except UnreadableFile as error:
        waiting.drop()
        messages.error(request, f"“{file_name}” is niet te lezen, en er is niets veranderd. {error}")
    except NotWaitingError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(address(model_admin))


def decide(model_admin, request, kind, sheet, waiting, file_name):
    """Takes in what was shown; shows it again when that is not what would happen any more."""
    digest, leaves_refused = request.POST.get("digest"), "rest" in request.POST
    try:
        # One mail to each reviewer for all proposals of a file.
        with mail.together(partial(messages.warning, request)):
            plan = take_in(kind, sheet, request.user, digest, file_name, leaves_refused, MOST_CHANGED)
    except TakeInError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(request.path)
    waiting.drop()
    messages.success(request, words.done(plan))
    return HttpResponseRedirect(address(model_admin, "changelist"))


def show(model_admin, request, plan, file_name):
    """The preview of a Plan, some rows at a time: first what is refused."""
    told = [outcome for state in (REFUSED, CHANGED, NEW) for outcome in plan.of(state)]
    rows = Paginator(told, ROWS_AT_ONCE).get_page(request.GET.get("pagina"))
    shown = {"plan": plan, "rows": rows, "summary": words.summary(plan), "counts": plan.counts}
    if len(plan.works) > MOST_CHANGED:
        shown["too_many"] = TOO_MANY.format(MOST_CHANGED)
    return page(model_admin, request, "admin/sheet_preview.html", f"Nazicht van {file_name}", **shown)
