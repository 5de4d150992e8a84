"""Public pages for search engines."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, OuterRef
from django.urls import reverse

from monitor.models import Indicator, PolicyItem
from partners.models import Partner
from portal.models import Municipality, Theme
from practices.models import Practice, Question, Resource
from subsidies.models import EligibilityRule, Scheme


class PageSitemap(Sitemap):
    """The pages that are always there."""

    def items(self):
        lists = ["practices:list", "practices:resources", "practices:questions", "partners:list", "subsidies:list"]
        figures = ["monitor:list", "monitor:sources", "policy:list"]
        return ["home", "themes", *lists, *figures, "municipalities", "compare", "about"]

    def location(self, item):
        return reverse(item)


class EntrySitemap(Sitemap):
    """The published entries of one model."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, item):
        return item.updated_at


class ThemeSitemap(Sitemap):
    def items(self):
        return Theme.objects.all()


class MunicipalitySitemap(Sitemap):
    def items(self):
        return Municipality.objects.today()


class AnalysisSitemap(MunicipalitySitemap):
    """The analyses of municipalities: documents of their own, that officers look for by that name."""

    def location(self, item):
        return reverse("analysis", args=[item.slug])


class QualifyingSitemap(Sitemap):
    """Who qualifies, for schemes with rules; what agencies work with (the gap) and schemes without say little."""

    def items(self):
        measured = Exists(EligibilityRule.objects.filter(scheme=OuterRef("pk")))
        return Scheme.objects.published().filter(measured).only("slug").order_by("pk")

    def location(self, item):
        return reverse("subsidies:municipalities", args=[item.slug])


SITEMAPS = {
    "bladzijden": PageSitemap,
    "themas": ThemeSitemap,
    "gemeenten": MunicipalitySitemap,
    "omgevingsanalyses": AnalysisSitemap,
    "praktijken": EntrySitemap(Practice),
    "hulpmiddelen": EntrySitemap(Resource),
    "hete-hangijzers": EntrySitemap(Question),
    "partners": EntrySitemap(Partner),
    "subsidies": EntrySitemap(Scheme),
    "wie-komt-in-aanmerking": QualifyingSitemap,
    "cijfers": EntrySitemap(Indicator),
    "beleidsplan": EntrySitemap(PolicyItem),
}
