"""What an analysis has to talk about: practices, subsidies and questions, by the themes that stand out."""

from dataclasses import dataclass, field

from django.db.models import F

from portal.lists.cards import sections
from portal.models import Theme
from portal.search.kinds import Axis, Kind
from portal.search.statement import Wish
from practices.models import ChecklistItem, Resource
from subsidies.eligibility import Answer, verdicts_for
from subsidies.models import State
from subsidies.states import with_standing, within_reach

THEMES_SHOWN = 4
PRACTICES_SHOWN = 5  # of each theme, here and at peers
QUESTIONS_SHOWN = 3
ITEMS_SHOWN = 4
ALL = 200
PARTS = ("here", "peers", "questions")


@dataclass
class Talk:
    """What there is about a theme; without one, about all of them. Cards, and for `items` points of exercises."""

    theme: Theme | None
    here: list
    peers: list
    questions: list
    items: list = field(default_factory=list)

    @property
    def lists(self):
        """Where the points are from: a dict of title to address."""
        return {item.checklist.title: item.checklist.get_absolute_url() for item in self.items}


def talks_about(themes, municipality, peers):
    """A Talk for each of the first THEMES_SHOWN `themes`, or one about everything when there are none; a list."""
    chosen = themes[:THEMES_SHOWN] or [None]
    wishes = {}
    for theme in chosen:
        about = {Axis.THEME: [Axis.THEME.code(theme.pk)]} if theme else {}
        wishes |= {(theme, name): wish for name, wish in wishes_for(about, municipality, peers).items()}
    found = sections(wishes)
    items, seen = items_of(themes[:THEMES_SHOWN]), set()
    return [
        Talk(theme, *(new(found[theme, name].cards, seen) for name in PARTS), items.get(theme and theme.pk, []))
        for theme in chosen
    ]


def wishes_for(about, municipality, peers):
    """What to ask of the index `about` a theme: a Wish for each part."""
    here = Axis.MUNICIPALITY.code(municipality.pk)
    # A code that nothing has, for a municipality without peers.
    theirs = [Axis.MUNICIPALITY.code(key) for key in peers.keys] or [Axis.MUNICIPALITY.code(0)]
    return {
        "here": Wish((Kind.PRACTICE,), facets=about | {Axis.MUNICIPALITY: [here]}, limit=PRACTICES_SHOWN),
        "peers": Wish(
            (Kind.PRACTICE,), facets=about | {Axis.MUNICIPALITY: theirs}, excluded=(here,), limit=PRACTICES_SHOWN
        ),
        "questions": Wish((Kind.QUESTION,), facets=about, limit=QUESTIONS_SHOWN),
    }


def new(cards, seen):
    """Those of `cards` that were not shown before; `seen` remembers them."""
    fresh = [card for card in cards if (card.kind, card.pk) not in seen]
    seen.update((card.kind, card.pk) for card in fresh)
    return fresh


def items_of(themes):
    """The first ITEMS_SHOWN points to think about of each of `themes`, by its primary key; one query, or none."""
    if not themes:
        return {}
    items = ChecklistItem.objects.filter(
        checklist__in=Resource.objects.published().filter(kind=Resource.Kind.REFLECTION),
        checklist__themes__in=themes,
    ).select_related("checklist")
    found, seen = {theme.pk: [] for theme in themes}, set()
    for item in items.annotate(theme=F("checklist__themes")).order_by("position", "checklist__sort_key", "pk"):
        if len(found[item.theme]) < ITEMS_SHOWN and item.pk not in seen:
            found[item.theme].append(item)
            seen.add(item.pk)
    return found


@dataclass(frozen=True)
class Money:
    """Schemes within reach that are not closed: those to look at (`schemes`), those for which it does not qualify
    (`refused`), and how many there are besides of which nobody knows whether they still exist (`unchecked`)."""

    schemes: list
    refused: list
    unchecked: int


def money_for(municipality):
    """The Money of a municipality: cards with their `verdict`, open and coming ones first, then those with a yes."""
    cards = with_standing(sections({"schemes": within_reach(municipality, ALL)})["schemes"].cards)
    verdicts = verdicts_for(municipality)
    for card in cards:
        card.verdict = verdicts[card.pk]
    refused = [card for card in cards if card.verdict.answer == Answer.NO]
    schemes = [card for card in cards if card.verdict.answer == Answer.YES or is_known(card)]
    schemes = [card for card in schemes if card not in refused]
    return Money(schemes, refused, len(cards) - len(schemes) - len(refused))


def is_known(card):
    """Whether it is sure that one can apply for it, now or later."""
    return card.state in (State.OPEN, State.COMING)
