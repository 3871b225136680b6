"""Editions in the admin: a list of all texts, and a page for each."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cultural_alliance import languages
from cultural_alliance.desk_lists import DeskList

from .. import access
from ..models import Edition
from . import acting, changing, comparing, found, listing, reading, signed_out, whole_board
from .bulk.lists import BulkList
from .bulk.pages import ask, report
from .places import place_of, with_place
from .routes import ROUTES


@admin.register(Edition)
class EditionAdmin(BulkList, DeskList):
    """Drafts start from their document's page, and every change is a verb: Django's own form,
    deletion and history are not here."""

    list_display = ("titled", "in_language", "stands", "kind", "saved_by", "saved")
    list_display_links = None
    list_filter = listing.FILTERS
    list_select_related = ()  # asked for the fifty: joined before, a narrow filter is slow
    ordering = ("-pk",)
    sortable_by = ("saved",)
    search_fields = ("title",)  # asked of the index by `get_search_results`
    search_help_text = "Words of a title or a text, in any language; an address."
    change_list_template = "admin/editions/edition/change_list.html"

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Edition]":
        visible = Edition.objects.visible_to(access.person(request))
        ordered = visible.order_by(*self.get_ordering(request))
        return with_place(ordered).prefetch_related("document", "saved_by")

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Edition]", search_term: str
    ) -> "tuple[QuerySet[Edition], bool]":
        if not search_term.strip():
            return queryset, False
        texts = [edition for edition, _document in found.in_texts(request, search_term)]
        documents = found.by_address(search_term)
        return queryset.filter(Q(pk__in=texts) | Q(document__in=documents)), False

    @admin.display(description="title")
    def titled(self, edition: Edition) -> SafeString:
        language = edition.text_language
        return format_html(
            '<a href="{}" lang="{}" dir="{}">{}</a>',
            f"{edition.pk}/change/",
            language.tag,
            language.direction,
            edition.title or "(erased)",
        )

    @admin.display(description="language")
    def in_language(self, edition: Edition) -> str:
        return languages.get(edition.language).name

    @admin.display(description="where it stands")
    def stands(self, edition: Edition) -> SafeString:
        place = place_of(edition)
        number = f" · edition {edition.number}" if edition.number else ""
        return format_html('<span class="tag {}">{}</span>{}', place.css, place.value, number)

    @admin.display(description="document")
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
        return super().changelist_view(request, {"title": "Editions and drafts"})

    def get_urls(self) -> list[URLPattern]:
        def at(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
            guarded = self.admin_site.admin_view(view)
            return path(route, guarded, name=f"editions_edition_{name}")

        return [
            at("", self.changelist_view, "changelist"),
            at("board/", whole_board.whole_board, "board"),
            at("bulk/report/<str:key>/", report, "bulk_report"),
            at("bulk/<slug:verb>/", ask, "bulk"),
            path(
                "<int:pk>/change/",
                signed_out.keeps_words(self.admin_site.admin_view(changing.change)),
                name="editions_edition_change",
            ),
            at("<int:pk>/preview/", reading.preview, "preview"),
            at("<int:pk>/preview/<str:width>/", reading.preview_at_width, "preview_at"),
            at("<int:pk>/differences/", comparing.compare, "differences"),
            *(at(f"<int:pk>/{route}", view, name) for route, view, name in ROUTES),
            at("<int:pk>/<slug:verb>/", acting.act_on_edition, "act"),
        ]
