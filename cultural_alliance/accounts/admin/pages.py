"""The pages of the admin that are not Django's own: a step with a person, and one's own account."""

from typing import Any, cast

from django.contrib import admin
from django.contrib import messages as flash
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from cultural_alliance.languages import LANGUAGES

from ..models import User
from ..refusals import Refused
from . import steps
from .forms import ProfileForm


class OwnPages(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("me/", view(self.me_view), name="accounts_me"),
            path("<int:pk>/steps/<slug:name>/", view(self.step_view), name="accounts_user_step"),
        ]
        return [*own, *super().get_urls()]

    def me_view(self, request: HttpRequest) -> HttpResponse:
        """One's own name and time zone: open to everybody who may enter the admin."""
        person = cast(User, request.user)
        form = ProfileForm(request.POST or None, instance=person)
        if request.method == "POST" and form.is_valid():
            person.save(update_fields=["name", "time_zone", "language"])
            flash.success(request, "Your account has been changed.")
            return redirect("admin:accounts_me")
        fields = AdminForm(
            form, [(None, {"fields": ["name", "time_zone", "language"]})], {}, model_admin=self
        )
        context = {"title": "Your account", "adminform": fields, "form": form, "person": person}
        return self._page(request, "admin/accounts/me.html", context)

    def step_view(self, request: HttpRequest, pk: int, name: str) -> HttpResponse:
        """GET asks, POST acts."""
        person = self.get_object(request, str(pk))
        if person is None or name not in steps.STEPS:
            raise Http404
        if not self.has_change_permission(request, person):
            raise PermissionDenied
        step = steps.STEPS[name]
        if request.method == "POST":
            self.take_with_each(request, name, [person])
            return redirect(reverse("admin:accounts_user_change", args=[pk]))
        context = {"title": step.label, "step": step, "person": person, "languages": LANGUAGES}
        return self._page(request, "admin/accounts/user/step.html", context)

    def take_with_each(
        self, request: HttpRequest, name: str, people: "QuerySet[User] | list[User]"
    ) -> None:
        """Takes the step; of each person it is told what was done, or why it was not."""
        step = steps.STEPS[name]
        for person in people:
            try:
                after = steps.take(request, step, person, by=cast(User, request.user))
            except Refused as refusal:
                flash.error(request, f"{person}: {refusal}")
            else:
                flash.success(request, f"{after} {step.done}.")
                self.log_change(request, after, step.label)

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any]
    ) -> TemplateResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return TemplateResponse(request, template, {**shared, **context})
