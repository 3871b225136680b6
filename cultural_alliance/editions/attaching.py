"""Verbs of what belongs to a draft beside its words: attach, describe, reorder, detach. Each counts
as writing at the text: it makes a new revision, so that nobody approves what they have not seen."""

from html import unescape
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.html import strip_tags

from . import access, files
from .attachable import Attachable
from .chain import record
from .drafting import contribute
from .locking import lock_edition, require_state
from .models import Attachment, Edition, State, Verb
from .refusals import Refused, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

MOST = 20
FEW_LETTERS = 120


@transaction.atomic
def attach(
    edition: Edition,
    file: Attachable,
    *,
    by: "User",
    description: str = "",
    decorative: bool = False,
) -> Attachment:
    """Adds the file as the last one of the draft. Its bytes are written first."""
    edition = _lock(edition, by)
    if same := edition.attachments.filter(sha256=file.sha256).first():
        raise Refused(f"This very file is attached already, as “{same}”.")
    _require_room(edition, 1)
    files.put(file.sha256, file.content)
    attachment = Attachment.objects.create(
        edition=edition,
        position=edition.attachments.count() + 1,
        name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        width=file.width,
        height=file.height,
        sha256=file.sha256,
        **_said(file.content_type.startswith("image/"), description, decorative),
    )
    _note(edition, by, attached=[file.sha256])
    return attachment


@transaction.atomic
def describe(
    attachment: Attachment, *, by: "User", description: str, decorative: bool = False
) -> Attachment:
    """Says what it shows or holds, or that an image tells nothing."""
    attachment = _lock_attachment(attachment, by)
    said = _said(attachment.is_image, description, decorative)
    if said == {name: getattr(attachment, name) for name in said}:
        return attachment
    for name, value in said.items():
        setattr(attachment, name, value)
    attachment.save()
    _note(attachment.edition, by, described=[attachment.sha256])
    return attachment


@transaction.atomic
def move(attachment: Attachment, *, by: "User", up: bool) -> None:
    """One place up or down. At the end of the list nothing happens."""
    attachment = _lock_attachment(attachment, by)
    ordered = list(attachment.edition.attachments.all())
    here = ordered.index(attachment)
    there = here + (-1 if up else 1)
    if not 0 <= there < len(ordered):
        return
    ordered[here], ordered[there] = ordered[there], ordered[here]
    _number(ordered)
    _note(attachment.edition, by, moved=[attachment.sha256])


@transaction.atomic
def detach(attachment: Attachment, *, by: "User") -> None:
    """Takes the file off the draft. Its bytes are freed later, where no other text needs them."""
    attachment = _lock_attachment(attachment, by)
    sha256 = attachment.sha256
    attachment.delete()
    _number(list(attachment.edition.attachments.all()))
    _note(attachment.edition, by, detached=[sha256])


@transaction.atomic
def take_from_original(edition: Edition, *, by: "User") -> int:
    """Gives a translation the files of the text that it follows, without their descriptions: these
    are written in its own language. Answers how many came."""
    edition = _lock(edition, by)
    if edition.follows is None:
        raise Refused("This text follows no other. Say first which edition it translates.")
    if not Edition.objects.visible_to(by).filter(pk=edition.follows.pk).exists():
        raise Refused("The text that this one follows is limited to other people.")
    missing = not_taken(edition)
    _require_room(edition, len(missing))
    if not missing:
        return 0
    files.copy(edition.follows, edition, described=False)
    _note(edition, by, attached=missing)
    return len(missing)


def not_taken(edition: Edition) -> list[str]:
    """The SHA-256 of those files of the text it follows that a translation has not."""
    if edition.follows_id is None:
        return []
    theirs = Attachment.objects.to_be_had().filter(edition=edition.follows_id)
    have = edition.attachments.values("sha256")
    return list(theirs.exclude(sha256__in=have).values_list("sha256", flat=True))


def without_description(edition: Edition) -> list[Attachment]:
    """Those that say nothing to whoever does not see or open them, and are not decorative."""
    return [
        each for each in edition.attachments.all() if not each.decorative and not each.description
    ]


def stands_in_for_text(edition: Edition) -> bool:
    """Whether there is next to no text beside the files, which never take its place."""
    words = unescape(strip_tags(edition.body)).strip()
    return len(words) < FEW_LETTERS and edition.attachments.exists()


def _said(is_image: bool, description: str, decorative: bool) -> dict[str, Any]:
    if decorative and not is_image:
        raise Refused("Only an image can be decorative: say what this file holds.")
    return {"description": "" if decorative else description.strip(), "decorative": decorative}


def _lock(edition: Edition, by: "User") -> Edition:
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    require_state(edition, State.DRAFT)
    return edition


def _lock_attachment(attachment: Attachment, by: "User") -> Attachment:
    edition = _lock(attachment.edition, by)
    found = edition.attachments.filter(pk=attachment.pk).first()
    if found is None:
        raise WrongState("This file is gone: somebody took it off the text.", edition=edition)
    found.edition = edition
    return found


def _require_room(edition: Edition, more: int) -> None:
    if edition.attachments.count() + more > MOST:
        raise Refused(f"A text has at most {MOST} files. Take one off first.")


def _number(ordered: list[Attachment]) -> None:
    for position, attachment in enumerate(ordered, start=1):
        attachment.position = position
    Attachment.objects.bulk_update(ordered, ["position"])


def _note(edition: Edition, by: "User", **what: list[str]) -> None:
    """Files are told by their SHA-256: a name would outlive a removal in the chain."""
    edition.revision += 1
    edition.saved_by = by
    edition.save(update_fields=["revision", "saved_by", "saved_at"])
    contribute(edition, by)
    changed = {"fields": ["files"], **what}
    record(Verb.SAVED, edition.document, by=by, edition=edition, changed=changed)
