"""A practice, and how much the towns that did it look like a chosen municipality."""

from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.utils.http import urlencode

from monitor.likeness import compare, compared_by
from monitor.sourcing import uses_of
from portal.models import Municipality
from portal.municipalities import municipalities_today
from practices.models import PracticeMunicipality
from practices.views import PracticeDetail

LONGEST = 80  # characters of a name of a municipality
SUGGESTED = 5


class PracticePage(PracticeDetail):
    """A practice as visitors see it: with `?gemeente=` (a NIS code) beside that municipality."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.asked = request.GET.get("gemeente", "").replace("\0", "").strip()[:LONGEST]
        self.chosen = chosen_by(self.asked) if self.asked else None

    def get(self, request, *args, **kwargs):
        """Leads from a name of a municipality to its code, so that one choice has one address."""
        if self.chosen and self.asked != self.chosen.nis:
            return redirect(f"{request.path}?{urlencode({'gemeente': self.chosen.nis})}#past-bij")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs) | {"asked": self.asked, "fit": None, "suggested": []}
        if self.chosen:
            return context | {"fit": fit(self.object, self.chosen)}
        return context | {"suggested": suggestions(self.asked) if self.asked else []}


def chosen_by(asked):
    """The municipality of today with that NIS code, or to which that name or former code leads, else None."""
    for each in municipalities_today().values():
        if each.nis == asked:
            return each
    former = Municipality.objects.filter(nis=asked, successor__isnull=False).values_list("successor", flat=True)
    found = list(former) or [each.pk for each in Municipality.objects.known_as(asked)]
    return municipalities_today().get(found[0]) if len(found) == 1 else None


def suggestions(asked):
    """Municipalities that may have been meant by a name that leads to none or to several; a list."""
    return list(Municipality.objects.known_as(asked)[:SUGGESTED] or Municipality.objects.matching(asked)[:SUGGESTED])


def fit(practice, municipality):
    """What the page shows for a chosen municipality: a dict of names to values."""
    keys = towns_of(practice)
    return {
        "municipality": municipality,
        "is_own": municipality.pk in keys,
        "has_others": bool(keys - {municipality.pk}),
        "comparison": compare(municipality, keys),
        "uses": uses_of(compared_by(municipality)),
    }


def towns_of(practice):
    """The primary keys of the municipalities of today of a practice; a set."""
    rows = PracticeMunicipality.objects.filter(practice=practice)
    found = rows.annotate(today=Coalesce("municipality__successor", "municipality")).values_list("today", flat=True)
    return set(found) & municipalities_today().keys()
