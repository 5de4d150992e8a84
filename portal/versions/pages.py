"""The pages of an entry's versions in the admin: all of them, one, and putting one back."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path

from portal.addresses import admin_address
from portal.versions.differences import differences, tell
from portal.versions.documents import document_of
from portal.versions.models import Version
from portal.versions.recording import latest
from portal.versions.restoring import Way, restore, restored, way_back
from portal.versions.shapes import shape_of
from portal.versions.wording import Wording
from portal.versions.writing import as_if

SHOWN = 20
OVERTAKEN = "Iemand wijzigde de fiche intussen. Kijk de verschillen opnieuw na."


class VersionPages:
    """Mixin for the admin of a kind of entry: its history is one of versions."""

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<path:object_id>/history/<int:number>/", view(self.version_view), name=f"{name}_version"),
            path("<path:object_id>/history/<int:number>/terug/", view(self.restore_view), name=f"{name}_restore"),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """All versions of an entry, the newest first, each with what it changed."""
        entry = self.entry_to_see(request, object_id)
        versions = Version.objects.of(entry).select_related("made_by")
        page = Paginator(versions, SHOWN).get_page(request.GET.get("p"))
        rows = told(list(versions[page.start_index() - 1 if page else 0 : page.end_index() + 1]), request.user)
        context = {
            "page": page,
            "rows": rows[:SHOWN],
            "is_overtaken": bool(page) and latest(entry).document != document_of(entry),
            **(extra_context or {}),
        }
        return self.version_page(request, "admin/version_list.html", entry, f"Geschiedenis: {entry}", context)

    def version_view(self, request, object_id, number):
        """One version: all that it said, and what changed since."""
        entry = self.entry_to_see(request, object_id)
        version = get_object_or_404(Version.objects.of(entry), number=number)
        now, shape = document_of(entry), shape_of(self.model)
        wording = Wording(shape, version.document, now, user=request.user)
        context = {
            "version": version,
            "restore_url": f"{self.address('history', entry)}{number}/terug/",
            "told": [(label, text) for _, label, text, _ in tell(shape, wording, version.document) if text],
            "since": differences(self.model, version.document, now, wording=wording),
        }
        return self.version_page(request, "admin/version.html", entry, f"Versie {number}: {version.title}", context)

    def restore_view(self, request, object_id, number):
        """Asks whether to put a version back, with what that changes, and does it."""
        entry = self.entry_to_see(request, object_id)
        version = get_object_or_404(Version.objects.of(entry), number=number)
        if way_back(request.user, entry) is None:
            raise PermissionDenied
        newest = latest(entry)
        if request.method == "POST" and request.POST.get("newest") == str(newest.number):
            return self.restore(request, entry, version)
        if request.method == "POST":
            messages.warning(request, OVERTAKEN)
        context = {"version": version, "newest": newest, **self.would_change(request, entry, version)}
        return self.version_page(request, "admin/version_restore.html", entry, f"Versie {number} terugzetten?", context)

    def restore(self, request, entry, version):
        try:
            way = way_back(request.user, entry)
            left_out = restore(entry, version, request.user, request.POST.get("comment", "").strip()[:1000])
        except ValidationError as error:
            messages.error(request, f"Niets teruggezet. {' '.join(error.messages)}")
            return redirect(self.address("history", entry))
        done = "ligt als voorstel bij de eindredactie" if way is Way.AS_PROPOSAL else "is teruggezet"
        messages.success(request, f"Versie {version.number} van “{entry}” {done}.")
        for sentence in left_out:
            messages.warning(request, f"Weggelaten: {sentence}")
        return redirect(self.address("history", entry))

    def would_change(self, request, entry, version):
        """What putting `version` back would change, leave out, or why it cannot be; for the page that asks."""
        document = restored(entry, version)
        try:
            with as_if(self.model, entry.pk, document) as shown:
                after, left_out, refusal = document_of(shown), shown.left_out, []
        except ValidationError as error:
            after, left_out, refusal = document, [], error.messages
        found = differences(self.model, document_of(entry), after, user=request.user)
        return {"changes": found, "left_out": left_out, "refusal": refusal}

    def entry_to_see(self, request, object_id):
        """The entry at an address. Raises Http404 or PermissionDenied."""
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        if not self.has_view_permission(request, entry):
            raise PermissionDenied
        return entry

    def version_page(self, request, template, entry, title, context):
        """A page about `entry`; who may put a version back is told how."""
        way = way_back(request.user, entry)
        context |= {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "entry": entry,
            "way": way,
            "as_proposal": way is Way.AS_PROPOSAL,
            "changelist_url": admin_address(self.model, "changelist"),
            "history_url": self.address("history", entry),
            "change_url": self.address("change", entry),
            "now": latest(entry),
        }
        return TemplateResponse(request, template, context)


def told(versions, user):
    """Versions of one entry, the newest first, each with what it changed; a list of dicts.

    Of the oldest nobody knows, unless it is the first there was.
    """
    if not versions:
        return []
    model = versions[0].model
    wording = Wording(shape_of(model), *(version.document for version in versions), user=user)
    before = [*versions[1:], None]
    return [
        {
            "version": version,
            "changes": older and differences(model, older.document, version.document, wording=wording),
        }
        for version, older in zip(versions, before, strict=True)
    ]
