"""Which of our indicators a series of a file is."""

import re

from django.utils.text import slugify

from monitor.models import Indicator, IndicatorName
from portal.models import Status
from portal.text import fold

SPACES = re.compile(r"\s+")
PERCENT = "%"
# In our own form people write the indicator as we call it: its title, or its slug.
OWN_FORM = "kapstok"
LONGEST_TITLE, LONGEST_NAME, LONGEST_SLUG, LONGEST_UNIT = 120, 250, 80, 40
UNWRITTEN = "Nog te schrijven: wat er precies geteld wordt, en hoe. De naam in het bestand is “{}”."


def plain(name):
    """A name with one space between words, no longer than the database holds it."""
    return SPACES.sub(" ", name).strip()[:LONGEST_NAME]


class Indicators:
    """All indicators as files of one form (its NAME among the readers) may call them."""

    def __init__(self, form):
        self.is_ours = form == OWN_FORM
        self.all = list(Indicator.objects.select_related("numerator", "denominator"))
        self.by_pk = {indicator.pk: indicator for indicator in self.all}
        self.by_slug = {indicator.slug: indicator for indicator in self.all}
        self.by_title = {fold(indicator.title): indicator for indicator in self.all}
        names = IndicatorName.objects.filter(format__in=["", form]).order_by("format")
        # A name for this form goes before one for every form.
        self.by_name = {plain(name.name): self.by_pk[name.indicator_id] for name in names}

    def find(self, series):
        """The Indicator of a Series, None when nobody knows it."""
        name = plain(series.name)
        titled = self.by_title.get(fold(name)) if self.is_ours else None
        return self.by_slug.get(series.slug) or self.by_name.get(name) or titled

    def shares_of(self, keys):
        """The indicators that are worked out from any of those with primary keys `keys`; a list."""
        return [each for each in self.all if {each.numerator_id, each.denominator_id} & set(keys)]


def unit_fault(series, indicator):
    """Why the figures of a series cannot be those of an indicator, in Dutch; empty when they can."""
    if series.unit and (series.unit.strip() == PERCENT) != (indicator.unit == PERCENT):
        return f"het bestand telt in {series.unit}, de indicator “{indicator}” in {indicator.unit}"
    return ""


def make_draft(series, source):
    """Makes a draft of an indicator for a series that nobody knows; an editor completes it."""
    name = plain(series.name)
    slug = base = slugify(name)[: LONGEST_SLUG - 4] or "indicator"
    number = 2
    while Indicator.objects.filter(slug=slug).exists():
        slug, number = f"{base}-{number}", number + 1
    indicator = Indicator.objects.create(
        title=name[:LONGEST_TITLE],
        slug=slug,
        summary=name[:400],
        definition=UNWRITTEN.format(name),
        unit=series.unit[:LONGEST_UNIT] or "aantal",
        decimals=1 if series.unit == PERCENT else 0,
        status=Status.DRAFT,
    )
    indicator.citations.create(source=source, reference=name[:200])
    return indicator


def remember(indicator, form, series):
    """Has the next file of this form know a series by its name."""
    IndicatorName.objects.update_or_create(format=form, name=plain(series.name), defaults={"indicator": indicator})
