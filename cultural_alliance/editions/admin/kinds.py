"""What the admin of every kind of document shares: its board of languages, its list, its rights.

A kind registers its own `ModelAdmin` on top of this one. All writing goes through the verbs.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cultural_alliance.desk_lists import DeskList
from cultural_alliance.languages import LANGUAGES

from .. import access, addresses, drafting
from ..models import Edition, Notice, State
from ..refusals import Refused
from . import found, steps
from .board import board
from .bulk.lists import BulkList
from .places import place_of, with_place
from .situation import DocumentSituation

# Django's other ways to save: to begin a document is to go on to its text.
ONE_BUTTON = {"show_save_and_add_another": False, "show_save_and_continue": False}


class KindAdmin(BulkList, DeskList):
    """The list answers "where does each text stand"; the page is the board and the facts."""

    change_form_template = "admin/editions/document/change_form.html"
    sortable_by = ["title"]
    search_help_text = "Words of a title or a text, in any language; an address."
    view_on_site = False
    rows_are_documents = True
    # Search asks the index for words, and these for the whole that was typed.
    search_fields = ["slug__startswith"]

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
        person = access.person(request)
        texts = Edition.objects.visible_to(person).exclude(state=State.SET_ASIDE)
        texts = texts.defer("body", "summary", "change_note")
        documents: Any = super().get_queryset(request)
        return documents.visible_to(person).prefetch_related(
            Prefetch("editions", queryset=with_place(texts), to_attr="texts"),
            Prefetch("notices", queryset=Notice.objects.standing(), to_attr="standing"),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        documents = {document for _edition, document in found.in_texts(request, term)}
        documents |= found.by_address(term)
        rows = self.model._default_manager.all()
        documents |= found.by_fields(rows, self.search_fields, term.strip("/"))
        return queryset.filter(pk__in=documents), False

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
                "board": board(document, access.person(request)),
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
