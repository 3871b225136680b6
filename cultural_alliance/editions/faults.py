"""Where the database says something else than the events: each fault in a sentence."""

from collections.abc import Iterator, Sequence
from typing import Any

from cultural_alliance import languages

from . import digests
from .models import Document, Edition, Event, Notice, State
from .replaying import Told


def of_editions(told: Told, document: int, editions: Sequence[Edition]) -> Iterator[str]:
    approved = {each.pk: each for each in editions if each.state == State.APPROVED}
    for pk, event in sorted(told.editions.items()):
        if pk not in approved:
            yield f"{_as_told(event)} is missing: event {event.pk} put it in the record."
    for pk, edition in approved.items():
        if pk in told.editions:
            yield from _of_edition(told, edition, told.editions[pk])
        else:
            yield f"{_name(edition)} was smuggled in: no event put it in the record."
    for edition in editions:
        if edition.state != State.APPROVED and edition.erased and edition.pk not in told.erased:
            yield f"{_name(edition)} was erased, and no event tells of it."
    yield from _gaps(document, list(approved.values()))


def _of_edition(told: Told, edition: Edition, event: Event) -> Iterator[str]:
    name, removed = _name(edition), edition.pk in told.erased
    if edition.digest != event.edition_digest:
        yield f"{name} was altered: its digest is not the one of event {event.pk}."
    elif digests.of_edition(edition, event.changed.get("facts", {})) != edition.digest:
        yield f"{name} was altered: what its digest covers is not what was approved."
    if edition.erased != removed:
        yield f"{name} was altered: " + (
            "its text was erased, and no event tells of a removal."
            if edition.erased
            else "it was removed, and its text is back."
        )
    for each in Edition.TEXTS:
        text = getattr(edition, each)
        if removed and text:
            yield f"{name} was altered: it was removed, and it has a {_plain(each)}."
        elif not removed and digests.sha256_of(text) != getattr(edition, f"{each}_sha256"):
            yield f"{name} was altered: its {_plain(each)} is not the one that was approved."
    for file in edition.attachments.all():
        if removed and not file.erased:
            yield f"{name} was altered: it was removed, and it has its file {file.pk}."
        elif not file.erased and file.hash_about() != file.about_sha256:
            yield f"{name} was altered: what its file {file.pk} says is not what was approved."


def of_notices(told: Told, document: int, notices: Sequence[Notice]) -> Iterator[str]:
    found = {each.pk: each for each in notices}
    for pk in sorted(set(told.notices) - set(found)):
        yield f"Notice {pk} on document {document} is missing."
    for pk, notice in found.items():
        if pk not in told.notices:
            yield f"Notice {pk} on document {document} was smuggled in: no event tells of it."
            continue
        for name, value in told.notices[pk].items():
            if _as_it_is(notice)[name] != value:
                yield f"Notice {pk} on document {document} was altered: its {_plain(name)}."


def of_document(
    told: Told, pk: int, document: Document | None, approved: Sequence[Edition]
) -> Iterator[str]:
    if told.cleared and not told.is_example:
        yield f"Document {pk} was taken away as an example, and never was one."
    if told.cleared and document is not None:
        yield f"Document {pk} is there again: it was an example, and was taken away."
    if document is None:
        if approved:
            yield f"Document {pk} is missing, and its editions are not."
        return
    if not approved:
        if document.first_published_at is not None:
            yield f"{_title(document)} was altered: it is dated, and nothing of it is approved."
        return
    yield from _of_facts(told, document)
    first = min(each.published_at for each in approved if each.published_at)
    if document.first_published_at != first:
        yield f"{_title(document)} was altered: its first publication is another instant."
    if document.is_example != told.is_example:
        yield f"{_title(document)} was altered: whether it is an example."


def _of_facts(told: Told, document: Document) -> Iterator[str]:
    if type(document) is Document:
        yield f"{_title(document)} has lost its facts."
        return
    now, then = document.facts(), told.facts or {}
    for name in sorted(set(now) | set(then)):
        if now.get(name) != then.get(name):
            yield (
                f"{_title(document)} was altered: its {_plain(name)} is {now.get(name)!r}, and "
                f"by the record {then.get(name)!r}."
            )


def _gaps(document: int, approved: Sequence[Edition]) -> Iterator[str]:
    for code in languages.CODES:
        numbers = sorted(each.number or 0 for each in approved if each.language == code)
        if numbers != list(range(1, len(numbers) + 1)):
            told = ", ".join(str(number) for number in numbers)
            yield f"Document {document}, {code}: its editions are numbered {told}."


def _as_it_is(notice: Notice) -> dict[str, Any]:
    return {
        "kind": notice.kind,
        "language": notice.language,
        "reason": notice.reason,
        "reason_language": notice.reason_language,
        "replaced_by": notice.replaced_by_id,
        "by": notice.by_id,
        "confirmed_by": notice.confirmed_by_id,
        "starts_at": digests.instant(notice.starts_at),
        "ends_at": digests.instant(notice.ends_at),
    }


def _name(edition: Edition) -> str:
    number = f"edition {edition.number}" if edition.number else "not numbered"
    return f"Document {edition.document_id}, {edition.language}, {number} (id {edition.pk})"


def _as_told(event: Event) -> str:
    number, language = event.changed.get("number"), event.changed.get("language")
    return f"Document {event.document}, {language}, edition {number} (id {event.edition})"


def _title(document: Document) -> str:
    return f"Document {document.pk} ({document.kind})"


def _plain(name: str) -> str:
    return name.replace("_", " ")
