"""What stands out in a municipality, by theme, and what to do with it: practices of its peers and open schemes."""

from dataclasses import dataclass

from monitor.peers import peers_of, standing_out
from portal.caching.remember import remembered_by_figures
from portal.models import Theme
from portal.search.kinds import Axis, Kind
from portal.search.statement import Wish
from subsidies.states import within_reach

PRACTICES_SHOWN = 3
SCHEMES_SHOWN = 3
GROUPS_KEPT = 400  # more than there are municipalities; each takes some 2 kB


@dataclass(frozen=True)
class Group:
    """Standings of which `theme` is the first (None when they have none); `name` is that of their parts of the page."""

    name: str
    theme: Theme | None
    standings: list

    @property
    def facets(self):
        """What narrows the index to the theme."""
        return {Axis.THEME: [Axis.THEME.code(self.theme.pk)]}


@remembered_by_figures(at_most=GROUPS_KEPT)
def groups_of(municipality, by):
    """What stands out beside peers_of() `by`, grouped by theme; a list of Group, the greatest difference first."""
    found = {}
    for standing in standing_out(municipality, peers_of(municipality, by)):
        found.setdefault(next(iter(standing.indicator.themes.all()), None), []).append(standing)
    return [Group(f"group{place}", theme, standings) for place, (theme, standings) in enumerate(found.items())]


def wishes_for(groups, peers, municipality):
    """What the page shows with each Group, a Wish for each part: on its theme, the practices of `peers`
    ("group0_practices") and the schemes that `municipality` can ask for ("group0_schemes")."""
    places = [Axis.MUNICIPALITY.code(pk) for pk in peers.keys]
    wishes = {}
    for group in groups:
        if group.theme is None:
            continue
        of_peers = group.facets | {Axis.MUNICIPALITY: places}
        wishes[f"{group.name}_practices"] = Wish((Kind.PRACTICE,), facets=of_peers, limit=PRACTICES_SHOWN)
        wishes[f"{group.name}_schemes"] = within_reach(municipality, SCHEMES_SHOWN, group.facets)
    return wishes
