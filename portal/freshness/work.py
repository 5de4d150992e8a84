"""What of all this is whose work: the entries to check, the reports and the links that a user has to do with."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.utils import timezone

from portal import roles
from portal.freshness.kinds import entry_models
from portal.freshness.models import Asked, LinkCheck, LinkUse, Report
from portal.models import Source

# Lists of entries to check. All but the first are for who works with all entries of a kind.
MINE, SILENT, NOBODY, ALL = "mij", "stil", "niemand", "alle"
LISTS = {
    MINE: "Van mij",
    SILENT: "Zonder antwoord",
    NOBODY: "Zonder verantwoordelijke",
    ALL: "Alles wat na te kijken is",
}


def lists_of(user):
    """The names of the lists that `user` may see, with their labels; a dict."""
    is_editor = any(roles.sees_all(user, model) for model in entry_models())
    return LISTS if is_editor else {MINE: LISTS[MINE]}


def due(user, name):
    """The rows of a list, longest due first: a queryset of dicts with label (of the model), pk, title and due_since."""
    parts = [as_rows(due_of(model, user, name)) for model in entry_models()]
    return parts[0].union(*parts[1:], all=True).order_by("due_since", "title", "label", "pk")


def due_of(model, user, name):
    """The entries of one kind in a list."""
    entries = model.objects.order_by()
    if name == MINE:
        return entries.due().filter(owner=user)
    if not roles.sees_all(user, model):
        return entries.due().none()
    if name == SILENT:
        return Asked.objects.silent(entries, timezone.now())
    return entries.due().without_keeper() if name == NOBODY else entries.due()


def as_rows(entries):
    label = Value(entries.model._meta.label_lower, output_field=CharField())
    return entries.annotate(label=label).values("label", "pk", "title", "due_since")


def concerning(user, kind="entry_type", key="entry_id"):
    """The Q of rows that are about entries which are the work of `user`; `kind` and `key` name its columns."""
    wanted = Q(pk__in=())
    for model in entry_models():
        of_kind = Q(**{kind: ContentType.objects.get_for_model(model)})
        if not roles.sees_all(user, model):
            kept = roles.kept_by(user, model.objects.order_by())
            of_kind &= Q(**{f"{key}__in": kept.values("pk")})
        wanted |= of_kind
    return wanted


def reports_of(user):
    """The reports that `user` may read and handle."""
    return Report.objects.filter(concerning(user))


def links_of(user):
    """The links in what is the work of `user`; sources are the work of who works with all entries."""
    uses = LinkUse.objects.filter(concerning(user, "holder_type", "holder_id"))
    if any(roles.sees_all(user, model) for model in entry_models()):
        uses |= LinkUse.objects.filter(holder_type=ContentType.objects.get_for_model(Source))
    return LinkCheck.objects.filter(Exists(uses.filter(link=OuterRef("pk"))))
