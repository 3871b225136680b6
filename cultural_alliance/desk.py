"""Django's admin with the desk as its front page: what needs me now, section by section."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.urls import path

from . import surfaces
from .choosing.views import choices


class DeskConfig(AdminConfig):
    default_site = "cultural_alliance.desk.DeskSite"


class DeskSite(admin.AdminSite):
    site_header = "Alliance desk"
    site_title = "Alliance desk"
    index_title = "The desk"
    index_template = "admin/desk.html"
    empty_value_display = "–"
    enable_nav_sidebar = False  # the desk is the way around, and lists need the room

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        offered = (make(request) for make in surfaces.desk)
        panels = [panel for panel in offered if panel is not None]
        zone = getattr(request.user, "time_zone", settings.TIME_ZONE)
        return super().index(request, {"panels": panels, "zone": zone, **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        asked = path("choices/<slug:name>/", self.admin_view(choices), name="choices")
        return [asked, *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Sign-in is allauth's, with its limits and second factor; here only who is turned away."""
        from allauth.account.decorators import secure_admin_login  # needs the models loaded

        return secure_admin_login(super().login)(request, extra_context)
