"""How a list of people is narrowed: by role, by where they stand, by their second step."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from .. import staffing
from ..models import User
from ..roles import Role

EMPTIED = Q(email__endswith=f"@{staffing.NOBODY}")
WAITING = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
STANDINGS = {
    "on": ("Signs in", Q(is_active=True) & ~WAITING),
    "invited": ("Invited", Q(is_active=True) & WAITING),
    "off": ("Switched off", Q(is_active=False) & ~EMPTIED),
    "emptied": ("Emptied", EMPTIED),
}


def standing_of(user: User) -> str:
    """The key of `STANDINGS`."""
    if staffing.is_emptied(user):
        return "emptied"
    if not user.is_active:
        return "off"
    return "on" if user.has_usable_password() else "invited"


class HasRole(admin.SimpleListFilter):
    title = "role"
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [*Role.choices, ("none", "No role")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == "none":
            return queryset.exclude(groups__name__in=Role.values)
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


class Standing(admin.SimpleListFilter):
    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(key, label) for key, (label, _) in STANDINGS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        key = self.value()
        return queryset.filter(STANDINGS[key][1]) if key in STANDINGS else queryset


class HasSecondStep(admin.SimpleListFilter):
    title = "second step"
    parameter_name = "second_step"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Set up"), ("no", "Not yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("yes", "no"):
            return queryset.filter(with_second_step=self.value() == "yes")
        return queryset
