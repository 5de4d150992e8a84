"""From rows of a file to awards: what would be new, changed or the same, and what is wrong."""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction

from portal.models import Municipality
from portal.text import fold
from subsidies.awards.reading import rows_of
from subsidies.models import Award, Scheme

KEYS = ("scheme_id", "municipality_id", "year")


@dataclass
class Plan:
    """What taking in a file would do. `awards` are unsaved but for those that exist already; `faults` are Dutch lines.

    `counts` has how many are "new", "changed" and "same".
    """

    awards: list = field(default_factory=list)
    faults: list = field(default_factory=list)
    counts: Counter = field(default_factory=Counter)

    @property
    def is_whole(self):
        """Whether it may be applied: every row was understood, and there is something to do."""
        return not self.faults and bool(self.awards)


def plan_of(raw, name, source, scheme=None, own=None):
    """The Plan for a file of bytes; `scheme` is for rows that name none. Raises UnreadableFile.

    `own` is a queryset of the schemes that rows may name, without it all: others are as good as unknown.
    """
    plan, seen = Plan(), {}
    schemes, places = schemes_by_name(Scheme.objects.all() if own is None else own), municipalities_by_name()
    existing = {tuple(getattr(award, key) for key in KEYS): award for award in Award.objects.all()}
    for row in rows_of(raw, name):
        faults = list(row.faults)
        found = found_among(schemes, row.scheme, "subsidie", faults) if row.scheme else scheme
        place = found_among(places, row.municipality, "gemeente", faults) if row.municipality else None
        if found is None and not row.scheme:
            faults.append("de subsidie ontbreekt")
        if faults:
            plan.faults.append(f"Rij {row.number}: {'; '.join(faults)}.")
            continue
        key = (found.pk, place.pk, row.year)
        if key in seen:
            plan.faults.append(f"Rij {row.number}: dezelfde subsidie, gemeente en jaar als in rij {seen[key]}.")
            continue
        seen[key] = row.number
        take(plan, existing.get(key), Award(scheme=found, municipality=place, year=row.year), row, source)
    return plan


def take(plan, existing, new, row, source):
    """Adds one award to the plan; nothing is done when it exists just like that."""
    award = existing or new
    wanted = {"amount": row.amount, "note": row.note, "source_id": source.pk}
    if existing and all(getattr(existing, name) == value for name, value in wanted.items()):
        plan.counts["same"] += 1
        return
    plan.counts["changed" if existing else "new"] += 1
    for name, value in wanted.items():
        setattr(award, name, value)
    plan.awards.append(award)


def apply(plan):
    """Saves the awards of a Plan without faults, all or nothing."""
    if not plan.is_whole:
        raise ValueError("A plan with faults, or an empty one, is not applied.")
    with transaction.atomic():
        for award in plan.awards:
            award.save()


def schemes_by_name(schemes):
    """The queryset `schemes` by slug and by folded title; a dict to lists."""
    found = {}
    for scheme in schemes.only("slug", "title"):
        for name in {scheme.slug, fold(scheme.title)}:
            found.setdefault(name, []).append(scheme)
    return found


def municipalities_by_name():
    """Municipalities by NIS code, and by folded name: today's, else former ones; a dict to lists."""
    found, former = {}, {}
    for place in Municipality.objects.all():
        found[place.nis] = [place]
        (former if place.successor_id else found).setdefault(fold(place.name), []).append(place)
    return former | found


def found_among(named, text, kind, faults):
    """The one object that `text` names in a dict of name to objects; None, with a message in `faults`, otherwise."""
    matches = named.get(text.strip()) or named.get(fold(text.strip()), [])
    if len(matches) == 1:
        return matches[0]
    reason = "kan meer dan één zijn; schrijf de code" if matches else "kennen we niet"
    faults.append(f"{kind} “{text[:60]}” {reason}")
    return None
