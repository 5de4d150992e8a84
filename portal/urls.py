"""Dutch addresses; stable, because others link to them."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path

from portal.lists.urls import list_urls
from portal.sitemaps import SITEMAPS
from portal.views import home, municipalities, pages, search, themes

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
    path("gemeenten/<slug:slug>/", municipalities.municipality_detail, name="municipality"),
    path("zoeken/", search.search, name="search"),
    path("over/", pages.about, name="about"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("gezond/", pages.health, name="health"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("beheer/", admin.site.urls),
]
