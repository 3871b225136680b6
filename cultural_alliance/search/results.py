"""A page of what was found, as it is shown: rows by language, each with its words marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from cultural_alliance.languages import Language, get
from cultural_alliance.surfaces import Hit

from .asking import Asked, Term
from .finding import Found, Number
from .models import SearchEntry, in_order
from .snippets import marked, snippet


@dataclass(frozen=True)
class Row:
    hit: Hit
    title: SafeString
    words: SafeString


@dataclass(frozen=True)
class Group:
    """Rows in one language; `foreign` where it is not the reader's."""

    foreign: Language | None
    rows: list[Row]
    is_first_foreign: bool


@dataclass(frozen=True)
class Tab:
    name: str
    url: str
    number: Number
    is_active: bool


def tabs(found: Found, words: str, active: str) -> list[Tab]:
    """Everything, and each kind that has something; the active one whatever it has."""
    shown = [Tab(_("All"), query(words), found.total, not active)]
    for kind, offer in found.kinds.items():
        number = found.numbers[kind]
        if number.counted or kind == active:
            shown.append(Tab(offer.name, query(words, kind), number, kind == active))
    return shown


def query(words: str, kind: str = "") -> str:
    asked = {"words": words, "kind": kind}
    return f"?{urlencode({name: value for name, value in asked.items() if value})}"


def groups(found: Found, texts: list[SearchEntry]) -> list[Group]:
    rows = _rows(found, texts)
    made: list[Group] = []
    for code, in_language in groupby(texts, key=lambda text: text.language):
        foreign = get(code) if code != found.language.code else None
        is_first = foreign is not None and not any(group.foreign for group in made)
        shown = [rows[text.pk] for text in in_language if text.pk in rows]
        if shown:
            made.append(Group(foreign, shown, is_first))
    return made


def _rows(found: Found, texts: list[SearchEntry]) -> dict[int, Row]:
    hits = _hits(found, texts)
    bodies = _bodies(found.asked, texts)
    return {
        text.pk: Row(
            hit=hit,
            title=marked(text.title, text.language, found.asked),
            words=snippet(
                [text.summary, bodies.get(text.pk, "")],
                text.facts,
                text.language,
                found.asked,
                title=text.title,
            ),
        )
        for text in texts
        if (hit := hits.get((text.kind, text.object_id)))
    }


def _hits(found: Found, texts: Iterable[SearchEntry]) -> dict[tuple[str, int], Hit]:
    """Asked once of each section."""
    by_kind: dict[str, list[tuple[int, str]]] = {}
    for text in texts:
        by_kind.setdefault(text.kind, []).append((text.object_id, text.language))
    return {
        (kind, pk): hit
        for kind, wanted in by_kind.items()
        for pk, hit in found.kinds[kind].hits(wanted, found.language.code).items()
    }


def _bodies(asked: Asked, texts: list[SearchEntry]) -> dict[int, str]:
    """Of each text its body, or that part of a long one which has what was asked for."""
    rows = SearchEntry.objects.filter(pk__in=[text.pk for text in texts])
    bodies = dict(rows.values_list("pk", "text"))
    long = {_key(text): text.pk for text in texts if not bodies.get(text.pk)}
    chosen = _chosen_parts(asked, [text for text in texts if text.pk in long.values()])
    for part in SearchEntry.objects.filter(pk__in=chosen.values()).only("text", *_KEY):
        bodies[long[_key(part)]] = part.text
    return bodies


_KEY = ("kind", "object_id", "edition", "language")


def _key(text: SearchEntry) -> tuple[Any, ...]:
    return tuple(text.key.values())


def _chosen_parts(asked: Asked, texts: list[SearchEntry]) -> dict[tuple[Any, ...], int]:
    """The first part of each that has the phrase, or else any of the words."""
    anything = Asked((Term("", (asked.tokens,)),))
    parts = SearchEntry.objects.parts_of(texts)
    phrase = next(iter(asked.phrases), None)
    holding = parts.filter(in_order(phrase) if phrase else Q(words__show=anything))
    chosen: dict[tuple[Any, ...], int] = {}
    for part in holding.order_by("part").only(*_KEY):
        chosen.setdefault(_key(part), part.pk)
    return chosen


def without(found: Found, not_there: list[Term]) -> Iterator[tuple[str, str]]:
    """A word, and the address that asks for the others: of the words that are nowhere each, or
    else of all."""
    wanted = found.asked.wanted
    kept = [f"-{term.shown}" for term in found.asked.unwanted]
    for term in not_there or wanted:
        others = [other.shown for other in wanted if other is not term]
        if others:
            yield term.shown, query(" ".join([*others, *kept]))
