from django.urls import path

from monitor import views
from portal.lists.urls import list_urls

app_name = "monitor"

urlpatterns = [
    *list_urls(views.FigureList),
    *list_urls(views.MonitorList, name="sources", prefix="bronnen/"),
    path("<slug:slug>/", views.IndicatorDetail.as_view(), name="indicator"),
    path("<slug:slug>/gemeenten.<str:extension>", views.export_values, name="indicator-export"),
]
