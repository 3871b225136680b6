"""The membership desk's list of partner requests: what waits to be read, the longest first."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from cultural_alliance.desk_lists import DeskList

from .. import access
from ..models import Organisation, PartnerRequest, PartnerRequestText, RequestState
from ..requests.missing import missing
from . import request_changes, request_pages
from .request_filters import Expiring, Standing


@admin.register(PartnerRequest)
class PartnerRequestAdmin(DeskList):
    """Django's own form, deletion and history are not here: every change is a verb."""

    change_list_template = "admin/members/request/list.html"
    list_display = ["what", "whose", "stands", "waits", "lacks", "direction", "deadline"]
    list_display_links = None
    list_filter = [Standing, Expiring, "direction"]
    search_fields = ["texts__title", "organisation__name", "organisation__short_name"]
    search_help_text = "Words of a title, or of an organisation’s name."

    def get_queryset(self, request: HttpRequest) -> QuerySet[PartnerRequest]:
        return PartnerRequest.objects.with_texts()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Titles and names are looked through by themselves: joined, each name is read as often
        as it has requests, in as many languages."""
        for word in search_term.split():
            titled = PartnerRequestText.objects.filter(title__icontains=word)
            named = Q(name__icontains=word) | Q(short_name__icontains=word)
            of_one = Organisation.objects.filter(named).order_by()
            found = Q(pk__in=titled.values("request")) | Q(organisation__in=of_one.values("pk"))
            queryset = queryset.filter(found)
        return queryset, False

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        order: list[Any] = ["submitted_at", "-saved_at", "-pk"]
        if request.GET.get(Standing.parameter_name) in RequestState.values:
            return order  # in one state an index has it
        return [Case(When(state=RequestState.SUBMITTED, then=Value(0)), default=Value(1)), *order]

    @admin.display(description="request")
    def what(self, request: PartnerRequest) -> SafeString:
        url = reverse("admin:members_partnerrequest_change", args=[request.pk])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', url, request)

    @admin.display(description="organisation", ordering="organisation__sort_name")
    def whose(self, request: PartnerRequest) -> SafeString:
        """Leads to all of the organisation's requests."""
        own = f"?organisation__id__exact={request.organisation_id}"
        return format_html('<a href="{}"><bdi>{}</bdi></a>', own, request.organisation)

    @admin.display(description="where it stands", ordering="state")
    def stands(self, request: PartnerRequest) -> SafeString:
        return request_pages.tags(request)

    @admin.display(description="waits for", ordering="submitted_at")
    def waits(self, request: PartnerRequest) -> str:
        if request.state != RequestState.SUBMITTED or request.submitted_at is None:
            return self.get_empty_value_display()
        days = (timezone.now() - request.submitted_at).days
        if not days:
            return timesince(request.submitted_at, depth=1)
        return f"{days} day{pluralize(days)}"

    @admin.display(description="missing")
    def lacks(self, request: PartnerRequest) -> str:
        if request.state != RequestState.SUBMITTED:
            return self.get_empty_value_display()
        return "; ".join(each.sentence for each in missing(request)) or "nothing"

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.person(request).has_perm(access.DECIDE)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_delete_permission = has_add_permission

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {"title": "Partner requests", **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "members_partnerrequest"
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("changed/", view(request_changes.queue), name=f"{name}_changed"),
            path("changed/<int:pk>/", view(request_changes.look), name=f"{name}_look"),
            path("<int:pk>/change/", view(request_pages.change), name=f"{name}_change"),
            path("<int:pk>/<slug:step>/", view(request_pages.act), name=f"{name}_act"),
        ]
