"""Pages of partners."""

from partners.exports import PARTNER_COLUMNS
from partners.filters import PartnerFilter
from partners.models import ContactPoint, Partner
from portal.lists.cards import cards_with
from portal.lists.views import EntryList
from portal.models import Municipality
from portal.search.kinds import Kind
from portal.views.entries import EntryDetail


class PartnerList(EntryList):
    """The directory, by sector. With one municipality chosen it shows each partner's contact point for it."""

    template_name = "partners/list.html"
    model = Partner
    filter_class = PartnerFilter
    columns = PARTNER_COLUMNS
    url_name, name, title = "partners:list", "partners", "Partners"
    page_size = 60

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chosen = list(context["filters"].chosen_labels.get("gemeente", {}))
        if len(chosen) == 1:
            municipality = Municipality.objects.get(nis=chosen[0])
            context["municipality"] = municipality
            attach_contacts(context["page"], municipality)
        return context


def attach_contacts(partners, municipality):
    """Gives each of `partners` the attribute `contacts_here`: its contact points for `municipality`."""
    points = ContactPoint.objects.serving(municipality).filter(partner__in=[partner.pk for partner in partners])
    here = {}
    for point in points:
        here.setdefault(point.partner_id, []).append(point)
    for partner in partners:
        partner.contacts_here = here.get(partner.pk, [])


class PartnerDetail(EntryDetail):
    model = Partner
    rows = ("contacts",)
    template_name = "partners/detail.html"
    context_object_name = "partner"

    def get_queryset(self):
        return super().get_queryset().select_related("sector")

    def get_context_data(self, **kwargs):
        keys = self.object.practices.published().order_by("sort_key", "pk").values_list("pk", flat=True)
        return super().get_context_data(practices=cards_with(Kind.PRACTICE, keys), **kwargs)
