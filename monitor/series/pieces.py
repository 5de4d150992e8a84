"""Which municipalities together are one of today, by the division in municipalities that a figure was made for."""

from collections import defaultdict
from dataclasses import dataclass

from portal.caching.remember import remembered_by_figures
from portal.models import Municipality

FIRST, LAST = 0, 9999


@dataclass(frozen=True, slots=True)
class Piece:
    """What a municipality is in the divisions of the years `first` to `last`, both included.

    It is one of the `parts` municipalities that are `today` now (a primary key, as is `municipality`); with one part
    it has the boundaries of today.
    """

    municipality: int
    name: str
    today: int
    first: int
    last: int
    parts: int


@dataclass(frozen=True, slots=True)
class Life:
    """A municipality and the years whose division it is in: from `begins` until just before `ends`."""

    pk: int
    name: str
    begins: int
    ends: int


@dataclass(frozen=True)
class Boundaries:
    """All pieces, by the primary key of their municipality, and the municipality of today that each one is in."""

    pieces: dict
    roots: dict

    def piece(self, municipality, division):
        """The Piece that the municipality with this primary key is in the division of a year; None if it is none."""
        found = self.pieces.get(municipality, ())
        return next((piece for piece in found if piece.first <= division <= piece.last), None)

    def family(self, today):
        """The primary keys of a municipality of today and of all that it took in."""
        return [pk for pk, root in self.roots.items() if root == today]


@remembered_by_figures
def boundaries():
    """The Boundaries as the database has them."""
    families, roots = defaultdict(list), {}
    for root, life in lives():
        families[root].append(life)
        roots[life.pk] = root
    pieces = defaultdict(list)
    for root, members in families.items():
        for piece in pieces_of(root, members):
            pieces[piece.municipality].append(piece)
    return Boundaries(dict(pieces), roots)


def lives():
    """Pairs of the primary key of a municipality of today, and the Life of one that it was or is; a list."""
    rows = list(Municipality.objects.values_list("pk", "name", "successor", "valid_from", "valid_until"))
    successors = {pk: successor for pk, _, successor, _, _ in rows}
    return [
        (
            root_of(pk, successors),
            Life(pk, name, first_division(since), until.year + 1 if until else LAST + 1),
        )
        for pk, name, _, since, until in rows
    ]


def root_of(pk, successors):
    """The municipality of today that the one with `pk` is in; `successors` is a dict of primary keys."""
    seen = set()
    while successors[pk] is not None and pk not in seen:
        seen.add(pk)
        pk = successors[pk]
    return pk


def first_division(since):
    """The year of the first division, on 1 January, of a municipality that exists since that day (None: always)."""
    if since is None:
        return FIRST
    return since.year if (since.month, since.day) == (1, 1) else since.year + 1


def pieces_of(root, members):
    """The pieces of the municipality of today `root`, of which `members` are its own Life and those it took in."""
    cuts = sorted({FIRST, *(life.begins for life in members), *(life.ends for life in members if life.ends <= LAST)})
    for first, following in zip(cuts, [*cuts[1:], LAST + 1], strict=True):
        present = [life for life in members if life.begins <= first < life.ends]
        for life in present:
            yield Piece(life.pk, life.name, root, first, following - 1, len(present))
