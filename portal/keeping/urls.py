from django.contrib import admin
from django.urls import path

from portal.keeping import views

guarded = admin.site.admin_view

urlpatterns = [
    path("", views.keep, name="keep"),
    path("<int:pk>/", guarded(views.read), name="kept"),
    path("<int:pk>/verder/", guarded(views.go_on), name="kept-go-on"),
    path("<int:pk>/samen/", guarded(views.merge), name="kept-merge"),
    path("<int:pk>/weg/", guarded(views.discard), name="kept-discard"),
]
