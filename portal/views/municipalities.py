"""Municipalities: the list, choosing one by any of its names, and everything for one."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from monitor.models import Figure
from partners.models import ContactPoint, Partner
from portal.lists.cards import sections
from portal.lists.indexed import counts_of_all
from portal.lists.municipalities import MUNICIPALITY_COLUMNS, MunicipalityFilter
from portal.lists.views import RowList
from portal.models import Municipality
from portal.search.kinds import Axis, Kind, place_of
from portal.search.statement import Wish
from subsidies.models import State
from subsidies.states import addition, with_standing

NEARBY_SHOWN = 6
SCHEMES_SHOWN = 8
ALL = 200


class MunicipalityList(RowList):
    template_name = "portal/municipality_list.html"
    filter_class = MunicipalityFilter
    columns = MUNICIPALITY_COLUMNS
    url_name, name, title = "municipalities", "gemeenten", "Gemeenten"
    page_size = 400

    def page_of(self, filters, offset):
        """Names with their practices: the page shows all municipalities, and no more of them."""
        found = list(filters.qs.prefetch_related(None).select_related(None).only("name", "slug"))
        return len(found), with_counts(found[offset : offset + self.page_size])

    @classmethod
    def exported(cls, filters):
        return with_counts(super().exported(filters))


def with_counts(municipalities):
    """A list of `municipalities`, each with its `practice_count`."""
    counts = counts_of_all(Kind.PRACTICE).get(Axis.MUNICIPALITY, {})
    found = list(municipalities)
    for municipality in found:
        municipality.practice_count = counts.get(municipality.pk, 0)
    return found


def municipality_choice(request):
    """Leads from any name of a municipality to its page, or to the list when the name is unknown or ambiguous."""
    name = request.GET.get("naam", "").replace("\0", "").strip()[:80]
    found = Municipality.objects.known_as(name)
    if len(found) == 1:
        return redirect(found[0])
    return redirect(f"{reverse('municipalities')}?{urlencode({'q': name})}" if name else "municipalities")


def municipality_of(slug):
    """The municipality with this slug or NIS code, or the one of that name that it merged into; else 404."""
    found = Municipality.objects.filter(Q(slug=slug) | Q(nis=slug) | Q(slug__regex=rf"^{slug}-\d{{5}}$"))
    if municipality := found.select_related("successor", "province").order_by("valid_until").last():
        return municipality
    raise Http404


def municipality_detail(request, slug):
    """Everything for one municipality: practices here and near, who helps, which subsidies, which figures."""
    municipality = municipality_of(slug)
    today = municipality.successor or municipality
    if today.slug != slug:
        return redirect(today, permanent=True)
    found = sections(wishes_for(today))
    with_standing(found["schemes"].cards)
    return render(
        request,
        "portal/municipality.html",
        {
            "municipality": today,
            "former": today.predecessors.all(),
            "found": found,
            "helpers": helpers(today),
            "figures": Figure.objects.of_published().filter(municipality=today).for_rows(),
        },
    )


def wishes_for(municipality):
    """What the page shows of entries, a Wish for each part."""
    here = Axis.MUNICIPALITY.code(municipality.pk)
    province = Axis.WHOLE_PROVINCE.code(municipality.province_id)
    # A scheme without a province, number 0, is for all of them.
    reach = {Axis.PROVINCE: [Axis.PROVINCE.code(0), Axis.PROVINCE.code(municipality.province_id)]}
    closed = Axis.STATE.code(place_of(State, State.CLOSED))
    near = {Axis.PROVINCE: [Axis.PROVINCE.code(municipality.province_id)]}
    return {
        "practices": Wish((Kind.PRACTICE,), facets={Axis.MUNICIPALITY: [here]}, limit=ALL),
        "provincial": Wish((Kind.PRACTICE,), facets={Axis.WHOLE_PROVINCE: [province]}, excluded=(here,), limit=ALL),
        "near": Wish((Kind.PRACTICE,), facets=near, excluded=(here, province), limit=NEARBY_SHOWN),
        "schemes": Wish((Kind.SCHEME,), facets=reach, excluded=(closed,), limit=SCHEMES_SHOWN, addition=addition()),
        "all_schemes": Wish((Kind.SCHEME,), facets=reach, limit=0),
    }


def helpers(municipality):
    """Who helps `municipality` today: a dict of Sector to partners, each with its `contacts_here`.

    Former organisations and contact points are left out. Within a sector, who is there for this municipality in
    particular comes first, then who is there for its province, then the rest.
    """
    points = ContactPoint.objects.serving(municipality).filter(
        is_historical=False, partner__in=Partner.objects.published().filter(active_until=None)
    )
    found = {}
    for point in points.nearest_first(municipality).select_related("partner__sector"):
        partners = found.setdefault(point.partner.sector, {})
        partner = partners.setdefault(point.partner_id, point.partner)
        partner.contacts_here = [*getattr(partner, "contacts_here", []), point]
    return {sector: list(partners.values()) for sector, partners in found.items()}
