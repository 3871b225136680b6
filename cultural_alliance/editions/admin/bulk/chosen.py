"""The rows that somebody chose in a list, as texts with names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest

from ... import access
from ...models import Document, Edition, Notice
from ..places import with_place
from .action import BulkAction

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

MOST = 100
LONGEST = 18  # digits that a key of the database has at most


@dataclass(frozen=True)
class Chosen:
    """`whole` where the rows were documents; `seen` are the revisions that the page showed, by
    the ids of the texts, and `gone` those of which nothing is to be seen any more."""

    rows: list[Any]
    whole: bool
    seen: dict[int, int] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)


def in_list(request: HttpRequest, action: BulkAction, person: "User") -> Chosen:
    """What the list sent here, in its order."""
    ids, whole = _numbers(request.GET.getlist("of")), request.GET.get("in") == "documents"
    found = _of_documents(ids, action, person) if whole else _of_editions(ids, person)
    rows = list({action.once(each): each for each in reversed(found)}.values())[::-1]
    return Chosen(rows, whole)


def on_page(request: HttpRequest, person: "User") -> Chosen:
    """What the page named when its button was pressed, with the revisions that it showed."""
    pairs = [each.partition(".") for each in request.POST.getlist("seen")]
    seen = {pk: rev for a, _, b in pairs for pk, rev in [(_number(a), _number(b))] if pk}
    rows = _of_editions(list(seen), person)
    found = {each.pk for each in rows}
    whole = request.GET.get("in") == "documents"
    return Chosen(rows, whole, seen, [pk for pk in seen if pk not in found])


def names(ids: Iterable[int], person: "User") -> dict[int, Edition]:
    """By their ids, those that the person may see."""
    return {each.pk: each for each in _rows(person).filter(pk__in=ids)}


def _rows(person: "User") -> QuerySet[Edition]:
    standing = Notice.objects.standing().filter(document=OuterRef("document"))
    over = standing.filter(Q(language="") | Q(language=OuterRef("language")))
    visible = with_place(Edition.objects.visible_to(person)).defer("body", "summary")
    return visible.select_related("document").annotate(
        is_mine=access.contributed_by(person), is_under_notice=Exists(over)
    )


def _of_editions(ids: list[int], person: "User") -> list[Edition]:
    found = names(ids, person)
    return [found[pk] for pk in ids if pk in found]


def _of_documents(ids: list[int], action: BulkAction, person: "User") -> list[Edition]:
    """The texts in the action's state; of a document without one, the text it is known by."""
    rows, found = _rows(person), dict[int, list[Edition]]()
    if action.state:
        for each in rows.filter(document__in=ids, state=action.state).order_by("language"):
            found.setdefault(each.document_id, []).append(each)
    rest = Document.objects.visible_to(person).filter(pk__in=set(ids) - set(found))
    known_by = rest.annotate(known_by=Subquery(_known_by(person).values("pk")[:1]))
    for each in rows.filter(pk__in=known_by.values("known_by")):
        found[each.document_id] = [each]
    return [each for pk in ids for each in found.get(pk, [])]


def _known_by(person: "User") -> QuerySet[Edition]:
    """The newest numbered original of a document, or else what there is."""
    is_original = When(language=F("document__original_language"), then=Value(0))
    visible = Edition.objects.visible_to(person).filter(document=OuterRef("pk"))
    ordered = visible.annotate(place=Case(is_original, default=Value(1)))
    return ordered.order_by("place", F("number").desc(nulls_last=True), "-pk")


def _numbers(typed: Iterable[str]) -> list[int]:
    return [number for number in dict.fromkeys(map(_number, typed)) if number]


def _number(typed: str) -> int:
    """0 for what is none."""
    is_one = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST
    return int(typed) if is_one else 0
