"""`/preview/<token>/`: a draft, opened to somebody who has no account."""

from django.urls import path

from . import link_views

urlpatterns = [
    path("", link_views.door, name="preview_link"),
    path("draft/", link_views.draft, name="preview_draft"),
    path("files/<int:pk>/", link_views.file, name="preview_file"),
]
