"""The board of all documents: what is missing, on its way, public or behind, in six languages."""

from typing import TYPE_CHECKING, Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.languages import LANGUAGES
from cultural_alliance.narrowing import ChoiceFilter, NarrowingFilterSet

from .. import access
from ..models import Document, Edition, Kind, Notice, NoticeKind, State, questions
from .board import boards
from .page import page, require

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

SHOWN = 25
STANDS = [
    ("missing", "Missing"),
    ("draft", "Draft"),
    ("waiting", "Waiting for approval"),
    ("scheduled", "Scheduled"),
    ("public", "Public"),
    ("behind", "Behind its original"),
]


class BoardFilter(NarrowingFilterSet):
    """Strict: an unknown choice says so. `stands` asks the chosen language, else any."""

    kind = ChoiceFilter(label="Kind", choices=Kind.choices, empty_label="All")
    language = ChoiceFilter(label="Language", choices=languages.CHOICES, empty_label="Any")
    stands = ChoiceFilter(label="Where it stands", choices=STANDS, empty_label="Anywhere")
    before = django_filters.NumberFilter(
        field_name="pk", lookup_expr="lt", widget=forms.HiddenInput
    )

    class Meta:
        model = Document
        fields = ["kind", "language", "stands", "before"]

    def narrowed(self, queryset: Any, *, but: str = "") -> Any:
        chosen = dict(self.form.cleaned_data)
        language, stands = chosen["language"], chosen["stands"]
        if stands:
            asked = [language] if language else [each.code for each in LANGUAGES]
            queryset = queryset.filter(_stands(stands, asked, access.person(self.request)))
        elif language:
            queryset = queryset.filter(Exists(_current(language)))
        for name in ("kind", "before"):
            queryset = self.filters[name].filter(queryset, chosen[name])
        return queryset


def _current(*asked: str) -> "QuerySet[Edition]":
    """What is public or on its way, of the document that is asked about. Compared twice, it is
    asked of each document as it comes; else PostgreSQL reads all texts first."""
    current = Edition.objects.public() | Edition.objects.not_yet_public()
    own = current.filter(document=OuterRef("pk"), document__gte=OuterRef("pk"))
    return own.filter(language__in=asked)


def _stands(stands: str, asked: list[str], person: "User") -> Q:
    """Of a text that is limited to others nobody learns how far it is."""
    own = Edition.objects.visible_to(person).filter(document=OuterRef("pk"), language__in=asked)
    match stands:
        case "missing":
            return _is_missing(asked)
        case "draft":
            return Q(Exists(own.filter(state=State.DRAFT)))
        case "waiting":
            return Q(Exists(own.filter(state=State.SUBMITTED)))
        case "scheduled":
            return Q(Exists(own.scheduled()))
        case "behind":
            return questions.has_behind(own, timezone.now())
    return Q(Exists(own.public()))


def _is_missing(asked: list[str]) -> Q:
    removed = Notice.objects.standing().filter(document=OuterRef("pk"), kind=NoticeKind.REMOVED)
    lacks = Q()
    for language in asked:
        gone = removed.filter(language__in=["", language])
        lacks |= Q(~Exists(_current(language)) & ~Exists(gone))
    return lacks


def whole_board(request: HttpRequest) -> HttpResponse:
    require(request, access.WRITE)
    person = access.person(request)
    visible = Document.objects.visible_to(person).order_by("-pk")
    narrowed = BoardFilter(request.GET, queryset=visible, request=request)
    is_valid = narrowed.is_valid()
    found = list(narrowed.qs[: SHOWN + 1]) if is_valid else []
    return page(
        request,
        "board.html",
        "The board of languages",
        status=200 if is_valid else 400,
        form=narrowed.form,
        languages=LANGUAGES,
        rows=boards(found[:SHOWN], person),
        before=found[SHOWN - 1].pk if len(found) > SHOWN else None,
    )
