"""Editions in the admin: a list of all texts, and a page for each."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cultural_alliance import languages

from .. import access
from ..models import Edition
from . import acting, changing, reading
from .listing import MOST, CappedPaginator, KindFilter, MineFilter, PlaceFilter
from .places import place_of, with_place
from .routes import ROUTES


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    """Drafts start from their document's page, and every change is a verb: Django's own form,
    deletion and history are not here."""

    list_display = ("titled", "in_language", "stands", "kind", "saved_by", "saved")
    list_display_links = None
    list_filter = (PlaceFilter, MineFilter, "language", KindFilter)
    list_select_related = ("document", "saved_by")
    list_per_page = 50
    ordering = ("-pk",)
    search_fields = ("title",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = CappedPaginator
    actions = None
    change_list_template = "admin/editions/edition/change_list.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Edition]":
        visible = Edition.objects.visible_to(access.person(request))
        return with_place(visible.order_by(*self.get_ordering(request)))

    @admin.display(description="title", ordering="title")
    def titled(self, edition: Edition) -> SafeString:
        language = edition.text_language
        return format_html(
            '<a href="{}" lang="{}" dir="{}">{}</a>',
            f"{edition.pk}/change/",
            language.tag,
            language.direction,
            edition.title or "(erased)",
        )

    @admin.display(description="language", ordering="language")
    def in_language(self, edition: Edition) -> str:
        return languages.get(edition.language).name

    @admin.display(description="where it stands", ordering="state")
    def stands(self, edition: Edition) -> SafeString:
        place = place_of(edition)
        number = f" · edition {edition.number}" if edition.number else ""
        return format_html('<span class="tag {}">{}</span>{}', place.css, place.value, number)

    @admin.display(description="document", ordering="document__kind")
    def kind(self, edition: Edition) -> str:
        return f"{edition.document.get_kind_display()} {edition.document_id}"

    @admin.display(description="saved", ordering="saved_at")
    def saved(self, edition: Edition) -> str:
        return written(timezone.localtime(edition.saved_at), "j M Y, H:i")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return access.person(request).has_perm(access.WRITE)

    has_change_permission = has_view_permission

    def has_add_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Editions and drafts", "most": MOST})

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            guarded = self.admin_site.admin_view(view)
            return path(route, guarded, name=f"editions_edition_{name}")

        return [
            at("", self.changelist_view, "changelist"),
            at("<int:pk>/change/", changing.change, "change"),
            at("<int:pk>/preview/", reading.preview, "preview"),
            at("<int:pk>/preview/<str:width>/", reading.preview_at_width, "preview_at"),
            at("<int:pk>/differences/", reading.compare, "differences"),
            *(at(f"<int:pk>/{route}", view, name) for route, view, name in ROUTES),
            at("<int:pk>/<slug:verb>/", acting.act_on_edition, "act"),
        ]
