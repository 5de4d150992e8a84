"""Pages of partners."""

from django.views.generic import DetailView

from partners.exports import PARTNER_COLUMNS
from partners.filters import PartnerFilter
from partners.models import ContactPoint, Partner
from portal.lists.views import EntryList
from portal.models import Municipality


class PartnerList(EntryList):
    """The directory, by sector. With one municipality chosen it shows each partner's contact point for it."""

    template_name = "partners/list.html"
    filter_class = PartnerFilter
    columns = PARTNER_COLUMNS
    url_name, name, title = "partners:list", "partners", "Partners"
    page_size = 60

    @classmethod
    def entries(cls):
        return Partner.objects.published().for_cards().directory()

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


class PartnerDetail(DetailView):
    template_name = "partners/detail.html"
    context_object_name = "partner"

    def get_queryset(self):
        return Partner.objects.published().for_page()

    def get_context_data(self, **kwargs):
        practices = self.object.practices.published().for_cards()
        return super().get_context_data(practices=practices, **kwargs)
