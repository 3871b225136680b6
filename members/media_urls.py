"""Below `/media/`: files that people sent, each kind at a path of its own."""

from django.urls import re_path

from .profile import serving

urlpatterns = [
    re_path(r"^logos/(?P<name>[0-9a-f]{40})\.webp$", serving.logo, name="logo"),
]
