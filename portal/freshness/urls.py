from django.urls import path

from portal.freshness import check_views, report_views

urlpatterns = [
    path("nazicht/alles/<str:token>/", check_views.check_all, name="check-all"),
    path("nazicht/<str:token>/", check_views.check, name="check"),
    path("melden/<slug:kind>/<slug:slug>/", report_views.report, name="report"),
    path("melden/<slug:kind>/<slug:slug>/dank/", report_views.reported, name="reported"),
]
