"""Focus on Members; `members/urls.py` composes it."""

from django.urls import path

from . import views

urlpatterns = [
    path("members/", views.Directory.as_view(), name="directory"),
    path("members/csv/", views.table, name="directory_csv"),
    path("members/<int:pk>-<slug:slug>/", views.organisation, name="organisation"),
]
