"""Is the record whole? Every event against its predecessor; every edition, notice and fact against
the events, and the events against them. Each fault is told in a sentence that names what it is."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from . import digests, faults, files, guards
from .models import Document, Edition, Event, Notice, State
from .replaying import Told

# Read in portions, by the order of a key: a million rows never stand in memory together, and no
# cursor is held on the server.
EVENTS, DOCUMENTS = 2_000, 200


@dataclass
class Verification:
    """Iterate over `faults()`; then the counts and the head tell what was looked at. The bytes of
    the files are read only where it is asked for."""

    with_files: bool = False
    files: int = 0
    events: int = 0
    editions: int = 0
    notices: int = 0
    documents: int = 0
    head: str = digests.GENESIS

    def faults(self, *, expected: str = "") -> Iterator[str]:
        """`expected` is the digest of a head that was noted earlier: it has to be in the chain."""
        for name in guards.missing(connection):
            yield f"The guard {name} does not stand in the database."
        with _one_moment():
            yield from self._chain(expected)
            yield from self._documents()

    def _chain(self, expected: str) -> Iterator[str]:
        found = not expected or expected == digests.GENESIS
        last = 0
        while portion := list(Event.objects.filter(pk__gt=last).order_by("pk")[:EVENTS]):
            for event in portion:
                if event.previous != self.head:
                    yield f"{_named(event)} does not follow the one before it: an event is missing."
                if digests.of_event(event) != event.digest:
                    yield f"{_named(event)} was altered: its digest is another."
                self.head = event.digest
                self.events += 1
                found = found or event.digest == expected
            last = portion[-1].pk
        if not found:
            yield f"The chain does not hold {expected}, which it once ended with."

    def _documents(self) -> Iterator[str]:
        low: int | None = 0
        while low is not None:
            pks = Document.objects.filter(pk__gt=low).order_by("pk").values_list("pk", flat=True)
            high = next(iter(pks[DOCUMENTS - 1 : DOCUMENTS]), None)
            yield from self._portion(low, high)
            low = high

    def _portion(self, low: int, high: int | None) -> Iterator[str]:
        """Documents above `low`, to `high`; and what stands on one that is gone."""
        documents = _specific(_between(Document.objects.order_by("pk"), "pk", low, high))
        told: dict[int, Told] = defaultdict(Told)
        for event in _between(Event.objects.order_by("pk"), "document", low, high):
            told[event.document].hear(event)
        texts = Edition.objects.order_by("pk").prefetch_related("attachments")
        editions = _grouped(_between(texts, "document_id", low, high))
        notices = _grouped(_between(Notice.objects.order_by("pk"), "document_id", low, high))
        self.documents += len(documents)
        for pk in sorted({*documents, *told, *editions, *notices}):
            approved = [each for each in editions[pk] if each.state == State.APPROVED]
            self.editions += len(approved)
            self.notices += len(notices[pk])
            yield from faults.of_editions(told[pk], pk, editions[pk])
            yield from faults.of_notices(told[pk], pk, notices[pk])
            yield from faults.of_document(told[pk], pk, documents.get(pk), approved)
            if self.with_files:
                yield from self._files(approved)

    def _files(self, editions: list[Edition]) -> Iterator[str]:
        for attachment in (each for edition in editions for each in edition.attachments.all()):
            if not attachment.erased:
                self.files += 1
                if fault := files.fault_in(attachment):
                    yield f"File {attachment.pk} of edition {attachment.edition_id}: {fault}."


def _named(event: Event) -> str:
    return f"Event {event.pk} ({event.verb}, document {event.document})"


def _between(rows: Any, key: str, low: int, high: int | None) -> Any:
    rows = rows.filter(**{f"{key}__gt": low})
    return rows if high is None else rows.filter(**{f"{key}__lte": high})


def _grouped(rows: Any) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.document_id].append(row)
    return grouped


def _specific(documents: Any) -> dict[int, Document]:
    """Each as its own kind, with the rows that its facts name: a few queries for the portion."""
    found: dict[int, Document] = {each.pk: each for each in documents}
    for relation in Document._meta.related_objects:
        kind = relation.related_model
        if relation.parent_link and isinstance(kind, type) and issubclass(kind, Document):
            rows = kind._default_manager.filter(pk__in=found).select_related(
                *(each.name for each in kind._meta.local_fields if each.many_to_one)
            )
            many = [each.name for each in kind._meta.local_many_to_many]
            found.update({each.pk: each for each in rows.prefetch_related(*many)})
    return found


@contextmanager
def _one_moment() -> Iterator[None]:
    """Everything is read as it stood at one moment, while the portal goes on publishing. Inside a
    transaction that has begun already nothing more can be asked for."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=DEFAULT_DB_ALIAS), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:  # deferred, for Django's own transactions are IMMEDIATE: they would hold up writers
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
