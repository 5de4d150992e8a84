"""Whether one can apply for each scheme today, beside the search index: it follows from dates, so it is not stored."""

from django.utils import timezone

from portal.caching.remember import remembered
from portal.search.kinds import Axis, Kind, place_of
from portal.search.statement import Addition, Wish
from subsidies.models import Scheme, State


@remembered
def standings_on(day):
    """The state of every published scheme on `day` and its nearest closing date, if any, by primary key."""
    schemes = Scheme.objects.published().with_state(day).with_next_closing(day)
    return {pk: (state, closing) for pk, state, closing in schemes.values_list("pk", "state", "next_closing")}


def standings():
    """The same, today."""
    return standings_on(timezone.localdate())


def addition(only=None):
    """What the list of schemes adds to the rows of the index: the state as a facet, and orders that follow from it.

    With `only`, a set of primary keys, the list holds no other schemes.
    """
    found = standings()
    if only is not None:
        found = {pk: standing for pk, standing in found.items() if pk in only}
    return Addition(
        f"""(SELECT e.kind, e.entry_id, e.day, e.own_order, e.sort_key, e.completeness, e.vector, d.state, d.closing,
            e.facets || ({Axis.STATE.code(0)} + d.state) AS facets
            FROM portal_indexedentry e
            JOIN unnest(%(schemes)s::bigint[], %(states)s::int[], %(closings)s::date[]) AS d (id, state, closing)
            ON e.kind = {Kind.SCHEME:d} AND e.entry_id = d.id)""",
        columns=("state", "closing", "own_order", "sort_key"),
        parameters={
            "schemes": array(found),
            "states": array(place_of(State, state) for state, _ in found.values()),
            "closings": array(closing or "NULL" for _, closing in found.values()),
        },
        orders={
            "own": "i.state, i.own_order, i.entry_id",
            "level": "i.own_order, i.entry_id",
            "closing": "i.closing, i.sort_key, i.entry_id",
        },
    )


def within_reach(municipality, limit, about=None):
    """The Wish for schemes that are not closed and that `municipality` can ask for; with facets `about`, on those."""
    return Wish(
        (Kind.SCHEME,),
        facets=(about or {}) | reach_of(municipality),
        excluded=(Axis.STATE.code(place_of(State, State.CLOSED)),),
        limit=limit,
        addition=addition(),
    )


def reach_of(municipality):
    """The facets of schemes that reach a municipality: of its province, or without one (number 0), which is for all."""
    return {Axis.PROVINCE: [Axis.PROVINCE.code(0), Axis.PROVINCE.code(municipality.province_id)]}


def array(values):
    """Values as PostgreSQL writes an array of numbers or dates: a driver takes ten times as long over a list."""
    return f"{{{','.join(map(str, values))}}}"


def with_standing(cards):
    """`cards` of published schemes, or the schemes, each with the `state` and `next_closing` of today."""
    found = standings()
    for card in cards:
        card.state, card.next_closing = found[card.pk]
        if not isinstance(card, Scheme):
            card.state_label = State(card.state).label
    return cards
