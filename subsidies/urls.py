from django.urls import path

from portal.lists.urls import list_urls
from subsidies import views

app_name = "subsidies"

urlpatterns = [
    *list_urls(views.SchemeList, feeds=True),
    path("overzicht/", views.SchemeOverview.as_view(), name="overview"),
    path("kalender.ics", views.calendar, name="calendar"),
    path("<slug:slug>/", views.SchemeDetail.as_view(), name="detail"),
]
