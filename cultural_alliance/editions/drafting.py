"""Verbs of writing: what happens to a text before anybody decides about it."""

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from . import access, files, limiting
from .chain import record
from .locking import (
    lock_document,
    lock_edition,
    require_not_removed,
    require_revision,
    require_state,
)
from .models import Contribution, Document, Edition, Standing, State, Verb
from .refusals import AlreadyOne, Incomplete, NotAllowed, Refused
from .signals import record_changed

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

DRAFT_FIELDS = ("title", "summary", "body", "standing", "follows", "change_note", "minor")


@transaction.atomic
def start_document(document: Document, *, by: "User", title: str = "") -> Edition:
    """Saves a new document of its kind and starts its first draft, in its original language."""
    access.require(by, access.WRITE)
    document.kind = document._meta.model_name or ""
    document.save()
    return start_draft(document, document.original_language, by=by, title=title)


@transaction.atomic
def start_draft(
    document: Document,
    language: str,
    *,
    by: "User",
    title: str = "",
    from_: Edition | None = None,
) -> Edition:
    """Starts the one text that is not yet public, empty or from another edition.

    From an edition in the same language its whole text is taken (to correct is to start from
    the public text); from one in another language only its title, as that of what is
    translated. Raises AlreadyOne while a draft, a submission or a scheduled text exists.
    """
    access.require(by, access.WRITE)
    document = lock_document(document)
    require_not_removed(document, language)
    if existing := document.editions.not_yet_public().filter(language=language).first():
        raise AlreadyOne(
            "There is a text on its way in this language already: open it, unschedule it or "
            "set it aside.",
            edition=Edition.objects.visible_to(by).filter(pk=existing.pk).first(),
        )
    edition = Edition(document=document, language=language, title=title, saved_by=by)
    if language != document.original_language:
        edition.standing = Standing.OFFICIAL
        edition.follows = newest_original(document, by)
    if from_ is not None:
        _take_text(edition, Edition.objects.visible_to(by).filter(pk=from_.pk).first())
    edition.save()
    if from_ is not None and from_.language == language:
        files.copy(from_, edition)
    contribute(edition, by)
    changed: dict[str, Any] = {"language": language, "from": from_.pk if from_ else None}
    if document.is_example:
        changed["example"] = True
    record(Verb.STARTED, document, by=by, edition=edition, changed=changed)
    if from_ is not None:
        limiting.inherit(edition, from_, by=by)
    return edition


def _take_text(edition: Edition, source: Edition | None) -> None:
    if source is None or source.document_id != edition.document_id or source.erased:
        raise Refused("A draft starts from a text of its own document that still has its words.")
    if source.language != edition.language:
        edition.title = edition.title or source.title
        if edition.standing != Standing.ORIGINAL:
            edition.follows = source
        return
    for name in ("title", "summary", "body", "standing", "follows"):
        setattr(edition, name, getattr(source, name))
    if not source.is_approved:  # taken up again: its note was written for this very change
        edition.change_note, edition.minor = source.change_note, source.minor


def newest_original(document: Document, person: "User") -> Edition | None:
    """What a translation started now would follow: the newest numbered original that the person
    may see, else its draft."""
    visible = Edition.objects.visible_to(person).filter(document=document, erased=False)
    originals = visible.filter(language=document.original_language)
    return (
        originals.filter(state=State.APPROVED).order_by("-number").first()
        or originals.filter(state__in=[State.DRAFT, State.SUBMITTED]).first()
    )


@transaction.atomic
def save_draft(
    edition: Edition, *, by: "User", revision: int, autosave: bool = False, **texts: Any
) -> Edition:
    """Writes the given fields (of DRAFT_FIELDS) over the draft. Raises Stale, with the edition
    as it stands, where somebody saved after `revision`. An autosave leaves no event."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    require_revision(edition, revision)
    require_state(edition, State.DRAFT)
    if unknown := set(texts) - set(DRAFT_FIELDS):
        raise TypeError(f"A draft has no {', '.join(sorted(unknown))}.")
    before = {name: getattr(edition, name) for name in texts}
    for name, value in texts.items():
        setattr(edition, name, value)
    edition.clean_texts()
    changed = [n for n in DRAFT_FIELDS if n in before and getattr(edition, n) != before[n]]
    if not changed:
        return edition
    if asked := asked_of_follows(edition):
        raise Incomplete(asked, missing={"follows": asked})
    edition.revision += 1
    edition.saved_by = by
    edition.save()
    contribute(edition, by)
    if autosave:
        record_changed.send(Edition, document=edition.document, edition=edition, event=None)
    else:
        record(Verb.SAVED, edition.document, by=by, edition=edition, changed={"fields": changed})
    return edition


def asked_of_follows(edition: Edition) -> str:
    """What is wrong with the edition that this one says it translates; empty where nothing is."""
    followed = edition.follows
    if followed is None:
        return ""
    if edition.language == edition.document.original_language:
        return "An original follows no other edition."
    if followed.document_id != edition.document_id or followed.language == edition.language:
        return "A translation follows an edition of its own document in another language."
    return ""


def contribute(edition: Edition, by: "User") -> None:
    now = timezone.now()
    Contribution.objects.update_or_create(
        edition=edition, person=by, defaults={"last": now}, create_defaults={"last": now}
    )


@transaction.atomic
def set_aside(edition: Edition, *, by: "User", comment: str = "") -> Edition:
    """Takes a draft or a submission out of the way. It is kept, and a new draft may start from
    it."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    require_state(edition, State.DRAFT, State.SUBMITTED)
    edition.state = State.SET_ASIDE
    edition.revision += 1
    edition.save(update_fields=["state", "revision"])
    record(Verb.SET_ASIDE, edition.document, by=by, edition=edition, comment=comment)
    return edition


@transaction.atomic
def delete_unpublished(edition: Edition, *, by: "User", comment: str = "") -> None:
    """Deletes a text that was never public, and its document where it was the only one and
    nothing else knows it. The events stay."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    require_state(edition, State.DRAFT, State.SUBMITTED, State.SET_ASIDE)
    if not (by.has_perm(access.PUBLISH) or access.has_contributed(by, edition)):
        raise NotAllowed("Only those who wrote at this text, or a publisher, may delete it.")
    document, number = edition.document, edition.pk
    try:
        edition.delete()
    except ProtectedError:
        raise Refused("A translation follows this text: delete the translation first.") from None
    edition.pk = number  # the event names it
    record(
        Verb.DELETED,
        document,
        by=by,
        edition=edition,
        comment=comment,
        changed={"language": edition.language},
    )
    _delete_if_empty(document)


def _delete_if_empty(document: Document) -> None:
    if document.path or document.editions.exists() or document.notices.exists():
        return
    try:
        with transaction.atomic():
            document.delete()
    except (ProtectedError, IntegrityError):
        return  # something else still points at it (a page above others): it stays, empty
