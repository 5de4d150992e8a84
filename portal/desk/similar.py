"""Entries that may be about the same thing, by their titles: so that nobody writes what is there already."""

from dataclasses import dataclass

from rapidfuzz import fuzz, process

from portal import roles
from portal.models import Status
from portal.text import fold

SHORTEST = 6  # characters of a title; of fewer, anything is near
LONGEST = 120
SHOWN = 5
# Of 100, as rapidfuzz counts: about three words of four alike, in any order.
NEAR = 78
SAME = 92  # so near that it is told after saving too


@dataclass(frozen=True, slots=True)
class Similar:
    """An entry with a title like the one asked about; `likeness` is from NEAR to 100."""

    pk: int
    title: str
    status: str
    likeness: float

    @property
    def status_label(self):
        return Status(self.status).label


def similar_titles(user, model, title, but=None):
    """Entries of `model` that `user` may see with a title like `title`, the likest first; a list of Similar.

    `but` is the primary key of the entry that is being written itself, if it has one.
    """
    sought = fold(title[:LONGEST]).strip()
    if len(sought) < SHORTEST:
        return []
    entries = roles.visible(user, model.objects.exclude(pk=but)).order_by()
    rows = {row[0]: row for row in entries.values_list("pk", "title", "status", "sort_key")}
    keys = {pk: row[-1] for pk, row in rows.items()}
    found = process.extract(sought, keys, scorer=fuzz.token_sort_ratio, score_cutoff=NEAR, limit=SHOWN)
    return [Similar(*rows[pk][:3], likeness) for _, likeness, pk in found]
