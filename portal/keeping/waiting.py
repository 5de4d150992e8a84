"""What somebody typed and did not save, on the first page of the admin."""

from django.urls import reverse

from portal.desk.blocks import Block, Item
from portal.keeping.models import KeptForm

SHOWN = 5


def waiting(user):
    """The forms of `user` that are kept; a list of Block."""
    kept = list(KeptForm.objects.of(user))
    if not kept:
        return []
    items = [Item(str(each), reverse("kept", args=[each.pk]), f"getypt {each.when}") for each in kept[:SHOWN]]
    return [Block("Wat u typte en nog niet bewaarde", 10, items, len(kept))]
