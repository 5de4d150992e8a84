"""What adding up needs to know of each indicator."""

from dataclasses import dataclass, replace

from django.db.models import BooleanField, ExpressionWrapper, Q

from monitor.models import Indicator
from monitor.models.small_groups import INHABITANTS, PERCENT
from portal.caching.remember import remembered_by_figures


@dataclass(frozen=True, slots=True)
class Measure:
    """How an indicator behaves: see the fields of the same names of Indicator.

    `is_of_group` says that the numerator is a number of persons that is hidden when small, and so the share as well.
    `inhabitants` is the indicator that tells how many a percentage without numerator can be about at most, if it hides
    small groups.
    """

    pk: int
    is_additive: bool
    hides_small_groups: bool
    numerator: int | None
    denominator: int | None
    unit: str
    is_of_group: bool = False
    inhabitants: int | None = None

    @property
    def is_ratio(self):
        """Whether it is the ratio of two counts."""
        return self.numerator is not None

    @property
    def hides_count(self):
        """Whether its own value is a number of persons that is hidden when small."""
        return self.hides_small_groups and not self.is_ratio and self.unit != PERCENT

    @property
    def hides_percentage(self):
        """Whether it is a percentage of people whose number is unknown, hidden when they are surely few."""
        return self.hides_small_groups and not self.is_ratio and self.unit == PERCENT

    @property
    def scale(self):
        """What a ratio is multiplied by to be in its unit."""
        return 100 if self.unit == PERCENT else 1

    @property
    def needed(self):
        """The primary keys of the indicators that its values are made from."""
        if self.is_ratio:
            return self.pk, self.numerator, self.denominator
        return (self.pk,) if self.inhabitants is None else (self.pk, self.inhabitants)


@remembered_by_figures
def measures():
    """Every Measure by the primary key of its indicator."""
    is_of_group = Q(numerator__hides_small_groups=True) | Q(numerator__isnull=False, hides_small_groups=True)
    rows = Indicator.objects.annotate(is_of_group=ExpressionWrapper(is_of_group, BooleanField())).values_list(
        *("pk", "is_additive", "hides_small_groups", "numerator", "denominator", "unit", "is_of_group")
    )
    found = {row[0]: Measure(*row) for row in rows}
    inhabitants = Indicator.objects.filter(slug=INHABITANTS).values_list("pk", flat=True).first()
    return {
        pk: replace(measure, inhabitants=inhabitants) if measure.hides_percentage else measure
        for pk, measure in found.items()
    }


def needed_for(chosen):
    """The primary keys of all indicators that the values of `chosen` (measures) are made from; sorted."""
    return sorted({key for measure in chosen for key in measure.needed})
