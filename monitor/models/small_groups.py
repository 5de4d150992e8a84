"""Groups of persons so small that somebody in them could be known again: nobody sees their number.

That is the rule's one home. Zero hides too: "fewer than 10" tells nothing if a real zero stands beside it.
"""

from decimal import Decimal

from django.apps import apps
from django.db.models import Case, DecimalField, ExpressionWrapper, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan
from django.utils.functional import cached_property

SMALLEST_SHOWN = 10
# A share is rounded, so the persons behind it are known only to the nearest whole number.
FEWEST_BEHIND_SHARE = Decimal("9.5")
MARK = "small"
LABEL = "verborgen (kleine groep)"
PERCENT = "%"
PERSONS = "personen"
# The indicator of all inhabitants: of whom a percentage is, it cannot be of more people than these.
INHABITANTS = "inwoners"


def is_small(number, hides):
    """Whether `number` of persons (None when unknown) is hidden, if the indicator `hides` small groups."""
    return hides and number is not None and number < SMALLEST_SHOWN


def is_small_share(share, numerator, denominator, scale):
    """Whether a share of persons is hidden: the group it counts is small.

    The group is `numerator`, or else what `share` of `denominator` comes to (`scale` is 100 for percentages, else 1).
    Each can be None, when unknown; what cannot be told is not hidden.
    """
    group = numerator
    if group is None and share is not None and denominator is not None:
        group = share * denominator / scale
    return group is not None and group < FEWEST_BEHIND_SHARE


def is_small_part(percentage, inhabitants):
    """Whether a percentage of people of unknown number is hidden: even of all `inhabitants` it would be a small group.

    Each can be None, when unknown; what cannot be told is not hidden.
    """
    return is_small_share(percentage, None, inhabitants, 100)


def is_of_small_group():
    """The same rule as a condition on figures, for a filter or an annotation.

    Only shares of municipalities are looked behind; a province or region has no group that small.
    """
    is_count = Q(indicator__numerator=None, indicator__hides_small_groups=True) & ~Q(indicator__unit=PERCENT)
    is_share = Q(indicator__numerator__isnull=False, value__isnull=False) & (
        Q(indicator__hides_small_groups=True) | Q(indicator__numerator__hides_small_groups=True)
    )
    is_part = Q(
        indicator__numerator=None,
        indicator__hides_small_groups=True,
        indicator__unit=PERCENT,
        municipality__isnull=False,
    )
    scale = Case(When(indicator__unit=PERCENT, then=Value(100)), default=Value(1))
    group = Coalesce(
        value_beside("numerator"),
        F("value") * value_beside("denominator") / scale,
        output_field=DecimalField(),
    )
    most = ExpressionWrapper(F("value") * inhabitants_beside() / 100, output_field=DecimalField())
    return (
        Q(is_count, value__lt=SMALLEST_SHOWN)
        | (is_share & Q(LessThan(group, FEWEST_BEHIND_SHARE)))
        | (is_part & Q(LessThan(most, FEWEST_BEHIND_SHARE)))
    )


def value_beside(part):
    """The value of the numerator or denominator of a share, for the same municipality and year."""
    return value_of(indicator=OuterRef(f"indicator__{part}"))


def inhabitants_beside():
    """The number of inhabitants of the same municipality in the same year."""
    return value_of(indicator__slug=INHABITANTS)


def value_of(**narrowed):
    """The value of another figure for the same municipality, year and period."""
    same = {name: OuterRef(name) for name in ("municipality", "year", "period")}
    figures = apps.get_model("monitor", "Figure").objects.filter(**narrowed, **same)
    return Subquery(figures.values("value")[:1])


class HidesSmallGroups:
    """Mixin for Figure: what of it visitors may see. Public pages and files show nothing else."""

    @cached_property
    def is_small(self):
        """Whether it is about a group too small to show. FigureQuerySet.for_rows() asks it for all rows at once."""
        return self.pk is not None and type(self).objects.filter(is_of_small_group(), pk=self.pk).exists()

    @property
    def shown_value(self):
        """The value; None when there is none to see."""
        return None if self.is_small else self.value

    @property
    def shown_mark(self):
        """Why there is no value to see, as a word for machines; empty when there is one."""
        return MARK if self.is_small else self.mark

    @property
    def reason(self):
        """The same in words."""
        return LABEL if self.is_small else self.get_mark_display()
