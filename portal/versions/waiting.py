"""What happened last: the newest versions of what a user may see."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format

from portal import roles
from portal.addresses import admin_address
from portal.desk.blocks import Block, Item
from portal.versions.models import Action, Version

SHOWN = 8
LOOKED_AT = 60  # versions; of those that a user may not see, the newest of others come instead
DAYS = 30


def waiting(user):
    """The last changes, each entry once, the newest first; a list of Block."""
    made = Version.objects.filter(made_at__gt=timezone.now() - timedelta(days=DAYS))
    made = made.exclude(action__in=(Action.FILES, Action.FOUND)).order_by("-made_at").select_related("entry_type")
    newest = {}
    fields = ("entry_type", "entry_id", "action", "made_at", "made_by_name")
    for version in made.only(*fields, "entry_type__app_label", "entry_type__model")[:LOOKED_AT]:
        newest.setdefault((version.model, version.entry_id), version)
    titles = titles_for(user, newest)
    shown = [(key, version) for key, version in newest.items() if key in titles][:SHOWN]
    items = [Item(titles[key], admin_address(key[0], "change", key[1]), told(version)) for key, version in shown]
    return [Block("Laatste wijzigingen", position=50, items=items, count=len(items))]


def titles_for(user, keys):
    """The titles of entries, as far as `user` may see them; a dict of pairs of model and primary key."""
    by_model = {}
    for model, key in keys:
        by_model.setdefault(model, []).append(key)
    return {
        (model, key): title
        for model, chosen in by_model.items()
        for key, title in roles.visible(user, model.objects.filter(pk__in=chosen)).values_list("pk", "title")
    }


def told(version):
    """What was done, when and by whom, in Dutch."""
    when = date_format(timezone.localtime(version.made_at), "j F, H.i")
    return f"{version.get_action_display()} op {when}" + (
        f" door {version.made_by_name}" if version.made_by_name else ""
    )
