"""Pages on which editors judge what others submit."""

from django.contrib import admin
from django.urls import path

from portal.workflow import views

page = admin.site.admin_view

urlpatterns = [
    path("", page(views.review_list), name="review"),
    path("voorstel/<int:pk>/", page(views.review_proposal), name="review-proposal"),
    path("voorstel/<int:pk>/intrekken/", page(views.withdraw), name="withdraw-proposal"),
    path("<slug:app_label>/<slug:model_name>/<int:pk>/", page(views.review_entry), name="review-entry"),
]
