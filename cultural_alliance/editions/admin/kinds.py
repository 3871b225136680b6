"""What the admin of every kind of document shares: its board of languages, its list, its rights.

A kind registers its own `ModelAdmin` on top of this one. All writing goes through the verbs.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cultural_alliance.languages import LANGUAGES

from .. import access, addresses, drafting
from ..models import Edition, Notice, State
from ..refusals import Refused
from . import steps
from .board import board
from .places import place_of, with_place
from .situation import DocumentSituation

# Django's other ways to save: to begin a document is to go on to its text.
ONE_BUTTON = {"show_save_and_add_another": False, "show_save_and_continue": False}


class KindAdmin(admin.ModelAdmin):
    """The list answers "where does each text stand"; the page is the board and the facts."""

    change_form_template = "admin/editions/document/change_form.html"
    show_full_result_count = False
    list_per_page = 50
    actions = None
    view_on_site = False

    # Rights: writers open and begin; verbs ask again for what each of them needs.

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(access.WRITE)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(access.WRITE)

    has_add_permission = has_view_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # The list

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        texts = Edition.objects.exclude(state=State.SET_ASIDE).defer(
            "body", "summary", "change_note"
        )
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("editions", queryset=with_place(texts), to_attr="texts"),
                Prefetch("notices", queryset=Notice.objects.standing(), to_attr="standing"),
            )
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        for word in search_term.split():
            titles = Edition.objects.filter(document=OuterRef("pk"), title__icontains=word)
            queryset = queryset.filter(Q(Exists(titles)) | Q(slug__icontains=word))
        return queryset, False

    @admin.display(description="title", ordering="pk")
    def title(self, document: Any) -> SafeString:
        texts = [each for each in document.texts if each.language == document.original_language]
        newest = max(texts or document.texts, key=lambda each: each.pk, default=None)
        if newest is None or not newest.title:
            return format_html("<em>{}</em>", "Removed" if newest else "No text yet")
        language = newest.text_language
        return format_html(
            '<bdi lang="{}" dir="{}">{}</bdi>', language.tag, language.direction, newest.title
        )

    @admin.display(description="languages")
    def languages(self, document: Any) -> SafeString:
        by_code: dict[str, Edition] = {}
        for edition in sorted(document.texts, key=lambda each: each.pk):
            by_code[edition.language] = edition
        return format_html_join(
            " ",
            '<span class="tag {}" title="{}">{}</span>',
            (
                (place_of(by_code[each.code]).css, place_of(by_code[each.code]).value, each.code)
                for each in LANGUAGES
                if each.code in by_code
            ),
        )

    @admin.display(description="notice")
    def notice(self, document: Any) -> SafeString | str:
        return format_html_join(
            " ",
            '<span class="tag is-withdrawn">{}</span>',
            ((each.get_kind_display(),) for each in document.standing),
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = str(self.opts.verbose_name_plural).capitalize()
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    # The page

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        document = self.get_object(request, object_id)
        context = dict(extra_context or {})
        if document is not None:
            context |= ONE_BUTTON | {
                "title": DocumentSituation(document, access.person(request)).name,
                "subtitle": None,
                "board": board(document),
                "steps": steps.of_document(document, access.person(request)),
                "notices": document.notices.select_related("by").order_by("-made_at"),
                "former_addresses": document.addresses.exclude(path=document.path),
                "is_public": addresses.is_public(document),
            }
        try:
            return super().change_view(request, object_id, form_url, context)
        except Refused as refusal:
            flash.error(request, refusal.sentence)
            return redirect(request.path)

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return super().add_view(request, form_url, {**ONE_BUTTON, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            self.amend(request, obj, form)
        else:
            form.draft = drafting.start_document(
                obj, by=access.person(request), title=form.cleaned_data["title"]
            )

    def amend(self, request: HttpRequest, document: Any, form: Any) -> None:
        """Calls the verbs for what the form changed. Kinds add their own facts."""
        place = {name: form.cleaned_data[name] for name in self.place_names(form)}
        if place:
            addresses.move(document, by=access.person(request), **place)

    def place_names(self, form: Any) -> Sequence[str]:
        return [name for name in ("slug", "parent") if name in form.changed_data]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The verbs have written what changed; only a new document has its rows to link."""
        if not change:
            super().save_related(request, form, formsets, change)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The chain of events is the log."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The chain of events is the log."""

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        draft = obj.editions.get()
        flash.success(request, "The draft is begun. Write the text, and save it whenever you like.")
        return redirect(reverse("admin:editions_edition_change", args=[draft.pk]))
