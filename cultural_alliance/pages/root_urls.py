"""Addresses outside the languages."""

from django.urls import path

from . import sitemaps, views

urlpatterns = [
    path("", views.choose_language, name="choose_language"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap_index"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap_section"),
]
