"""Statements as in a record of years: translated, corrected, withdrawn, scheduled, drafted."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from cultural_alliance import languages
from cultural_alliance.editions import receipts
from cultural_alliance.editions.models import (
    Address,
    Contribution,
    Document,
    Edition,
    Event,
    Notice,
    NoticeKind,
    Standing,
    State,
    Verb,
)
from messages.models import Statement, StatementKind

from .entries import Entries, Text
from .loading import Load, stored
from .rows import Row, Rows
from .words import name, tongues

BEGIN = datetime(2005, 11, 1, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
OF_A_DOCUMENT = 2.3  # editions, on average
FIRST_EDITIONS = 12  # of the first document: for its history, its comparisons
ORIGINALS = ("en", "fr", "es", "ru", "zh", "ar")
SHARES = (50, 20, 12, 6, 6, 6)
DAY = timedelta(days=1)
FILED = "document_ptr_id statement_kind reference occasion_id delivered_on delivered_at_place"


@dataclass
class Draft:
    """A document on its way: its first instant, and its texts."""

    pk: int
    at: datetime
    original: str
    state: str
    name: str
    rows: list[Row]
    facts: str
    reference: str
    texts: dict[tuple[str, int], Text] = field(default_factory=dict)  # public or former
    numbers: dict[str, int] = field(default_factory=dict)  # of the public one


class Record:
    def __init__(self, load: Load, rows: Rows, editions: int, seed: int = 7) -> None:
        self.random = Random(seed)
        self.rows, self.wanted = rows, editions
        self.documents = max(1, int(editions / OF_A_DOCUMENT))
        self.now = timezone.now().replace(microsecond=0)
        self.latest = self.now - receipts.WITHIN - DAY  # the worker looks for what went live since
        self.tongues = tongues()
        self.entries = Entries(load)
        self.last = Edition.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.first = Document.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        head = Event.objects.order_by("-pk").first()
        self.head, self.events_made = (head.digest, head.pk) if head else ("0" * 64, 0)
        self._tables(load)

    def _tables(self, load: Load) -> None:
        self.document = load.table(
            Document,
            "id kind original_language slug path first_published_at created_at review_on",
        )
        self.statement = load.table(Statement, FILED)
        self.speaker = load.table(Statement.speakers.through, "statement_id speaker_id")
        self.topic = load.table(Statement.topics.through, "statement_id topic_id")
        self.address = load.table(Address, "path document_id since")
        self.edition = load.table(
            Edition,
            "id document_id language number state title summary body standing follows_id"
            " change_note minor before_delivery published_at recorded_at release title_sha256"
            " summary_sha256 body_sha256 change_note_sha256 digest erased revision created_at"
            " saved_at saved_by_id",
        )
        self.contribution = load.table(Contribution, "edition_id person_id first last")
        self.event = load.table(
            Event,
            "id document edition verb actor_id at comment changed edition_digest previous digest",
        )
        self.notice = load.table(
            Notice,
            "document_id language kind reason by_id confirmed_by_id made_at starts_at ends_at",
        )

    def fill(self) -> Iterator[int]:
        """Yields how many editions stand, after each document."""
        begin, place = self.last, 0
        while self.last - begin < self.wanted:
            place += 1
            self._document(self.first + place, place)
            yield self.last - begin

    def _document(self, pk: int, place: int) -> None:
        random = self.random
        roll = 1.0 if place == 1 else random.random()
        state = next(
            (
                state
                for most, state in ((0.003, "draft"), (0.004, "submitted"), (0.005, "scheduled"))
                if roll < most
            ),
            "public",
        )
        share = min(1.0, place / self.documents)
        at = BEGIN + (self.latest - BEGIN) * share**0.8
        at -= timedelta(seconds=random.random() * (90 if random.random() < 0.05 else 1) * 86_400)
        if state == "scheduled":
            at = self.now + DAY * (1 + random.random() * 60)
        at = at.replace(microsecond=0)
        original = "en" if place == 1 else random.choices(ORIGINALS, SHARES)[0]
        draft = Draft(pk, at, original, state, name(place), *self._facts(place))
        self._file(draft)
        self._texts(draft, place)
        if state == "public" and place > 1:
            self._afterwards(draft)

    def _facts(self, place: int) -> tuple[list[Row], str, str]:
        random = self.random
        occasion = random.choice(self.rows.occasions) if random.random() < 0.6 else None
        speakers = [self.rows.speakers[int(len(self.rows.speakers) * random.random() ** 2)]]
        topics = {
            each.pk: each for each in random.choices(self.rows.topics, k=random.randint(1, 3))
        }
        reference = f"DG/{2005 + place % 20}/{place:06}" if random.random() < 0.3 else ""
        facts = {
            "kind": random.choice(StatementKind.values),
            "reference": reference,
            "occasion": occasion.slug if occasion else None,
            "speakers": [each.slug for each in speakers],
            "topics": sorted(each.slug for each in topics.values()),
            "delivered_on": None,
            "place": {},
        }
        self._filed = (facts["kind"], occasion, speakers, topics.values())
        rows = [each for each in (occasion, *speakers, *topics.values()) if each]
        return rows, json.dumps({"facts": facts}), reference

    def _file(self, draft: Draft) -> None:
        random, pk, at = self.random, draft.pk, stored(draft.at)
        is_minted = draft.state in ("public", "scheduled")
        slug = f"message-{draft.name}-{pk}" if is_minted else ""
        path = f"info/messages/{draft.at.astimezone(PARIS).year}/{slug}" if is_minted else ""
        review = stored((self.now + DAY * random.randint(-90, 300)).date())
        self.document.add(
            pk, "statement", draft.original, slug, path, at if is_minted else None,
            stored(draft.at - DAY), review if random.random() < 0.01 else None,
        )  # fmt: skip
        kind, occasion, speakers, topics = self._filed
        delivered = stored((draft.at + DAY).date()) if random.random() < 0.3 else None
        self.statement.add(
            pk, kind, draft.reference, occasion.pk if occasion else None, delivered, "{}"
        )
        for speaker in speakers:
            self.speaker.add(pk, speaker.pk)
        for topic in topics:
            self.topic.add(pk, topic.pk)
        if is_minted:
            self.address.add(path, pk, at)

    def _texts(self, draft: Draft, place: int) -> None:
        random, roll = self.random, self.random.random()
        others = 0 if roll < 0.5 else 1 if roll < 0.75 else 2 if roll < 0.87 else 5
        codes = random.sample([code for code in languages.CODES if code != draft.original], others)
        release = UUID(int=random.getrandbits(128))
        if draft.state in ("draft", "submitted"):
            codes = []
        original = self._edition(draft, draft.original, 1, draft.at, release=release)
        for code in codes:
            self._edition(draft, code, 1, draft.at, follows=original, release=release)
        corrections = FIRST_EDITIONS - 1 if place == 1 else random.random() < 0.08
        if draft.state != "public":
            return
        for number in range(2, 2 + int(corrections)):
            at = draft.at + (self.latest - draft.at) * (number - 1) / (FIRST_EDITIONS + 1)
            corrected = self._edition(draft, draft.original, number, at)
            for code in codes:
                if random.random() < 0.7:  # the others stay behind
                    self._edition(draft, code, number, at, follows=corrected)
        self._write_entries(draft)

    def _edition(
        self,
        draft: Draft,
        code: str,
        number: int,
        at: datetime,
        *,
        follows: int | None = None,
        release: UUID | None = None,
        state: str = "",
    ) -> int:
        random = self.random
        self.last += 1
        pk, state = self.last, state or draft.state
        is_approved = state in ("public", "scheduled")
        tongue = self.tongues[code]
        roll = random.random()
        length = 2 + int(roll * 3) if roll < 0.99 else 60 if roll < 0.9995 else 130
        text = Text(
            pk, code, f"{random.choice(tongue.titles).text} {draft.name.capitalize()}",
            random.choice(tongue.titles), random.choice(tongue.sentences),
            random.choices(tongue.passages, k=length), at,
        )  # fmt: skip
        note = random.choice(tongue.sentences).text if number > 1 else ""
        instant = stored(at) if is_approved else None
        person, saved = random.choice(self.rows.staff), stored(min(at - DAY / 24, self.now))
        standing = Standing.OFFICIAL if code != draft.original else Standing.ORIGINAL
        digest = f"{pk:016x}{random.getrandbits(192):048x}"
        self.edition.add(
            pk, draft.pk, code, number if is_approved else None,
            State.APPROVED.value if is_approved else state, text.title, text.summary.text,
            "".join(f"<p>{each.text}</p>" for each in text.passages), standing.value, follows,
            note, number > 1 and random.random() < 0.1, random.random() < 0.0005, instant,
            stored(min(at, self.now)) if is_approved else None, release.hex if release else None,
            digest, digest, digest, digest, digest if is_approved else "", False, 1, saved, saved,
            person,
        )  # fmt: skip
        self.contribution.add(pk, person, saved, saved)
        verb = Verb.APPROVED if is_approved else Verb.STARTED
        self._event(draft.pk, pk, verb, at, draft.facts if is_approved else "{}", digest)
        if state == "public":
            draft.texts[code, number] = text
            draft.numbers[code] = number
        else:
            kind = "statement" if state == "scheduled" else "desk"
            self.entries.write(kind, draft.pk, text, draft.rows, draft.reference)
        return pk

    def _write_entries(self, draft: Draft) -> None:
        """The public text for readers, the former ones for the desk."""
        for (code, number), text in draft.texts.items():
            kind = "statement" if draft.numbers[code] == number else "desk"
            self.entries.write(kind, draft.pk, text, draft.rows, draft.reference, at=draft.at)

    def _afterwards(self, draft: Draft) -> None:
        """What happens to few: a next text in hand, a notice."""
        roll = self.random.random()
        number = draft.numbers[draft.original]
        if roll < 0.006:
            state = "draft" if roll < 0.004 else "submitted" if roll < 0.005 else "scheduled"
            at = self.now + DAY * self.random.randint(1, 60) if state == "scheduled" else self.now
            self._edition(draft, draft.original, number + 1, at, state=state)
        elif roll < 0.022:
            self._notice(draft, "", ended=roll < 0.009)
        elif roll < 0.026 and len(draft.numbers) > 1:
            code = next(code for code in draft.numbers if code != draft.original)
            self._notice(draft, code, ended=False)

    def _notice(self, draft: Draft, language: str, *, ended: bool) -> None:
        begin = draft.at + (self.now - draft.at) * self.random.random() / 2
        by = self.random.choice(self.rows.staff)
        sentence = self.random.choice(self.tongues["en"].sentences)
        self.notice.add(
            draft.pk, language, NoticeKind.WITHDRAWN.value, sentence.text, by, None,
            stored(begin), stored(begin), stored(self.now - DAY) if ended else None,
        )  # fmt: skip
        self._event(draft.pk, None, Verb.WITHDREW, begin, "{}", "")

    def _event(
        self, document: int, edition: int | None, verb: Verb, at: Any, changed: str, digest: str
    ) -> None:
        self.events_made += 1
        made = f"{self.events_made:016x}{self.random.getrandbits(192):048x}"
        actor = self.random.choice(self.rows.staff)
        self.event.add(
            self.events_made, document, edition, verb.value, actor, stored(at), "", changed,
            digest, self.head, made,
        )  # fmt: skip
        self.head = made
