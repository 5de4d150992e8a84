"""Dutch addresses; stable, because others link to them."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.generic import RedirectView

from portal.lists.urls import list_urls
from portal.sitemaps import SITEMAPS
from portal.views import analysis, comparing, home, municipalities, municipality, pages, search, themes

urlpatterns = [
    path("", home.home, name="home"),
    path("themas/", themes.theme_list, name="themes"),
    path("themas/<slug:slug>/", themes.theme_detail, name="theme"),
    path("", include("practices.urls")),
    path("partners/", include("partners.urls")),
    path("subsidies/", include("subsidies.urls")),
    path("cijfers/", include("monitor.urls")),
    path("beleidsplan/", include("monitor.policy_urls")),
    *list_urls(municipalities.MunicipalityList, name="municipalities", prefix="gemeenten/"),
    path("gemeenten/kies/", municipalities.municipality_choice, name="municipality-choice"),
    path("gemeenten/vergelijken/", comparing.compare, name="compare"),
    path("gemeenten/vergelijken/export.<str:extension>", comparing.export, name="compare-export"),
    path("gemeenten/<slug:slug>/", municipality.municipality_detail, name="municipality"),
    path("gemeenten/<slug:slug>/omgevingsanalyse/", analysis.analysis, name="analysis"),
    path("gemeenten/<slug:slug>/omgevingsanalyse.pdf", analysis.analysis_pdf, name="analysis-pdf"),
    path("zoeken/", search.search, name="search"),
    path("over/", pages.about, name="about"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("", include("portal.freshness.urls")),
    path("gezond/", pages.health, name="health"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("beheer/bewaard/", include("portal.keeping.urls")),
    path("beheer/nazicht/", include("portal.workflow.urls")),
    path("beheer/account/", include("portal.accounts.urls")),
    path("beheer/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    # Django's shortcut leads from a number to the public page of anything: the address of a draft has its title.
    path("beheer/r/<path:anything>", pages.nowhere),
    path("beheer/", admin.site.urls),
]

handler400 = "portal.keeping.views.too_much"
