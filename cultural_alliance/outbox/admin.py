"""Mail on its way, for administrators: what waits, what was given up, and what to do about it.

Nobody edits mail, and nobody reads its text here.
"""

from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import Truncator

from cultural_alliance.desk_lists import DeskList

from . import steps
from .looking_after import Refused
from .models import Message, MessageQuerySet
from .offers import RETRY

STANDINGS = {
    "given-up": ("Given up", MessageQuerySet.given_up),
    "waiting": ("Waiting", MessageQuerySet.waiting),
}


class Standing(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in STANDINGS.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        key = self.value()
        return STANDINGS[key][1](queryset) if key in STANDINGS else queryset


@admin.register(Message)
class MessageAdmin(DeskList):
    list_display = ["about", "to", "standing", "attempts", "next_try", "went_wrong", "created_at"]
    list_filter = [Standing]
    search_fields = ["subject", "recipients", "purpose"]
    search_help_text = "Part of a subject or of an address."
    ordering = ["due_at", "pk"]
    actions = ["try_again"]
    readonly_fields = ("about", "to", "standing")

    def get_fields(self, request: HttpRequest, obj: Message | None = None) -> Any:
        when = "given_up_at" if obj and obj.given_up_at else "due_at"
        return [
            *("about", "to", "purpose", "standing", "last_error", "attempts"),
            *("first_tried_at", when, "created_at", "message_id"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        mail: QuerySet[Message] = Message.objects.unsettled().defer("mime")
        return mail.order_by(*self.ordering)

    @admin.display(description="subject", ordering="subject")
    def about(self, message: Message) -> str:
        return message.subject or "Without a subject"

    @admin.display(description="to")
    def to(self, message: Message) -> str:
        return ", ".join(message.recipients)

    @admin.display(description="standing")
    def standing(self, message: Message) -> str:
        if message.given_up_at:
            return "Given up"
        return "Being sent" if message.is_leased else "Waiting"

    @admin.display(description="next try", ordering="due_at")
    def next_try(self, message: Message) -> Any:
        return message.due_at if message.is_waiting else None

    @admin.display(description="what went wrong")
    def went_wrong(self, message: Message) -> str:
        return Truncator(message.last_error).chars(120)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RETRY)

    def has_view_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return request.user.has_perm(RETRY)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False  # it is stored finished

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(RETRY)

    def get_urls(self) -> list[URLPattern]:
        step = self.admin_site.admin_view(self.step_view)
        own = [path("<int:pk>/steps/<slug:name>/", step, name="outbox_message_step")]
        return [*own, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Mail on its way", **(extra_context or {})}
        )

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        shown = {"title": "One mail", "steps": steps.STEPS.values(), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, shown)

    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """GET asks, POST acts."""
        if not request.user.has_perm(RETRY):
            raise PermissionDenied
        message = self.get_object(request, str(pk))
        if message is None or name not in steps.STEPS:
            raise Http404
        if request.method == "POST":
            self.take(request, name, [message])
            return redirect("admin:outbox_message_changelist")
        context = {"title": steps.STEPS[name].label, "step": steps.STEPS[name], "mail": message}
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, "admin/outbox/message/step.html", {**shared, **context})

    @admin.action(description="Try again now", permissions=["retry"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[Message]) -> None:
        self.take(request, "retry", list(chosen))

    def take(self, request: HttpRequest, name: str, chosen: list[Message]) -> None:
        """Takes the step with each; tells how many, and which not, and why."""
        step, done = steps.STEPS[name], 0
        for message in chosen:
            try:
                step.act(message)
            except Refused as refusal:
                flash.error(request, f"{message.subject}: {refusal}")
            else:
                done += 1
                self.log_change(request, message, step.label)
        if done:
            flash.success(request, f"{done} mail{'' if done == 1 else 's'} {step.done}.")
