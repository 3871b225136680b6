"""Taking in what was published before the portal existed."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import access
from .approval import put_in_record
from .chain import record
from .locking import lock_document
from .models import Document, Edition, Event, Standing, State, Verb
from .refusals import WrongInstant

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def enter_in_record(
    document: Document,
    language: str,
    *,
    by: "User | None",
    published_on: date | datetime,
    title: str,
    body: str,
    summary: str = "",
    change_note: str = "",
    minor: bool = False,
    standing: Standing | None = None,
    follows: Edition | None = None,
    comment: str = "",
) -> Edition:
    """Enters a text with the date on which it was published (a day begins at midnight in Paris).

    `recorded_at` tells readers when the portal took it in. `by` is None where a command of the
    portal enters its own texts; a person needs the right to publish, and enters only what was
    published before the record began: anything later is approved by a second person. A document
    that is not saved yet is saved. Raises WrongInstant for a date ahead, or before an earlier
    edition's.
    """
    if by is not None:
        access.require(by, access.PUBLISH)
    if not document.pk:
        document.kind = document._meta.model_name or ""
        document.save()
    document = lock_document(document)
    now = timezone.now()
    at = _instant(published_on)
    if at > now:
        raise WrongInstant("A text is entered with a date that has come.", nearest=now)
    if by is not None:
        _require_before_the_record(at)
    is_original = language == document.original_language
    edition = Edition(
        document=document,
        language=language,
        state=State.SET_ASIDE,  # beside a draft that somebody may have begun
        title=title,
        summary=summary,
        body=body,
        change_note=change_note,
        minor=minor,
        standing=standing or (Standing.ORIGINAL if is_original else Standing.OFFICIAL),
        follows=follows,
        saved_by=by,
    )
    edition.save()
    [(_, changed)] = put_in_record([edition], at=at, recorded_at=now)
    record(Verb.ENTERED, document, by=by, edition=edition, comment=comment, changed=changed)
    return edition


def _require_before_the_record(at: datetime) -> None:
    began = Event.objects.order_by("pk").values_list("at", flat=True).first()
    if began and at >= began:
        raise WrongInstant(
            "Only what was published before this record began is entered with its date. "
            "Write a draft, and submit it for approval.",
            nearest=began,
        )


def _instant(published_on: date | datetime) -> datetime:
    if isinstance(published_on, datetime):
        return published_on
    return timezone.make_aware(datetime.combine(published_on, time.min))
