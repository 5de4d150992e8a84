"""How much another municipality looks like one's own, in words and numbers. Distances come from monitor.peers."""

from dataclasses import dataclass

from monitor.peers.nearness import distances, known_dimensions
from monitor.peers.profiles import profiles, scale, years_of_profiles
from monitor.peers.tables import indicators, latest_values, latest_year, values
from monitor.peers.weights import FAR
from portal.caching.remember import remembered_by_figures
from portal.models import Municipality
from portal.municipalities import municipalities_today

FOREIGN_ORIGIN = "aandeel-buitenlandse-herkomst"
INDICATORS = ("inwoners", "bevolkingsdichtheid", FOREIGN_ORIGIN, "aandeel-herkomst-buiten-eu")
# Below the first, a town is among the peers of most municipalities; FAR is that of two taken at random.
ALIKE = FAR / 2
NUMBERS = ("", "", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
# What a ratio of inhabitants up to this is called. The smallest are a number of times less.
POPULATIONS = (
    (0.4, ""),
    (0.6, "half zoveel"),
    (0.9, "wat minder"),
    (1.1, "ongeveer evenveel"),
    (1.35, "wat meer"),
    (1.75, "anderhalve keer zoveel"),
)
SAME_SHARE = 2.0  # percentage points
SAME_CHANGE = 1.0


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared: `population`, `density` (inhabitants a km²), `origin` and `non_eu` (percent of the
    inhabitants), `change` of `origin` over ten years (percentage points). None when unknown or hidden."""

    population: float | None
    density: float | None
    origin: float | None
    non_eu: float | None
    change: float | None


@dataclass(frozen=True)
class Likeness:
    """A municipality beside one's own. `distance` is None when too little is known to measure it."""

    town: Municipality
    traits: Traits
    own: Traits
    distance: float | None

    @property
    def degree(self):
        """How much alike, in words; empty when nobody knows."""
        if self.distance is None:
            return ""
        return "sterk" if self.distance < ALIKE else "redelijk" if self.distance < FAR else "weinig"

    @property
    def sentences(self):
        """What is the same and what differs, of what is known of both; a list of Dutch sentences."""
        pairs = [(word, getattr(self.traits, name), getattr(self.own, name)) for name, word in WORDS.items()]
        return [words for word, theirs, own in pairs if None not in (theirs, own) and (words := word(theirs, own))]


@dataclass(frozen=True)
class Comparison:
    """Other municipalities beside `municipality`, the most alike first, and those that cannot be placed last.

    `dimensions` names what their distances are made of, in Dutch; a list.
    """

    municipality: Municipality
    own: Traits
    likenesses: tuple
    dimensions: list
    years: str

    @property
    def number_alike(self):
        """How many look strongly or fairly like it."""
        return sum(likeness.degree in ("sterk", "redelijk") for likeness in self.likenesses)

    @property
    def number_placed(self):
        """Of how many it is known how much they are alike."""
        return sum(likeness.distance is not None for likeness in self.likenesses)


def compare(municipality, keys):
    """The Comparison of a municipality of today with those of the primary keys `keys`, itself left out."""
    own = traits_of(municipality.pk)
    known = known_dimensions(all_profiles(), municipality.pk) if own.population else []
    parts = distances(all_profiles(), municipality.pk, scale(municipality.in_brussels)) if known else {}
    likenesses = [
        Likeness(municipalities_today()[key], traits_of(key), own, sum(parts[key].values()) if key in parts else None)
        for key in keys
        if key != municipality.pk
    ]
    ordered = tuple(sorted(likenesses, key=nearest_first))
    return Comparison(municipality, own, ordered, [each.label for each in known], years_of_profiles())


def compared_by(municipality):
    """The indicators behind the Traits of a municipality, each with its newest Value there; a list of pairs."""
    chosen = [indicators()[slug] for slug in INDICATORS if slug in indicators()]
    found = [(each, latest_values(each).get(municipality.pk)) for each in chosen]
    return [(each, value) for each, value in found if value]


def nearest_first(likeness):
    """To sort by: what cannot be placed comes last, by name."""
    return likeness.distance is None, likeness.distance or 0, likeness.town.sort_key


def traits_of(key):
    """The Traits of the municipality with primary key `key`."""
    profile = all_profiles()[key]
    return Traits(
        population=profile.get("population"),
        density=profile.get("density"),
        origin=origins().get(key),
        non_eu=profile.get("non_eu"),
        change=profile.get("change"),
    )


@remembered_by_figures
def all_profiles():
    """The profiles of monitor.peers of all municipalities, Flemish and of Brussels; a dict by primary key."""
    return profiles(False) | profiles(True)


@remembered_by_figures
def origins():
    """The share of inhabitants of foreign origin, in percent, by primary key; also where a group of it is hidden."""
    return values(FOREIGN_ORIGIN, latest_year(FOREIGN_ORIGIN))


def population_words(theirs, own):
    """How many inhabitants they have beside one's own: "Er wonen drie keer zoveel mensen."."""
    ratio = theirs / own
    words = next((words for most, words in POPULATIONS if ratio <= most), f"{times(ratio)} zoveel")
    return f"Er wonen {words or f'{times(1 / ratio)} minder'} mensen."


def times(ratio):
    """A ratio as a number of times: 2.8 → "drie keer"; above ten nobody counts."""
    number = round(ratio)
    return f"{NUMBERS[number]} keer" if number < len(NUMBERS) else "meer dan tien keer"


def origin_words(theirs, own):
    """How large the share of foreign origin is beside one's own."""
    word = more_or_less(theirs - own, SAME_SHARE, "ongeveer even groot", "groter", "kleiner")
    return f"Het aandeel inwoners van buitenlandse herkomst is er {word}."


def change_words(theirs, own):
    """How fast that share rose beside one's own; empty when it did not rise in both."""
    if min(theirs, own) <= 0:
        return ""
    word = more_or_less(theirs - own, SAME_CHANGE, "ongeveer even snel", "sneller", "trager")
    return f"In tien jaar steeg dat aandeel er {word}."


def more_or_less(difference, same, alike, more, less):
    """The word for a difference, of which up to `same` counts as none."""
    return alike if abs(difference) <= same else more if difference > 0 else less


WORDS = {"population": population_words, "origin": origin_words, "change": change_words}
