"""What waits of the portal's own: drafts that somebody began, and what visitors seek in vain."""

from datetime import timedelta

from django.apps import apps
from django.db.models import CharField, Max, Sum, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from portal import roles
from portal.addresses import admin_address
from portal.desk.blocks import Block, Item
from portal.models import SearchCount, Status

SHOWN = 6
SEARCH_DAYS = 30


def waiting(user):
    """The drafts of `user`, and for editors what nobody found; a list of Block."""
    return [drafts(user), *([searches_in_vain()] if may_see_searches(user) else [])]


def drafts(user):
    """Entries that `user` is responsible for and did not submit, the newest first."""
    querysets = [
        model.objects.filter(owner=user, status=Status.DRAFT)
        .order_by()
        .annotate(entry_label=Value(label, CharField()))
        .values_list("entry_label", "pk", "title", "updated_at")
        for label in roles.ENTRIES
        if roles.may(user, "change", model := apps.get_model(label))
    ]
    if not querysets:
        return Block("Uw ontwerpen", position=20)
    found = querysets[0].union(*querysets[1:], all=True).order_by("-updated_at")
    items = [
        Item(
            title,
            admin_address(apps.get_model(label), "change", pk),
            f"bewaard op {date_format(timezone.localtime(saved))}",
        )
        for label, pk, title, saved in found[:SHOWN]
    ]
    return Block("Uw ontwerpen", position=20, items=items, count=found.count() if len(items) == SHOWN else len(items))


def may_see_searches(user):
    return roles.may(user, "view", SearchCount) and any(
        roles.may(user, roles.PUBLISH, apps.get_model(label)) for label in roles.ENTRIES
    )


def searches_in_vain():
    """What was sought in the last SEARCH_DAYS and found nothing, what was sought most first."""
    since = timezone.localdate() - timedelta(days=SEARCH_DAYS)
    found = SearchCount.objects.filter(day__gt=since).values("words").annotate(times=Sum("times"), most=Max("results"))
    found = found.filter(most=0).order_by("-times", "words")
    items = [Item(f"“{row['words']}”", note=f"{row['times']} keer gezocht") for row in found[:SHOWN]]
    return Block(
        "Gezocht en niet gevonden",
        position=40,
        items=items,
        count=found.count() if len(items) == SHOWN else len(items),
        more_url=f"{reverse('admin:portal_searchcount_changelist')}?gevonden=niets&dagen={SEARCH_DAYS}",
    )
