"""The page of the admin with entries to check: say that they still are right, or who is to keep them."""

from django.apps import apps
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from portal import roles
from portal.accounts import names
from portal.freshness import work
from portal.freshness.kinds import entry_models
from portal.search import changes
from portal.versions.models import Action
from portal.versions.recording import recorded

A_PAGE = 50


def due_list(model_admin, request):
    """A list of entries to check, and what one does with those that are ticked."""
    lists = work.lists_of(request.user)
    name = request.GET.get("van", work.MINE)
    if name not in lists:
        raise PermissionDenied
    if request.method == "POST":
        act(request)
        return redirect(f"{request.path}?{urlencode({'van': name})}")
    page = Paginator(work.due(request.user, name), A_PAGE).get_page(request.GET.get("p"))
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "title": "Fiches om na te kijken",
        "lists": lists,
        "name": name,
        "page": page,
        "rows": entries_of(page),
        "owners": owners() if len(lists) > 1 else (),
    }
    return TemplateResponse(request, "admin/due_list.html", context)


def entries_of(page):
    """The rows of a page with their entries: a list of (row, entry)."""
    rows = list(page)
    keys = {}
    for row in rows:
        keys.setdefault(row["label"], []).append(row["pk"])
    found = {label: apps.get_model(label).objects.select_related("owner").in_bulk(pks) for label, pks in keys.items()}
    return [(row, found[row["label"]][row["pk"]]) for row in rows if row["pk"] in found[row["label"]]]


def owners():
    """Who may be made responsible for some kind of entry; a list of users."""
    found = {user for model in entry_models() for user in roles.owners(model)}
    return sorted(found, key=lambda user: names.name_of(user).lower())


def act(request):
    """Confirms the ticked entries, or gives them an owner; says how many."""
    chosen = [key.rpartition(".") for key in request.POST.getlist("fiche")]
    owner = request.POST.get("verantwoordelijke", "")
    with transaction.atomic(), changes.together():
        if "klopt" in request.POST:
            done = sum(confirm(request.user, entry) for entry in ticked(chosen))
            told = f"{done} {'fiche staat' if done == 1 else 'fiches staan'} nu op “nagekeken”."
        elif owner.isdecimal() and (user := get_user_model().objects.filter(pk=owner[:9], is_active=True).first()):
            done = sum(give(request.user, entry, user) for entry in ticked(chosen))
            told = f"{done} {'fiche is' if done == 1 else 'fiches zijn'} nu van {names.name_of(user)}."
        else:
            done, told = 0, "Kies eerst een verantwoordelijke."
    messages.add_message(request, messages.SUCCESS if done else messages.WARNING, told)


def ticked(chosen):
    """The entries of (label, dot, primary key) as forms send them; what is no entry is passed over."""
    models = {model._meta.label_lower: model for model in entry_models()}
    for label, _, key in chosen[:A_PAGE]:
        if label in models and key.isdecimal():
            locked = models[label].objects.select_for_update(of=("self",), no_key=True)
            yield from locked.filter(pk=key[:18])


def confirm(user, entry):
    """Notes that `user` checked an entry that is their work and due; whether that was so."""
    today = localdate()
    if not entry.is_due(today) or not roles.kept_by(user, type(entry).objects.filter(pk=entry.pk)).exists():
        return False
    with recorded(entry, user, Action.CONFIRMED):
        entry.note_check(today)
    return True


def give(user, entry, owner):
    """Makes `owner` responsible for an entry; whether that was allowed."""
    if not roles.may_publish(user, entry) or not roles.owners(type(entry)).filter(pk=owner.pk).exists():
        return False
    with recorded(entry, user, Action.CHANGED):
        entry.owner = owner
        entry.save(update_fields=["owner", "updated_at"])
    return True
