"""What every list of documents is narrowed by."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from cultural_alliance.languages import LANGUAGES

from ..models import Edition, Notice, State


class WhereItStands(admin.SimpleListFilter):
    title = "where it stands"
    parameter_name = "stands"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("draft", "Has a draft"),
            ("submitted", "Waits for approval"),
            ("scheduled", "Is scheduled"),
            ("public", "Is public"),
            ("withdrawn", "Is withdrawn"),
            ("removed", "Is removed"),
            ("never", "Was never public"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        own = Edition.objects.filter(document=OuterRef("pk"))
        notices = Notice.objects.standing().filter(document=OuterRef("pk"))
        match self.value():
            case "draft":
                return queryset.filter(Exists(own.filter(state=State.DRAFT)))
            case "submitted":
                return queryset.filter(Exists(own.filter(state=State.SUBMITTED)))
            case "scheduled":
                return queryset.filter(Exists(own.scheduled()))
            case "public":
                return queryset.filter(Exists(own.public()))
            case "withdrawn" | "removed" as kind:
                return queryset.filter(Exists(notices.filter(kind=kind)))
            case "never":
                return queryset.filter(~Exists(own.published()))
        return queryset


class HasLanguage(admin.SimpleListFilter):
    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(language.code, language.name) for language in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.value():
            return queryset
        texts = Edition.objects.filter(document=OuterRef("pk"), language=self.value())
        return queryset.filter(Exists(texts))
