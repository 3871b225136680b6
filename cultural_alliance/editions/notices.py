"""Verbs that stand over a text: withdraw and restore, remove for ever."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from . import access, files
from .chain import record
from .digests import instant
from .locking import lock_document, require_not_removed
from .models import Document, Edition, Notice, NoticeKind, State, Verb
from .refusals import Incomplete, NotYourOwn, Refused, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def withdraw(
    document: Document,
    *,
    by: "User",
    reason: str,
    language: str = "",
    reason_language: str = "en",
    replaced_by: Document | None = None,
) -> Notice:
    """Puts the text under a public notice: it stays readable at its address, and leaves home,
    feeds and default lists. `language` empty, or the original's, means all languages."""
    access.require(by, access.PUBLISH)
    document = lock_document(document)
    language = _scope(document, language)
    _require_reason(reason)
    _require_public(document, language)
    if replaced_by is not None and replaced_by.pk == document.pk:
        raise Refused("A text cannot replace itself.")
    if replaced_by is not None and not Document.objects.public().filter(pk=replaced_by.pk).exists():
        raise Refused("What replaces this text has to be public first.")
    if _standing(document, language).exists():
        raise WrongState("This text is withdrawn or removed already.")
    now = timezone.now()
    notice = Notice.objects.create(
        document=document,
        language=language,
        kind=NoticeKind.WITHDRAWN,
        reason=reason.strip(),
        reason_language=reason_language,
        replaced_by=replaced_by,
        by=by,
        made_at=now,
        starts_at=now,
    )
    record(
        Verb.WITHDREW,
        document,
        by=by,
        public_note=reason,
        changed=_told(notice),
    )
    return notice


@transaction.atomic
def restore(notice: Notice, *, by: "User", comment: str = "") -> Notice:
    """Ends a withdrawal: the text stands again without its notice."""
    access.require(by, access.PUBLISH)
    notice = _lock(notice)
    if notice.kind != NoticeKind.WITHDRAWN or notice.ends_at is not None:
        raise WrongState("This text is not withdrawn.")
    require_not_removed(notice.document, notice.language)
    notice.ends_at = timezone.now()
    notice.save(update_fields=["ends_at"])
    record(Verb.RESTORED, notice.document, by=by, comment=comment, changed=_told(notice))
    return notice


@transaction.atomic
def propose_removal(
    document: Document,
    *,
    by: "User",
    reason: str,
    language: str = "",
    reason_language: str = "en",
) -> Notice:
    """Asks a second administrator to remove the text on legal grounds, with a public reason."""
    access.require(by, access.REMOVE)
    document = lock_document(document)
    language = _scope(document, language)
    _require_reason(reason)
    _require_public(document, language)
    open_ones = Notice.objects.filter(
        document=document, kind=NoticeKind.REMOVED, ends_at__isnull=True
    )
    if open_ones.filter(language__in=["", language]).exists():
        raise WrongState("A removal of this text is proposed or done already.")
    notice = Notice.objects.create(
        document=document,
        language=language,
        kind=NoticeKind.REMOVED,
        reason=reason.strip(),
        reason_language=reason_language,
        by=by,
    )
    record(Verb.PROPOSED_REMOVAL, document, by=by, comment=reason, changed=_told(notice))
    return notice


@transaction.atomic
def drop_removal(notice: Notice, *, by: "User", comment: str = "") -> Notice:
    """Gives up a removal that nobody confirmed yet."""
    access.require(by, access.REMOVE)
    notice = _lock_proposal(notice)
    _drop(notice, by=by, comment=comment)
    return notice


def _drop(notice: Notice, *, by: "User", comment: str) -> None:
    notice.ends_at = timezone.now()
    notice.save(update_fields=["ends_at"])
    record(Verb.DROPPED_REMOVAL, notice.document, by=by, comment=comment, changed=_told(notice))


@transaction.atomic
def confirm_removal(notice: Notice, *, by: "User") -> Notice:
    """Removes the text, never to be undone: its words are erased, also of drafts; the digests,
    the reason and the addresses (410) stay. By another person than the one who proposed it."""
    access.require(by, access.REMOVE)
    notice = _lock_proposal(notice)
    if notice.by_id == by.pk:
        raise NotYourOwn("You proposed this removal, so a different person has to confirm it.")
    require_not_removed(notice.document, notice.language)
    notice.confirmed_by = by
    notice.starts_at = timezone.now()
    notice.save(update_fields=["confirmed_by", "starts_at"])
    editions = notice.document.editions.filter(erased=False).order_by("pk")
    if notice.language:
        editions = editions.filter(language=notice.language)
    else:
        _drop_the_rest(notice, by)
    erased = [_erase(edition) for edition in editions]
    record(
        Verb.REMOVED,
        notice.document,
        by=by,
        public_note=notice.reason,
        changed={**_told(notice), "erased": erased},
    )
    return notice


def _drop_the_rest(notice: Notice, by: "User") -> None:
    """A removal in all languages leaves nothing to decide about one of them."""
    for other in notice.document.notices.proposed().exclude(pk=notice.pk):
        other.document = notice.document
        _drop(other, by=by, comment="The whole document was removed.")


def _erase(edition: Edition) -> int:
    """The hashes stay: they prove what the text was to whoever still has it."""
    for name in Edition.TEXTS:
        setattr(edition, name, "")
    edition.erased = True
    if edition.is_approved:
        edition._write(*Edition.TEXTS, "erased")
    else:
        edition.state = State.SET_ASIDE
        edition.revision += 1
        edition._write(*Edition.TEXTS, "erased", "state", "revision")
    edition.comments.all().delete()  # they quote it
    edition.looks.all().delete()
    _erase_files(edition)
    return edition.pk


def _erase_files(edition: Edition) -> None:
    """The bytes go once this is certain, unless another document has the same ones."""
    digests = list(edition.attachments.values_list("sha256", flat=True))
    edition.attachments.update(name="", description="", erased=True)
    if digests:
        transaction.on_commit(lambda: files.free(digests))


def _told(notice: Notice) -> dict[str, Any]:
    """What the event holds of the notice: `verify_record` compares the two."""
    return {
        "notice": notice.pk,
        "language": notice.language,
        "reason_language": notice.reason_language,
        "replaced_by": notice.replaced_by_id,
        "starts_at": instant(notice.starts_at),
        "ends_at": instant(notice.ends_at),
    }


def is_withdrawn(edition: Edition) -> bool:
    """Whether a notice stands over the edition's text now: on its language, or on all."""
    scope = _scope(edition.document, edition.language)
    return _standing(edition.document, scope).exists()


def _standing(document: Document, language: str) -> "QuerySet[Notice]":
    notices = Notice.objects.standing().filter(document=document)
    return notices.filter(language__in=["", language])


def _scope(document: Document, language: str) -> str:
    """A notice on the original's language is one for all."""
    return "" if language == document.original_language else language


def _require_reason(reason: str) -> None:
    if not reason.strip():
        asked = "Give the reason that readers are told."
        raise Incomplete(asked, missing={"reason": asked})


def _require_public(document: Document, language: str) -> None:
    editions = document.editions.published()
    if language:
        editions = editions.filter(language=language)
    if not editions.exists():
        raise WrongState("Nothing of this was ever public: delete the draft instead.")


def _lock(notice: Notice) -> Notice:
    document = lock_document(Document(pk=notice.document_id))
    notice = Notice.objects.get(pk=notice.pk)
    notice.document = document
    return notice


def _lock_proposal(notice: Notice) -> Notice:
    notice = _lock(notice)
    is_proposal = notice.kind == NoticeKind.REMOVED and not notice.starts_at and not notice.ends_at
    if not is_proposal:
        raise WrongState("This removal is decided already.")
    return notice
