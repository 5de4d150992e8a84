"""Everything for one municipality."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render

from monitor.peers import CHOICES, LIKE, peers_of
from portal.caching.remember import remembered_by_figures
from portal.lists.cards import sections
from portal.models import Municipality
from portal.search.kinds import Axis, Kind
from portal.search.statement import Wish
from portal.views import standings
from portal.views.parts import help_of, parts_of
from subsidies.eligibility import verdicts_for, with_verdicts
from subsidies.states import reach_of, with_standing, within_reach

HERE_SHOWN = 9
PROVINCIAL_SHOWN = 3
NEARBY_SHOWN = 6
SCHEMES_SHOWN = 8


def municipality_of(slug):
    """The municipality with this slug or NIS code, or the one of that name that it merged into; else 404."""
    if municipality := municipality_called(slug):
        return municipality
    raise Http404


@remembered_by_figures
def municipality_called(slug):
    """The same, with its predecessors; None when there is none."""
    found = Municipality.objects.filter(Q(slug=slug) | Q(nis=slug) | Q(slug__regex=rf"^{slug}-\d{{5}}$"))
    found = found.select_related("successor", "province").prefetch_related("predecessors")
    return found.order_by("valid_until").last()


def municipality_detail(request, slug):
    """Where a municipality stands, what stands out, what towns like it did, who helps and who pays."""
    municipality = municipality_of(slug)
    today = municipality.successor or municipality
    if today.slug != slug:
        return redirect(today, permanent=True)
    asked = request.GET.get("vergelijk", LIKE)
    by = asked if asked in CHOICES else LIKE
    peers = peers_of(today, by)
    groups = standings.groups_of(today, by)
    found = sections(wishes_for(today) | standings.wishes_for(groups, peers, today))
    with_states(found, today)
    context = {
        "municipality": today,
        "former": today.predecessors.all(),
        "found": found,
        "helpers": help_of(today),
        "peers": peers,
        "unknown_choice": "" if asked in CHOICES else asked[:20],
        "parts": parts_of(today, by),
        "groups": groups,
    }
    return render(request, "portal/municipality.html", context)


def with_states(found, municipality):
    """Gives every scheme that the page shows its state of today, and whether the municipality qualifies."""
    verdicts = {municipality.name: verdicts_for(municipality)}
    for name, section in found.items():
        if "schemes" in name:
            with_verdicts(with_standing(section.cards), verdicts)


def wishes_for(municipality):
    """What the page shows of entries, whatever the figures; a Wish for each part."""
    here = Axis.MUNICIPALITY.code(municipality.pk)
    province = Axis.WHOLE_PROVINCE.code(municipality.province_id)
    whole_province = {Axis.WHOLE_PROVINCE: [province]}
    near = {Axis.PROVINCE: [Axis.PROVINCE.code(municipality.province_id)]}
    return {
        "practices": Wish((Kind.PRACTICE,), facets={Axis.MUNICIPALITY: [here]}, limit=HERE_SHOWN),
        "provincial": Wish((Kind.PRACTICE,), facets=whole_province, excluded=(here,), limit=PROVINCIAL_SHOWN),
        "near": Wish((Kind.PRACTICE,), facets=near, excluded=(here, province), limit=NEARBY_SHOWN),
        "schemes": within_reach(municipality, SCHEMES_SHOWN),
        "all_schemes": Wish((Kind.SCHEME,), facets=reach_of(municipality), limit=0),
    }
