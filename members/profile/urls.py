"""Addresses of this part; `members/urls.py` composes them."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
