"""Taking an import back, whole: every figure stands again as it was before."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.db import DatabaseError, transaction
from django.db.models import Q
from django.utils import timezone

from monitor.loading import slices
from monitor.loading.errors import LoadingError
from monitor.loading.shares import WORKED_OUT
from monitor.loading.words import span
from monitor.models import Figure, FigureImport, Indicator
from portal import audit
from portal.search import changes

NAMED = 5


def undo(record, user=None):
    """Undoes a FigureImport. Raises LoadingError when it was undone, or when what it wrote was changed since."""
    try:
        with changes.together(), transaction.atomic():
            slices.lock()
            record = FigureImport.objects.select_for_update().get(pk=record.pk)
            if record.undone_at:
                raise LoadingError(f"“{record}” is al ongedaan gemaakt.")
            written = [tuple(each) for each in record.report.get("written", [])]
            wanted = [(indicator, year) for indicator, year, *_ in written]
            refuse_if_changed(record, written, wanted)
            slices.bring_back(wanted, record)
            record.undone_at, record.undone_by = timezone.now(), user
            record.save(update_fields=["undone_at", "undone_by"])
            changes.touch(Indicator, {key for key, _ in wanted})
            audit.log(user, "undo-import", record)
    except DatabaseError as error:
        raise LoadingError(f"De databank weigert dit: {error}") from error
    return record


def refuse_if_changed(record, written, wanted):
    """Raises LoadingError when figures that an import wrote are no longer as it wrote them, or are used since."""
    now = {tuple(each) for each in slices.fingerprints(wanted)}
    changed = defaultdict(list)
    for each in written:
        if each not in now:
            changed[each[0]].append(each[1])
    reasons = [reason_for(record, *each) for each in changed.items()] or users_of(record, wanted)
    if reasons:
        more = f" En nog {len(reasons) - NAMED} keer." if len(reasons) > NAMED else ""
        raise LoadingError(f"“{record}” is niet ongedaan te maken. {' '.join(reasons[:NAMED])}{more}")


def reason_for(record, indicator, years):
    """Who changed figures of an indicator in these years (a list) after an import, in Dutch."""
    title = Indicator.objects.filter(pk=indicator).values_list("title", flat=True).first()
    if title is None:
        return "Een indicator uit dit bestand is verwijderd, met zijn cijfers."
    what = f"{title} ({span(years)})"
    theirs = [Q(report__written__contains=[[indicator, year]]) for year in years]
    later = FigureImport.objects.filter(reduce(or_, theirs), undone_at=None, pk__gt=record.pk).order_by("pk").last()
    if later:
        return f"“{later}” (nummer {later.pk}) veranderde daarna {what}. Maak dat eerst ongedaan."
    return f"Een redacteur veranderde daarna cijfers van {what}."


def users_of(record, wanted):
    """Why shares that later imports worked out from what one wrote keep it from being undone; a list of sentences."""
    keys, years = ({each[place] for each in wanted} for place in (0, 1))
    made_of_it = Q(indicator__numerator__in=keys) | Q(indicator__denominator__in=keys)
    later = Figure.objects.filter(made_of_it, reference=WORKED_OUT, year__in=years, imported_by__gt=record.pk)
    parts = ("indicator__numerator", "indicator__denominator", "year")
    rows = later.order_by("imported_by").values_list(*parts, "imported_by", "imported_by__name", "indicator__title")
    touched = set(wanted)
    reasons = [
        f"“{name}” (nummer {number}) rekende er daarna mee voor {title}. Maak dat eerst ongedaan."
        for over, under, year, number, name, title in rows.distinct()
        if {(over, year), (under, year)} & touched
    ]
    return list(dict.fromkeys(reasons))
