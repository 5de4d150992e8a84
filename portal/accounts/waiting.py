"""What an account itself needs before its user can work."""

from django.apps import apps

from portal import roles
from portal.desk.blocks import Block, Item


def waiting(user):
    """Says that somebody writes for places or providers, and has none yet; a list of Block."""
    kinds = [model for model in apps.get_models() if getattr(model, "scoped_by", ())]
    lacking = dict.fromkeys(sentence for kind in kinds if (sentence := roles.missing_scope(user, kind)))
    items = [Item(sentence) for sentence in lacking]
    return [Block("Uw account", position=0, items=items, count=len(items))] if items else []
