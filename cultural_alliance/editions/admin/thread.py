"""The conversation beside a text: comments and their answers, and what was decided in between."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from .. import html, sharing
from ..models import Comment, Edition, Event, SignOff, Verb
from .comment_forms import RemarkForm, WordsForm
from .panel import Panel
from .places import Place
from .situation import Situation
from .timeline import Moment

MOST = 30  # shown at first, of each kind
WHOLE = 500
DECISIONS = [
    *(Verb.SUBMITTED, Verb.RECALLED, Verb.SENT_BACK, Verb.APPROVED, Verb.UNSCHEDULED),
    *(Verb.PUBLISHED_URGENTLY, Verb.COUNTERSIGNED, Verb.REVERSED),
]


@dataclass(frozen=True)
class Remark:
    """A comment with its answers. `stands_at` is the number that the paragraph has now: nothing
    where its words are others by now."""

    comment: Comment
    answers: list[Comment]
    stands_at: int | None
    form: WordsForm | None

    @property
    def at(self) -> Any:
        return self.comment.at


def is_open(situation: Situation) -> bool:
    return situation.place in (Place.DRAFT, Place.SUBMITTED)


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    if situation.place is Place.REMOVED or not _may_read(situation):
        return None
    most = WHOLE if request.GET.get("conversation") == "whole" else MOST
    entries, has_more = _entries(situation, most)
    if not entries and not is_open(situation):
        return None
    asked = request.GET.get("paragraph", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 6 else None
    left = situation.edition.comments.filter(answers=None, settled_at=None).count()
    return Panel(
        "conversation",
        f"Conversation ({left} open)" if left else "Conversation",
        "admin/editions/beside/_thread.html",
        {
            "entries": entries,
            "is_read": situation.place is not Place.DRAFT,
            "has_more": has_more and most == MOST,
            "quote": html.numbered_paragraphs(situation.edition.body).get(number, "")
            if number
            else "",
            "form": _form(RemarkForm, situation.edition, situation, "comment", paragraph=number),
        },
        is_open=bool(number or left or (entries and is_open(situation))),
    )


def text(situation: Situation) -> SafeString:
    """To be read. What waits for a decision offers each of its paragraphs for a comment."""
    offered = _offer if situation.place is Place.SUBMITTED else lambda number: ""
    return html.numbered(situation.edition.body, offered=offered)


def _offer(number: int) -> str:
    return format_html(
        '<a class="para-comment" href="?paragraph={0}#comment" lang="en" dir="ltr">'
        'Comment<span class="vh"> on ¶{0}</span></a>',
        number,
    )


def _may_read(situation: Situation) -> bool:
    """What was said about a text that was limited to some people stays among them."""
    named = set(situation.edition.readers.values_list("person", flat=True))
    return not named or situation.person.pk in named


def _entries(situation: Situation, most: int) -> tuple[list[Remark | Moment], bool]:
    """In their order in time, and whether there are earlier ones."""
    edition = situation.edition
    said = edition.comments.select_related("person", "link", "settled_by")
    events = Event.objects.filter(edition=edition.pk, verb__in=DECISIONS).select_related("actor")
    remarks, more = _newest(said.filter(answers=None), "-at", most)
    decided, more_decided = _newest(events, "-pk", most)
    answers = defaultdict(list)
    for each in said.filter(answers__in=[each.pk for each in remarks]):
        answers[each.answers_id].append(each)
    is_quoted = any(each.paragraph for each in remarks)
    paragraphs = html.numbered_paragraphs(edition.body) if is_quoted else {}
    entries: list[Remark | Moment] = [
        Remark(
            each,
            answers[each.pk],
            _stands_at(each, paragraphs),
            _form(WordsForm, each, situation, f"answer-{each.pk}"),
        )
        for each in remarks
    ]
    entries += [_moment(event) for event in decided]
    entries += _signed(edition)
    return sorted(entries, key=attrgetter("at")), more or more_decided


def _stands_at(comment: Comment, paragraphs: dict[int, str]) -> int | None:
    if paragraphs.get(comment.paragraph or 0) == comment.quote:
        return comment.paragraph
    return next((n for n, words in paragraphs.items() if words == comment.quote), None)


def _newest(rows: "QuerySet[Any]", order: str, most: int) -> tuple[list[Any], bool]:
    found = list(rows.order_by(order)[: most + 1])
    return found[:most], len(found) > most


def _moment(event: Event) -> Moment:
    """What a text is sent back with is a comment of its own."""
    note = "" if event.verb == Verb.SENT_BACK else event.comment
    who = str(event.actor or "The portal")
    return Moment(who, event.get_verb_display(), event.at, event.verb, comment=note)


def _signed(edition: Edition) -> Iterable[Moment]:
    """By those who have a link; whether each still holds, while the text may change."""
    signed = list(SignOff.objects.filter(link__edition=edition).select_related("link")[:MOST])
    holds = sharing.digest_of(edition) if signed and not edition.is_approved else ""
    for each in signed:
        is_void = bool(holds) and each.text_digest != holds
        detail = "the text was changed since, so it holds no longer" if is_void else ""
        yield Moment(each.name, "signed off the text", each.at, Verb.SIGNED_OFF, detail=detail)


def _form(
    form: type[Any], subject: Edition | Comment, situation: Situation, name: str, **initial: Any
) -> Any:
    """For the panel: its ids begin with the name. Nothing once the conversation is closed."""
    if not is_open(situation):
        return None
    return form(subject=subject, person=situation.person, auto_id=f"{name}-%s", initial=initial)
