"""Municipalities: the list, choosing one by any of its names, and everything for one."""

from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from monitor.models import Figure
from partners.models import ContactPoint, Partner
from portal.lists.municipalities import MUNICIPALITY_COLUMNS, MunicipalityFilter
from portal.lists.views import EntryList
from portal.models import Municipality
from practices.models import Practice
from subsidies.models import Scheme

NEARBY_SHOWN = 6
SCHEMES_SHOWN = 8


class MunicipalityList(EntryList):
    template_name = "portal/municipality_list.html"
    filter_class = MunicipalityFilter
    columns = MUNICIPALITY_COLUMNS
    url_name, name, title = "municipalities", "gemeenten", "Gemeenten"
    page_size = 400

    @classmethod
    def entries(cls):
        practices = Count("practices", filter=Q(practices__status="published"), distinct=True)
        today = Municipality.objects.today().select_related("province").prefetch_related("predecessors")
        # A grouped query drops the model's own order.
        return today.annotate(practice_count=practices).order_by(*Municipality._meta.ordering)

    @classmethod
    def export_entries(cls, entries):
        return entries


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
    practices = Practice.objects.published()
    here = practices.in_municipality(today)
    provincial = practices.filter(provinces=today.province).exclude(pk__in=here.values("pk"))
    near = practices.filter(localities__municipality__province=today.province).distinct()
    near = near.exclude(pk__in=here.values("pk")).exclude(pk__in=provincial.values("pk"))
    schemes = Scheme.objects.published().within_reach_of(today).usable_first()
    return render(
        request,
        "portal/municipality.html",
        {
            "municipality": today,
            "former": today.predecessors.all(),
            "practices": here.for_cards(),
            "provincial": provincial.for_cards(),
            "near": near.for_cards()[:NEARBY_SHOWN],
            "near_count": near.count(),
            "helpers": helpers(today),
            "schemes": schemes.exclude(state="gesloten").for_cards()[:SCHEMES_SHOWN],
            "scheme_count": schemes.count(),
            "figures": Figure.objects.of_published().filter(municipality=today).for_rows(),
        },
    )


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
