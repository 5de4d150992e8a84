"""Pages of the admin where somebody takes in a file with figures: choose it, look at what would change, decide."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from monitor.import_forms import ChoicesForm, UploadForm
from monitor.loading import LoadingError, load, plan_for, undo, words
from monitor.loading.apply import source_for
from monitor.loading.files import described
from monitor.models import Indicator
from monitor.reading import UnreadableFile
from portal import roles
from portal.pending import NotWaitingError, Shelf
from portal.uploads import too_large

TOO_LARGE = "Dit bestand is te groot: hoogstens 30 MB mag. Gebruik voor een groter bestand manage.py import_figures."
SHELF = Shelf("pending-figures")
LISTS = "admin:monitor_figureimport_changelist"


def page(model_admin, request, template, title, **context):
    """A page of the admin."""
    shared = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "title": title}
    return TemplateResponse(request, template, shared | context)


def upload(model_admin, request):
    """Choose a file. It is kept, and the preview follows."""
    if request.method == "POST" and too_large(request):
        messages.error(request, TOO_LARGE)
        return HttpResponseRedirect(request.path)
    form = UploadForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        waiting = SHELF.keep(form.cleaned_data["file"], request.user)
        return HttpResponseRedirect(reverse("admin:monitor_figureimport_preview", args=[waiting.token]))
    return page(model_admin, request, "admin/figure_upload.html", "Cijfers inlezen", form=form)


def preview(model_admin, request, token):
    """What a file would change; then take it in, look again with other choices, or cancel."""
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    try:
        waiting = SHELF.pending(token)
        file = described(waiting.path, waiting.name(request.user))
        if request.method == "POST" and "cancel" in request.POST:
            waiting.drop()
            messages.info(request, "Geannuleerd: er is niets veranderd.")
            return HttpResponseRedirect(reverse(LISTS))
        return decide(model_admin, request, waiting, file, plan_for(file))
    except UnreadableFile as error:
        waiting.drop()
        messages.error(request, f"Dit bestand is niet te lezen. {error}")
    except (LoadingError, NotWaitingError) as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("admin:monitor_figureimport_add"))


def decide(model_admin, request, waiting, file, plan):
    """The preview of a plan with the choices made so far, or the import itself."""
    unknown = [each.series.name for each in plan.unknown_series]
    source = source_for(plan.reading.format)
    form = ChoicesForm(unknown, request.POST if request.method == "POST" else None, initial={"source": source.slug})
    if form.is_valid():
        links = form.links if roles.may(request.user, "change", Indicator) else {}
        chosen = (form.cleaned_data["source"] or source).slug
        plan = plan_for(file, links=links, reading=plan.reading)
        confirmed = form.cleaned_data["confirmed"]
        if "apply" in request.POST and plan.doubts and not confirmed:
            form.add_error("confirmed", "Kijk dit na, en zet dan het vinkje.")
        elif "apply" in request.POST and not plan.faults:
            taken = {"links": links, "reading": plan.reading, "is_confirmed": confirmed}
            record = load(file, user=request.user, source=chosen, **taken)
            waiting.drop()
            return told(request, record, plan)
    return page(
        model_admin,
        request,
        "admin/figure_preview.html",
        f"Nazicht van {file.name}",
        plan=plan,
        about=words.about(plan.reading),
        series=[(each, words.changes(each.counts)) for each in plan.loaded],
        notes=words.notes(plan),
        total=words.changes(plan.counts),
        form=form,
        indicators=Indicator.objects.only("slug", "title") if unknown else (),
    )


def told(request, record, plan):
    """Where to go after an import, with what it did."""
    if record is None:
        messages.info(request, "Dit bestand was al ingelezen: niets verandert.")
        return HttpResponseRedirect(reverse(LISTS))
    messages.success(request, f"Ingelezen: {words.changes(record.report['counts'])}.")
    return HttpResponseRedirect(reverse("admin:monitor_figureimport_change", args=[record.pk]))


def undo_import(model_admin, request, record):
    """Ask once more, then undo an import."""
    address = reverse("admin:monitor_figureimport_change", args=[record.pk])
    if request.method == "POST":
        try:
            undo(record, request.user)
            messages.success(request, f"“{record}” is ongedaan gemaakt: alle cijfers staan weer zoals ervoor.")
        except LoadingError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(address)
    return page(
        model_admin, request, "admin/figure_undo.html", f"“{record}” ongedaan maken", record=record, back=address
    )
