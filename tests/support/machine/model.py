"""The record as one would explain it on a sheet of paper: the state machine compares the two."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

OPEN = ("draft", "submitted")


@dataclass
class Text:
    pk: int
    document: int
    language: str
    state: str = "draft"
    body: str = ""
    note: str = ""
    minor: bool = False
    follows: int | None = None
    revision: int = 1
    contributors: set[int] = field(default_factory=set)
    number: int = 0
    published_at: datetime | None = None
    release: object = None
    waiting: bool = False
    erased: bool = False
    readers: set[int] = field(default_factory=set)

    @property
    def is_approved(self) -> bool:
        return self.state == "approved"

    def is_public_or_former(self, at: datetime) -> bool:
        return self.published_at is not None and self.published_at <= at


@dataclass
class Notice:
    pk: int
    document: int
    language: str
    kind: str
    by: int
    reason: str = ""
    starts_at: datetime | None = None
    ended: bool = False

    def stands(self, at: datetime) -> bool:
        return self.starts_at is not None and self.starts_at <= at and not self.ended

    @property
    def is_proposed(self) -> bool:
        return self.kind == "removed" and self.starts_at is None and not self.ended


@dataclass
class Link:
    pk: int
    text: int
    token: str
    expires_at: datetime
    revoked: bool = False

    def stands(self, at: datetime) -> bool:
        return not self.revoked and self.expires_at > at


@dataclass
class Model:
    originals: dict[int, str] = field(default_factory=dict)
    texts: dict[int, Text] = field(default_factory=dict)
    notices: dict[int, Notice] = field(default_factory=dict)
    links: dict[int, Link] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)

    # Asking

    def has_scheduled(self, now: datetime) -> bool:
        return any(self.is_movable(each, now) for each in self.texts.values())

    def sees(self, person: int, text: Text, at: datetime) -> bool:
        return text.is_public_or_former(at) or not text.readers or person in text.readers

    def links_to(self, text: Text) -> list[Link]:
        return [each for each in self.links.values() if each.text == text.pk]

    def beside(self, document: int, language: str) -> list[Text]:
        texts = self.texts.values()
        return [each for each in texts if (each.document, each.language) == (document, language)]

    def approved(self, document: int, language: str) -> list[Text]:
        found = [each for each in self.beside(document, language) if each.is_approved]
        return sorted(found, key=lambda each: each.number)

    def before(self, text: Text) -> Text | None:
        others = [e for e in self.approved(text.document, text.language) if e.pk != text.pk]
        return others[-1] if others else None

    def followers(self, texts: Iterable[Text]) -> list[Text]:
        """Approved ones, outside these, that still have their words."""
        pks = {each.pk for each in texts}
        return [
            each
            for each in self.texts.values()
            if each.follows in pks and each.pk not in pks and each.is_approved and not each.erased
        ]

    def released_with(self, text: Text, *, even_erased: bool = False) -> list[Text]:
        if text.release is None:
            return [text]
        texts = self.texts.values()
        together = [each for each in texts if each.release == text.release]
        return [each for each in together if even_erased or not each.erased]

    def standing(self, document: int, language: str, at: datetime, *kinds: str) -> list[Notice]:
        """Over the text in the language: notices on it, and those on all."""
        return [
            each
            for each in self.notices.values()
            if each.document == document
            and each.kind in kinds
            and each.language in ("", language)
            and each.stands(at)
        ]

    def is_removed(self, document: int, language: str, at: datetime) -> bool:
        return bool(self.standing(document, language, at, "removed"))

    def scope(self, document: int, language: str) -> str:
        return "" if language == self.originals[document] else language

    def public(self, at: datetime) -> dict[tuple[int, str], int]:
        """The greatest number whose instant has come, where no removal stands."""
        found: dict[tuple[int, str], int] = {}
        for text in sorted(self.texts.values(), key=lambda each: each.number):
            if text.is_approved and text.is_public_or_former(at):
                found[text.document, text.language] = text.pk
        return {key: pk for key, pk in found.items() if not self.is_removed(*key, at)}

    def first_published_at(self, document: int) -> datetime | None:
        instants = [e.published_at for e in self.texts.values() if e.document == document]
        return min((each for each in instants if each), default=None)

    def instants(self) -> Iterator[datetime]:
        for text in self.texts.values():
            if text.published_at:
                yield text.published_at
        for notice in self.notices.values():
            if notice.starts_at:
                yield notice.starts_at

    # Foreseeing what a verb answers

    def is_on_its_way(self, document: int, language: str, now: datetime) -> bool:
        return any(
            each.state in OPEN or (each.is_approved and not each.is_public_or_former(now))
            for each in self.beside(document, language)
        )

    def is_complete(self, text: Text) -> bool:
        is_original = text.language == self.originals[text.document]
        return bool(
            text.body
            and (is_original or text.follows is not None)
            and (text.note or text.minor or self.before(text) is None)
        )

    def may_enter_at(self, text: Text, at: datetime, now: datetime, *, among: set[int]) -> bool:
        """Whether the text can be an edition at the instant; `among`: approved in the same act."""
        before = self.before(text)
        followed = self.texts.get(text.follows or 0)
        after_original = followed is None or (
            followed.pk in among
            or (followed.published_at is not None and followed.published_at <= at)
        )
        after_previous = before is None or before.published_at is None or before.published_at < at
        removed = self.is_removed(text.document, text.language, now)
        return self.is_complete(text) and after_original and after_previous and not removed

    def is_movable(self, text: Text, now: datetime) -> bool:
        return text.is_approved and not text.erased and not text.is_public_or_former(now)

    def may_withdraw(self, document: int, language: str, now: datetime) -> bool:
        scope = self.scope(document, language)
        return self.was_public(document, scope, now) and not self.standing(
            document, scope, now, "withdrawn", "removed"
        )

    def may_propose(self, document: int, language: str, now: datetime) -> bool:
        scope = self.scope(document, language)
        open_ones = [
            each
            for each in self.notices.values()
            if each.document == document
            and each.kind == "removed"
            and not each.ended
            and each.language in ("", scope)
        ]
        return self.was_public(document, scope, now) and not open_ones

    def was_public(self, document: int, scope: str, now: datetime) -> bool:
        return any(
            each.is_public_or_former(now) and scope in ("", each.language)
            for each in self.texts.values()
            if each.document == document
        )
