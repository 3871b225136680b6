"""UNESCO Cultural Activities Worldwide in the admin."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.desk_lists import DeskList, RowFilter

from ..models import Activity


class When(admin.SimpleListFilter):
    title = "when"
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("coming", "Coming"), ("now", "Now"), ("past", "Past")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        over = Q(ends_on__lt=today) | Q(ends_on__isnull=True, starts_on__lt=today)
        match self.value():
            case "coming":
                return queryset.filter(starts_on__gt=today)
            case "now":
                return queryset.filter(starts_on__lte=today).exclude(over)
            case "past":
                return queryset.filter(over)
        return queryset


class OfSector(RowFilter):
    title = parameter_name = offer = "sector"

    def narrowed(self, request: HttpRequest, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(sector=self.row)


@admin.register(Activity)
class ActivityAdmin(DeskList):
    list_display = ["__str__", "starts_on", "ends_on", "place_in", "sector", "link"]
    list_select_related = ["sector"]
    list_filter = [When, OfSector]
    search_fields = ["titles", "place", "link"]
    search_help_text = "A title or a place, in any language; a link."
    fields = ["titles", "starts_on", "ends_on", "place", "sector", "link"]

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "link":
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="place")
    def place_in(self, activity: Activity) -> str:
        return activity.place_in()
