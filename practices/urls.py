from django.urls import path

from portal.lists.urls import list_urls
from portal.views.fit import PracticePage
from practices import views

app_name = "practices"

urlpatterns = [
    *list_urls(views.PracticeList, prefix="praktijken/", feeds=True),
    path("praktijken/<slug:slug>/", PracticePage.as_view(), name="detail"),
    *list_urls(views.ResourceList, name="resources", prefix="hulpmiddelen/"),
    path("hulpmiddelen/<slug:slug>/", views.ResourceDetail.as_view(), name="resource"),
    *list_urls(views.QuestionList, name="questions", prefix="hete-hangijzers/"),
    path("hete-hangijzers/<slug:slug>/", views.QuestionDetail.as_view(), name="question"),
]
