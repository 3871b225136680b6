"""Addresses of this part; `members/urls.py` composes them."""

from django.urls import URLPattern, path

from . import sending, views

urlpatterns: list[URLPattern] = [
    path("join/", views.join, name="join"),
    path("join/link/", sending.link, name="join_link"),
    path("join/<str:token>/", views.application, name="join_application"),
    path("join/<str:token>/claim/", sending.claim, name="join_claim"),
    path("join/<str:token>/answer/", sending.answer, name="join_answer"),
    path("join/<str:token>/documents/<int:pk>/", sending.document, name="join_document"),
]
