"""The list of people, and one person: invited, given roles, switched off; never deleted."""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib import messages as flash
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime

from cultural_alliance import languages
from cultural_alliance.desk_lists import DeskList

from .. import staffing
from ..models import User
from ..refusals import Refused
from . import steps
from .filters import STANDINGS, HasRole, HasSecondStep, Standing, standing_of
from .forms import InvitationForm, PersonForm
from .pages import OwnPages

SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


@admin.register(User)
class PersonAdmin(OwnPages, DeskList):
    list_display = ["__str__", "email", "role_names", "standing", "last_sign_in", "second_step"]
    list_filter = [HasRole, Standing, HasSecondStep]
    search_fields = ["name", "email"]
    search_help_text = "Part of a name or of an e-mail address."
    ordering = ["name", "email"]
    actions = ["switch_off", "switch_on"]
    readonly_fields = ["standing", "second_step", "last_login", "date_joined"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        ways = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
        people = super().get_queryset(request).prefetch_related("groups")
        return people.annotate(with_second_step=Exists(ways))

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = PersonForm if change else InvitationForm
        return type(form.__name__, (form,), {"by": request.user})

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["email", "name", "roles", "time_zone", "language"]})]
        known = ["standing", "second_step", "last_login", "date_joined"]
        return [
            (None, {"fields": ["email", "name", "time_zone", "language", "roles"]}),
            ("What the portal knows", {"fields": known}),
        ]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False  # the record keeps who decided

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and staffing.is_emptied(obj):
            return False
        return super().has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        by = cast(User, request.user)
        roles = form.cleaned_data["roles"]
        if change:
            obj.save(update_fields=["email", "name", "time_zone", "language"])
            staffing.give_roles(obj, roles, by=by)
        else:
            staffing.invite(obj, roles)
            language = languages.get(form.cleaned_data["language"])
            steps.send_invitation(request, obj, by, language)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "People", **(extra_context or {})})

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except Refused as refusal:  # somebody else was faster than the form's own check
            flash.error(request, str(refusal))
            return redirect(request.path)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        person, by = kwargs.get("obj"), cast(User, request.user)
        context |= {
            "title": "The person" if person else "Invite somebody",
            "steps": steps.offered(person, by) if person else [],
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description="last sign-in", ordering="last_login")
    def last_sign_in(self, person: User) -> str:
        return date_format(localtime(person.last_login), "j M Y") if person.last_login else ""

    @admin.display(description="roles")
    def role_names(self, person: User) -> str:
        return ", ".join(role.label for role in person.roles) or self.get_empty_value_display()

    @admin.display(description="standing")
    def standing(self, person: User) -> str:
        return STANDINGS[standing_of(person)][0]

    @admin.display(description="second step", boolean=True)
    def second_step(self, person: User) -> bool:
        return person.with_second_step  # type: ignore[attr-defined]

    @admin.action(description="Switch off", permissions=["change"])
    def switch_off(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self.take_with_each(request, "switch-off", people)

    @admin.action(description="Switch on", permissions=["change"])
    def switch_on(self, request: HttpRequest, people: QuerySet[User]) -> None:
        self.take_with_each(request, "switch-on", people)
