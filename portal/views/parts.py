"""The parts of the page of a municipality that follow from figures, as HTML: drawing them takes most of its time."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from monitor.models import Figure
from monitor.peers import CHOICES, courses, main_figures, peers_of
from monitor.peers.tables import indicators
from portal.caching.remember import remembered
from portal.views.helping import helpers_at, points_for

CHARTS_SHOWN = 4
PEERS_COMPARED = 2  # to begin a comparison with; there is room for four
HELP_KEPT = 100  # as many as differ; each takes some 20 kB
PARTS_KEPT = 100  # those asked for last; each takes some 25 kB, and a worker must stay under 90 MB


@dataclass(frozen=True, slots=True)
class Parts:
    """The main figures, the charts over the years, the peers and the older figures of a municipality."""

    figures: SafeString
    years: SafeString
    peers: SafeString
    older: SafeString
    has_figures: bool
    has_years: bool
    has_older: bool


def help_of(municipality):
    """Who helps a municipality, as HTML."""
    return help_at(points_for(municipality))


@remembered(at_most=HELP_KEPT)
def help_at(keys):
    """The same, from the primary keys of contact points; many municipalities have the same."""
    return part("portal/_place_helpers.html", {"helpers": helpers_at(keys)})


@remembered(at_most=PARTS_KEPT)
def parts_of(municipality, by):
    """The Parts of a municipality of today, compared with its peers_of() `by`."""
    peers = peers_of(municipality, by)
    context = {
        "municipality": municipality,
        "former": municipality.predecessors.all(),
        "peers": peers,
        "choices": CHOICES,
        "main": main_figures(municipality, peers),
        "courses": courses(municipality, peers, CHARTS_SHOWN),
        "older": older_figures(municipality),
        "compared": [municipality, *(member.municipality for member in peers.members[:PEERS_COMPARED])],
    }
    return Parts(
        figures=part("portal/_place_figures.html", context),
        years=part("portal/_place_years.html", context),
        peers=part("portal/_place_peers.html", context),
        older=part("portal/_place_older.html", context),
        has_figures=bool(context["main"]),
        has_years=bool(context["courses"]),
        has_older=bool(context["older"]),
    )


def part(template, context):
    """A part of a page as HTML that other templates take as it is."""
    return mark_safe(render_to_string(template, context))  # noqa: S308 a template has escaped all that it shows


def older_figures(municipality):
    """The loose figures that sources give of a municipality and of those that merged into it; a list.

    Those of official indicators stand in the list of figures: there are hundreds.
    """
    return [
        figure
        for figure in loose_figures()
        if municipality.pk in (figure.municipality_id, figure.municipality.successor_id)
    ]


@remembered
def loose_figures():
    """The figures of municipalities that are of no official indicator; a list, of a few hundred."""
    official = [each.pk for each in indicators().values()]
    return list(
        Figure.objects.of_published().filter(municipality__isnull=False).exclude(indicator__in=official).for_rows()
    )
