from django.urls import path

from portal.lists.urls import list_urls
from subsidies import qualifying_views, views

app_name = "subsidies"

urlpatterns = [
    *list_urls(views.SchemeList, feeds=True),
    path("overzicht/", views.SchemeOverview.as_view(), name="overview"),
    path("kalender.ics", views.calendar, name="calendar"),
    path("<slug:slug>/gemeenten/", qualifying_views.municipalities, name="municipalities"),
    path("<slug:slug>/gemeenten.<str:extension>", qualifying_views.municipalities_file, name="municipalities-export"),
    path("<slug:slug>/kloof/", qualifying_views.gap, name="gap"),
    path("<slug:slug>/<slug:name>.<str:extension>", qualifying_views.gap_file, name="gap-export"),
    path("<slug:slug>/", views.SchemeDetail.as_view(), name="detail"),
]
