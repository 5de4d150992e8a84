"""Public pages for search engines."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from monitor.models import Indicator, PolicyItem
from partners.models import Partner
from portal.models import Municipality, Theme
from practices.models import Practice, Question, Resource
from subsidies.models import Scheme


class PageSitemap(Sitemap):
    """The pages that are always there."""

    def items(self):
        lists = ["practices:list", "practices:resources", "practices:questions", "partners:list", "subsidies:list"]
        return ["home", "themes", *lists, "monitor:list", "monitor:sources", "policy:list", "municipalities", "about"]

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


SITEMAPS = {
    "bladzijden": PageSitemap,
    "themas": ThemeSitemap,
    "gemeenten": MunicipalitySitemap,
    "praktijken": EntrySitemap(Practice),
    "hulpmiddelen": EntrySitemap(Resource),
    "hete-hangijzers": EntrySitemap(Question),
    "partners": EntrySitemap(Partner),
    "subsidies": EntrySitemap(Scheme),
    "cijfers": EntrySitemap(Indicator),
    "beleidsplan": EntrySitemap(PolicyItem),
}
