"""The list of enquiries: what waits for an answer, the longest first."""

from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import pluralize
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timesince import timesince

from cultural_alliance.desk_lists import DeskList

from .. import access, deciding
from ..models import Enquiry
from ..refusals import Refused
from . import pages
from .filters import Age, Standing


@admin.register(Enquiry)
class EnquiryAdmin(DeskList):
    """Django's own form, deletion and history are not here: every change is a verb."""

    list_display = ["what", "sender", "stands", "age", "holder", "spoken_in"]
    list_display_links = None
    list_filter = [Standing, Age, "topic", "language"]
    list_select_related = ["taken_by"]
    ordering = ["waiting_since", "pk"]
    search_fields = ["reference", "name", "email", "about", "message"]
    search_help_text = "A reference, a name, an e-mail address, words of the message."
    actions = ["take", "mark_spam"]

    @admin.display(description="enquiry", ordering="reference")
    def what(self, enquiry: Enquiry) -> SafeString:
        url = reverse("admin:contact_enquiry_change", args=[enquiry.pk])
        topic = enquiry.get_topic_display()
        return format_html('<a href="{}">{}</a><br>{}', url, topic, enquiry.reference)

    @admin.display(description="from", ordering="name")
    def sender(self, enquiry: Enquiry) -> SafeString | str:
        if enquiry.emptied_at:
            return "(emptied)"
        return format_html("<bdi>{}</bdi><br>{}", enquiry.name, enquiry.email)

    @admin.display(description="where it stands", ordering="state")
    def stands(self, enquiry: Enquiry) -> SafeString:
        return pages.tags(enquiry)

    @admin.display(description="waits for", ordering="waiting_since")
    def age(self, enquiry: Enquiry) -> str:
        if not enquiry.is_waiting:
            return self.get_empty_value_display()
        days = enquiry.waited.days
        return f"{days} day{pluralize(days)}" if days else timesince(enquiry.waiting_since, depth=1)

    @admin.display(description="who has it", ordering="taken_by__name")
    def holder(self, enquiry: Enquiry) -> str:
        return str(enquiry.taken_by or self.get_empty_value_display())

    @admin.display(description="language", ordering="language")
    def spoken_in(self, enquiry: Enquiry) -> str:
        return enquiry.spoken_in

    @admin.action(description="Take: I answer them", permissions=["change"])
    def take(self, request: HttpRequest, enquiries: QuerySet[Any]) -> None:
        self._with_each(request, enquiries, deciding.take, "is yours now")

    @admin.action(description="Mark as spam", permissions=["change"])
    def mark_spam(self, request: HttpRequest, enquiries: QuerySet[Any]) -> None:
        self._with_each(request, enquiries, deciding.mark_spam, "is marked as spam")

    def _with_each(
        self, request: HttpRequest, enquiries: QuerySet[Any], verb: Any, done: str
    ) -> None:
        for enquiry in enquiries:
            try:
                verb(enquiry, by=access.person(request))
            except Refused as refusal:
                flash.error(request, f"{enquiry}: {refusal}")
            else:
                flash.success(request, f"{enquiry} {done}.")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return access.may_answer(request)

    def has_view_permission(self, request: HttpRequest, obj: Enquiry | None = None) -> bool:
        return access.may_answer(request)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Enquiry | None = None) -> bool:
        return False

    has_delete_permission = has_add_permission

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Enquiries", **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        name = "contact_enquiry"
        return [
            path("", view(self.changelist_view), name=f"{name}_changelist"),
            path("<int:pk>/change/", view(pages.change), name=f"{name}_change"),
            path("<int:pk>/<slug:verb>/", view(pages.act), name=f"{name}_act"),
        ]
