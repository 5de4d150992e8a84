"""Pages of the policy plan: the list of goals and actions, and one of them."""

from monitor.exports import POLICY_COLUMNS
from monitor.filters import PolicyFilter
from monitor.models import PolicyItem
from portal.lists.cards import cards_with, sections
from portal.lists.views import EntryList
from portal.search.kinds import Axis, Kind
from portal.search.statement import Wish
from portal.views.entries import EntryDetail

ALL = 1000  # no goal has so many actions


class PolicyList(EntryList):
    """Goals and actions in the order of the plan."""

    template_name = "monitor/policy_list.html"
    model = PolicyItem
    filter_class = PolicyFilter
    columns = POLICY_COLUMNS
    url_name, name, title = "policy:list", "beleidsplan", "Beleidsplan"
    page_size = 50

    def get_context_data(self, **kwargs):
        goals = PolicyItem.objects.published().goals().in_order().with_action_count()
        return super().get_context_data(goals=goals, **kwargs)


class PolicyDetail(EntryDetail):
    model = PolicyItem
    template_name = "monitor/policy.html"
    context_object_name = "item"

    def get_queryset(self):
        return super().get_queryset().select_related("parent__parent")

    def get_context_data(self, **kwargs):
        below = Wish((Kind.POLICY,), facets={Axis.PARENT: [Axis.PARENT.code(self.object.pk)]}, limit=ALL)
        return super().get_context_data(
            below=sections({"below": below})["below"].cards,
            practices=cards_with(Kind.PRACTICE, self.object.practices.values_list("pk", flat=True)),
            monitors=cards_with(Kind.MONITOR, self.object.monitors.values_list("pk", flat=True)),
            **kwargs,
        )
