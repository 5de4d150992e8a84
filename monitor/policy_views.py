"""Pages of the policy plan: the list of goals and actions, and one of them."""

from django.views.generic import DetailView

from monitor.exports import POLICY_COLUMNS
from monitor.filters import PolicyFilter
from monitor.models import PolicyItem
from portal.lists.views import EntryList


class PolicyList(EntryList):
    """Goals and actions in the order of the plan."""

    template_name = "monitor/policy_list.html"
    filter_class = PolicyFilter
    columns = POLICY_COLUMNS
    url_name, name, title = "policy:list", "beleidsplan", "Beleidsplan"
    page_size = 50

    @classmethod
    def entries(cls):
        return PolicyItem.objects.published().for_cards().in_order()

    def get_context_data(self, **kwargs):
        goals = PolicyItem.objects.published().goals().in_order().with_action_count()
        return super().get_context_data(goals=goals, **kwargs)


class PolicyDetail(DetailView):
    template_name = "monitor/policy.html"
    context_object_name = "item"

    def get_queryset(self):
        return PolicyItem.objects.published().for_page()

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            below=PolicyItem.objects.under(self.object).for_cards(),
            practices=self.object.practices.published().for_cards(),
            monitors=self.object.monitors.published(),
            **kwargs,
        )
