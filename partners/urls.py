from django.urls import path

from partners import views
from portal.lists.urls import list_urls

app_name = "partners"

urlpatterns = [
    *list_urls(views.PartnerList),
    path("<slug:slug>/", views.PartnerDetail.as_view(), name="detail"),
]
