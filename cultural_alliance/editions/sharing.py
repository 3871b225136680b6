"""Preview links: each opens one text that is not yet public to one person who has no account."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import access, digests
from .chain import record
from .locking import lock_edition
from .models import Edition, PreviewLink, Verb
from .refusals import Incomplete, Refused, WrongInstant, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

LONGEST = timedelta(days=90)


class LinkEnded(WrongState):
    sentence = "This link opens nothing any more."


@transaction.atomic
def share(
    edition: Edition, *, by: "User", name: str, expires_at: datetime
) -> tuple[PreviewLink, str]:
    """A link for the person of that name, and its token, which is kept nowhere."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    if not Edition.objects.not_yet_public().filter(pk=edition.pk, erased=False).exists():
        raise WrongState("A link opens what is on its way to the public, and nothing else.")
    if edition.readers.exists():
        raise Refused(
            "This text is limited to some people, and a limit always beats a link. Open it to the "
            "desk first."
        )
    if not name.strip():
        raise Incomplete("Say whom the link is for.", missing={"name": "Whom is it for?"})
    now = timezone.now()
    if not now < expires_at <= now + LONGEST:
        raise WrongInstant(f"A link ends within the next {LONGEST.days} days.")
    token = secrets.token_urlsafe(32)
    link = PreviewLink.objects.create(
        edition=edition,
        name=name.strip(),
        token_sha256=digests.sha256_of(token),
        made_by=by,
        expires_at=expires_at,
    )
    changed = {"link": link.pk, "expires_at": digests.instant(expires_at)}
    record(Verb.SHARED, edition.document, by=by, edition=edition, changed=changed)
    return link, token


@transaction.atomic
def revoke(link: PreviewLink, *, by: "User") -> None:
    access.require(by, access.WRITE)
    edition = lock_edition(link.edition, by)
    if not _end(edition, [link.pk], by=by):
        raise LinkEnded(edition=edition)


@transaction.atomic
def revoke_all(edition: Edition, *, by: "User") -> int:
    """How many links were live until now."""
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    return end_links(edition, by=by)


def end_links(edition: Edition, *, by: "User") -> int:
    """All that are not revoked. The edition is locked already."""
    return _end(edition, edition.preview_links.values_list("pk", flat=True), by=by)


def _end(edition: Edition, links: Iterable[int], *, by: "User") -> int:
    now = timezone.now()
    standing = PreviewLink.objects.filter(pk__in=list(links), revoked_at=None, expires_at__gt=now)
    ended = list(standing.values_list("pk", flat=True))
    if ended:
        standing.update(revoked_at=now, revoked_by=by)
        record(Verb.REVOKED, edition.document, by=by, edition=edition, changed={"links": ended})
    return len(ended)


def find_link(token: str) -> PreviewLink | None:
    """The link, while it is live."""
    links = PreviewLink.objects.live().select_related("edition__document")
    link = links.filter(token_sha256=digests.sha256_of(token)).first()
    if link is not None:
        link.edition.document = link.edition.document.specific
    return link


def digest_of(edition: Edition) -> str:
    """Of exactly what the holder of a link reads now. A sign-off holds while it is the same."""
    return digests.of_draft(edition, edition.document.specific.facts())
