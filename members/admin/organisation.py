"""The membership desk's list of organisations, and the page of one with its steps.

What an organisation says of itself is its own to write. The desk shows or hides it, ends its
membership, and lets an owner in where none is left: each by a step that asks for the reason.
"""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cultural_alliance.desk_lists import DeskList
from cultural_alliance.languages import DEFAULT

from .. import access
from ..models import Organisation
from ..people import colleagues
from .organisation_filters import Country, Shown
from .organisation_steps import StepPages, offered


@admin.register(Organisation)
class OrganisationAdmin(StepPages, DeskList):
    list_display = ["what", "kind", "where", "stands", "people", "member_since"]
    list_display_links = None
    list_filter = [Shown, "kind", Country]
    ordering = ["sort_name", "pk"]
    search_fields = ["name", "short_name", "place"]
    search_help_text = "A name, a short name, a place."

    @admin.display(description="organisation", ordering="sort_name")
    def what(self, organisation: Organisation) -> SafeString:
        url = reverse("admin:members_organisation_change", args=[organisation.pk])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, organisation.name)

    @admin.display(description="country", ordering="country")
    def where(self, organisation: Organisation) -> str:
        return str(organisation.country.name)  # type: ignore[attr-defined]

    @admin.display(description="where it stands")
    def stands(self, organisation: Organisation) -> SafeString:
        return tags(organisation)

    @admin.display(description="people")
    def people(self, organisation: Organisation) -> int:
        return len(organisation.memberships.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        return super().get_queryset(request).prefetch_related("memberships")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        organisation = self.organisation_or_404(request, object_id)
        journal = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(Organisation),
            object_id=str(organisation.pk),
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(organisation),
            "organisation": organisation,
            "text": organisation.text_in(DEFAULT),
            "tags": tags(organisation),
            "colleagues": list(colleagues.of(organisation)),
            "invitations": list(organisation.invitations.pending().order_by("pk")),
            "journal": list(journal.select_related("user").order_by("-action_time")[:50]),
            "steps": offered(organisation),
        }
        return TemplateResponse(request, "admin/members/organisation/change_form.html", context)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(access.DECIDE)

    def has_view_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return request.user.has_perm(access.DECIDE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Organisation | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Organisations", **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "members_organisation"
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("<path:object_id>/change/", view(self.change_view), name=f"{name}_change"),
            path("<int:pk>/steps/<slug:verb>/", view(self.step_view), name=f"{name}_step"),
        ]


def tags(organisation: Organisation) -> SafeString:
    """Where it stands, in words."""
    told = []
    if organisation.left_at:
        told.append(("withdrawn", "Left"))
    elif organisation.member_since is None:
        told.append(("draft", "Not yet a member"))
    elif organisation.is_listed:
        told.append(("public", "Shown"))
    else:
        told.append(("former", "Hidden"))
    if organisation.is_example:
        told.append(("former", "Example"))
    return format_html("{}", format_html_join(" ", '<span class="tag is-{}">{}</span>', told))
