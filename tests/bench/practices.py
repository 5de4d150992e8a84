"""One made-up practice: its columns and its relations, the same for the same number."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from portal.text import fold

SEED = 20_261_122
FIRST_DAY, DAYS = date(2023, 1, 1), 1_400  # published in these

# Column: words where it is filled, and the share of practices where it is, about as in our own content.
TEXTS = {
    "occasion": (20, 0.6),
    "approach": (120, 0.95),
    "results": (40, 0.5),
    "lessons": (18, 0.1),
    "success_factors": (22, 0.15),
    "obstacles": (20, 0.1),
    "budget": (10, 0.2),
    "staffing": (7, 0.2),
    "contact": (7, 0.15),
}
TITLE, SUMMARY, LEAD = 4, 22, 4  # words
STATES = (("onbekend", 0.5), ("lopend", 0.3), ("afgelopen", 0.2))
# Relation: chance of a second, third … value; the first value is the most popular by far.
AGAIN = {"themes": 0.5, "domains": 0.6, "target_groups": 0.5, "municipalities": 0.2, "sources": 0.1}
WITHOUT_MUNICIPALITY, WITH_PARTNER = 0.1, 0.25
MOST_VALUES = 6
SKEW = 1.7  # of n values, number n × u^SKEW is taken, with u even between 0 and 1


@dataclass(frozen=True)
class Keys:
    """The primary keys of what practices refer to."""

    themes: list
    domains: list
    target_groups: list
    municipalities: list
    provinces: list
    sources: list
    supported_by: list


def one_of(rng, values):
    """One of `values`, the first far more often than the last."""
    return values[int(len(values) * rng.random() ** SKEW)]


def some_of(rng, values, again):
    """One to MOST_VALUES different values; `again` is the chance of each further one."""
    chosen = [one_of(rng, values)]
    while len(chosen) < MOST_VALUES and rng.random() < again:
        chosen.append(one_of(rng, values))
    return list(dict.fromkeys(chosen))


def columns(rng, number, vocabulary):
    """The practice's own columns; a dict of field name to value."""
    title = vocabulary.title(rng, TITLE)[:120]
    slug = "-".join(fold(title).split())[:70]
    return {
        "title": title,
        "slug": f"{slug}-{number}",
        "sort_key": fold(title),
        "summary": vocabulary.text(rng, SUMMARY)[:400],
        "lead": vocabulary.title(rng, LEAD),
        "partners": [vocabulary.title(rng, 3) for _ in range(rng.choice((0, 0, 1, 2)))],
        "state": rng.choices([state for state, _ in STATES], [weight for _, weight in STATES])[0],
        "published_on": FIRST_DAY + timedelta(rng.randrange(DAYS)),
    } | {name: vocabulary.text(rng, count) for name, (count, share) in TEXTS.items() if rng.random() < share}


def relations(rng, keys):
    """What the practice refers to; a dict of relation name to list of primary keys."""
    found = {name: some_of(rng, getattr(keys, name), again) for name, again in AGAIN.items()}
    found["provinces"], found["supported_by"] = [], []
    if rng.random() < WITHOUT_MUNICIPALITY:
        found["municipalities"], found["provinces"] = [], [one_of(rng, keys.provinces)]
    if rng.random() < WITH_PARTNER:
        found["supported_by"] = [one_of(rng, keys.supported_by)]
    return found


def make_up(number, vocabulary, keys):
    """Practice `number`: its columns and its relations."""
    rng = random.Random(SEED + number)
    return columns(rng, number, vocabulary), relations(rng, keys)
