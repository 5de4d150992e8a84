from django.urls import path

from monitor import policy_views as views
from portal.lists.urls import list_urls

app_name = "policy"

urlpatterns = [
    *list_urls(views.PolicyList),
    path("<slug:slug>/", views.PolicyDetail.as_view(), name="detail"),
]
