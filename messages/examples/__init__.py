"""Example statements that show every state at a glance, made by the verbs of the record."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cultural_alliance.accounts.models import User
from cultural_alliance.editions.clearing import clear_example
from cultural_alliance.editions.drafting import save_draft, start_draft
from cultural_alliance.editions.entering import enter_in_record
from cultural_alliance.editions.models import Edition, Kind, Standing
from cultural_alliance.editions.notices import withdraw
from cultural_alliance.editions.publishing import approve, send_back, submit

from ..models import Occasion, Speaker, Statement, StatementKind, Topic
from . import people, texts

SLUGS = "example-"  # how the slugs of the rows begin that came with the examples


@transaction.atomic
def load() -> str:
    if Statement.objects.filter(is_example=True).exists():
        return "The example statements are there already."
    writer, publisher = people.writer(), people.publisher()
    in_several_languages(publisher)
    declaration = in_three_editions(publisher)
    enter(statement("address", "fr"), "fr", publisher, date(2024, 11, 4), texts.UNTRANSLATED)
    withdrawn(publisher, declaration)
    not_yet_public(writer, publisher)
    number = Statement.objects.filter(is_example=True).count()
    return f"Loaded {number} example statements."


@transaction.atomic
def clear() -> str:
    """Takes all of them away, with the rows and the people that came with them."""
    found = list(Statement.objects.filter(is_example=True).order_by("-pk"))
    for each in found:
        clear_example(each)
    for model in (Occasion, Speaker, Topic):
        model.objects.filter(slug__startswith=SLUGS, statements__isnull=True).delete()
    people.dismiss()
    return f"Took {len(found)} example statements away."


def statement(kind: str, language: str = "en", **facts: Any) -> Statement:
    """A new one, its facts complete before anything is approved: the digest covers them."""
    occasion, _made = Occasion.objects.get_or_create(slug="example-day", defaults=texts.OCCASION)
    speaker, _made = Speaker.objects.get_or_create(slug="example-speaker", defaults=texts.SPEAKER)
    topic, _made = Topic.objects.get_or_create(slug="example-topic", defaults=texts.TOPIC)
    made = Statement.objects.create(
        kind=Kind.STATEMENT,
        is_example=True,
        statement_kind=StatementKind(kind),
        original_language=language,
        occasion=occasion,
        **facts,
    )
    made.speakers.set([speaker])
    made.topics.set([topic])
    return made


def enter(
    document: Statement, language: str, by: User, on: date, text: dict[str, Any], **about: Any
) -> Edition:
    return enter_in_record(document, language, by=by, published_on=on, **text, **about)


def in_several_languages(publisher: User) -> None:
    """English, corrected once; the Chinese translation still follows the first edition."""
    day = date(2025, 2, 21)
    message = statement(
        "message",
        reference="EXAMPLE/2025/1",
        delivered_on=day,
        delivered_at_place=texts.PLACE,
    )
    first = enter(message, "en", publisher, day, texts.ENGLISH)
    enter(message, "zh", publisher, day, texts.TRANSLATIONS["zh"], follows=first)
    later = date(2025, 3, 4)
    note = "The last paragraph speaks of translations, not of texts."
    second = enter(message, "en", publisher, later, texts.ENGLISH_CORRECTED, change_note=note)
    for code, standing in (("fr", "official"), ("ar", "official"), ("es", "unofficial")):
        translation = texts.TRANSLATIONS[code]
        about: dict[str, Any] = {"follows": second, "standing": Standing(standing)}
        enter(message, code, publisher, later, translation, **about)


def in_three_editions(publisher: User) -> Statement:
    declaration = statement("declaration", reference="EXAMPLE/2024/2")
    days = (date(2024, 9, 12), date(2024, 9, 16), date(2024, 10, 1))
    for day, text, note in zip(days, texts.EDITIONS, texts.CHANGE_NOTES, strict=True):
        is_last = day == days[-1]
        enter(declaration, "en", publisher, day, text, change_note=note, minor=is_last)
    return declaration


def withdrawn(publisher: User, replacement: Statement) -> None:
    press = statement("press-statement")
    enter(press, "en", publisher, date(2024, 9, 10), texts.WITHDRAWN)
    withdraw(press, by=publisher, reason=texts.REASON, replaced_by=replacement)


def not_yet_public(writer: User, publisher: User) -> None:
    """A draft, one that waits, one that was sent back and one that is scheduled."""
    draft(writer, "message", texts.DRAFT)
    handed_in(writer, "message", texts.WAITING)
    returned = handed_in(writer, "joint-statement", texts.SENT_BACK)
    send_back(returned, by=publisher, comment=texts.COMMENT)
    ready = handed_in(writer, "message", texts.SCHEDULED)
    in_a_week = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    approve(ready, by=publisher, revision=ready.revision, at=in_a_week)


def draft(writer: User, kind: str, text: dict[str, Any]) -> Edition:
    started = start_draft(statement(kind), "en", by=writer)
    return save_draft(started, by=writer, revision=started.revision, **text)


def handed_in(writer: User, kind: str, text: dict[str, Any]) -> Edition:
    written = draft(writer, kind, text)
    return submit(written, by=writer, revision=written.revision)
