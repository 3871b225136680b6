"""Applications in the admin: the membership desk's queue, and a page for each."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from cultural_alliance.desk_lists import DeskList

from .. import access
from ..joining.desk import pages, steps
from ..joining.desk.listing import (
    LABELS,
    CountryFilter,
    LooksFilter,
    PapersFilter,
    Queue,
    StateFilter,
    with_papers,
)
from ..models import ApplicationState, JoinApplication


@admin.register(JoinApplication)
class ApplicationAdmin(DeskList):
    """Decisions are verbs with pages of their own: Django's form, deletion and history are not
    here."""

    list_display = ("titled", "stands", "age", "where", "signs")
    list_display_links = None
    list_filter = (StateFilter, LooksFilter, PapersFilter, CountryFilter)
    list_select_related = ("claims",)
    ordering = ("submitted_at", "pk")
    search_fields = ("name", "short_name", "reference", "first_email", "second_email")
    search_help_text = "Part of a name, a reference or an e-mail address."
    change_list_template = "admin/members/application/change_list.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        sent = super().get_queryset(request).exclude(state=ApplicationState.DRAFT)
        return with_papers(sent)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[Queue]:
        return Queue

    @admin.display(description="organisation", ordering="name_key")
    def titled(self, application: JoinApplication) -> SafeString:
        name = application.name or ("(emptied)" if application.emptied_at else "(no name)")
        return format_html(
            '<a href="{}"><bdi>{}</bdi></a><br><span class="small">{}</span>',
            f"{application.pk}/change/",
            name,
            application.reference,
        )

    @admin.display(description="state", ordering="state")
    def stands(self, application: JoinApplication) -> SafeString:
        state = ApplicationState(application.state)
        return format_html('<span class="tag is-{}">{}</span>', steps.CSS[state], LABELS[state])

    @admin.display(description="sent", ordering="submitted_at")
    def age(self, application: JoinApplication) -> SafeString | str:
        if not application.submitted_at:
            return ""
        day = written(timezone.localtime(application.submitted_at), "j M Y")
        ago = f"{timesince(application.submitted_at)} ago" if application.is_waiting else ""
        return format_html('{}<br><span class="small">{}</span>', day, ago)

    @admin.display(description="country", ordering="country")
    def where(self, application: JoinApplication) -> str:
        return application.country_name

    @admin.display(description="to look at")
    def signs(self, application: Any) -> SafeString:
        signs = [f"Like a member: {why}" for why in application.flags]
        if application.claims_id:
            signs = [f"Says it belongs to {application.claims}"]
        if not application.has_documents and not application.claims_id:
            signs.append("No documents")
        shown = signs if application.emptied_at is None else []
        return format_html_join("", "<div>{}</div>", [(sign,) for sign in shown])

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(access.DECIDE)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return super().changelist_view(request, {"title": "Applications to join"})

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
            guarded = self.admin_site.admin_view(view)
            return path(route, guarded, name=f"members_joinapplication_{name}")

        return [
            at("", self.changelist_view, "changelist"),
            at("documents/<int:pk>/", pages.document, "document"),
            at("<int:pk>/change/", pages.detail, "change"),
            at("<int:pk>/<slug:name>/", pages.act, "act"),
        ]
