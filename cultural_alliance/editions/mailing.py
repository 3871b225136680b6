"""Mail about a text on its way, to exactly the people concerned and never to whoever caused it, in
the transaction that caused it.

No words of a draft stand in it, and of one that is limited to some people not even the title: mail
lies in places that the desk does not guard. An example is nobody's concern.
"""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from cultural_alliance import languages, letters

from . import access
from .models import Comment, Edition, SignOff

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cultural_alliance.accounts.models import User


def submitted(edition: Edition, *, by: "User") -> None:
    """To those who may approve it: who see it, and had no hand in it."""
    others = access.holders(access.PUBLISH).exclude(contribution__edition=edition)
    _send("submitted", edition, others, by=by)


def sent_back(edition: Edition, *, by: "User") -> None:
    _send("sent_back", edition, writers(edition), by=by)


def commented(comment: Comment) -> None:
    """To those in the conversation, and to the writers."""
    edition = comment.edition
    spoke = Q(pk__in=edition.comments.values("person"))
    concerned = access.holders(access.WRITE).filter(spoke | Q(contribution__edition=edition))
    _send("commented", edition, concerned, by=comment.person, comment=comment)


def approved(edition: Edition, *, by: "User") -> None:
    _send("approved", edition, writers(edition), by=by)


def signed_off(signed: SignOff) -> None:
    """To the writers, and to whoever made the link."""
    edition, maker = signed.link.edition, signed.link.made_by_id
    concerned = Q(pk=maker) | Q(contribution__edition=edition)
    people = access.holders(access.WRITE).filter(concerned)
    _send("signed_off", edition, people, by=None, signed=signed)


def published_urgently(edition: Edition, *, by: "User", reason: str) -> None:
    _send("urgent", edition, access.holders(access.PUBLISH), by=by, reason=reason)


def writers(edition: Edition) -> "QuerySet[User]":
    """Who wrote at it or submitted it, and still works at the desk."""
    return access.holders(access.WRITE).filter(contribution__edition=edition)


def _send(
    name: str, edition: Edition, people: "QuerySet[User]", *, by: "User | None", **about: Any
) -> None:
    if edition.document.is_example:
        return
    is_limited = _is_limited(edition)
    if is_limited:
        people = people.filter(pk__in=edition.readers.values("person"))
    page = reverse("admin:editions_edition_change", args=[edition.pk])
    known = {
        "by": by,
        "title": "" if is_limited else edition.title,
        "edition": edition,
        "url": settings.ALLIANCE_URL + page,
        **about,
    }
    for person in people.exclude(pk=by.pk) if by else people:
        letters.write(
            f"editions/{name}",
            to=person.email,
            language=languages.DEFAULT,
            context={**known, "person": person},
        ).send()


def _is_limited(edition: Edition) -> bool:
    is_public = edition.is_approved and not edition.is_scheduled()
    return not is_public and edition.readers.exists()
