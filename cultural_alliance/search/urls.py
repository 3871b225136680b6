"""Below `/<language>/search/`."""

from django.urls import URLPattern, path

from . import views

app_name = "search"
urlpatterns: list[URLPattern] = [path("", views.search, name="search")]
