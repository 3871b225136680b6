"""Verbs of the conversation about a text, and what a reviewer has seen of it.

The conversation is open while the text is written or waits for a decision; afterwards it stays, to
be read. To say something in it is no hand in the text: who only comments may still approve.

What somebody saw is kept when they say so or act upon it, never because a page was opened: a page
that is open was not read, and no visit changes anything.
"""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from . import access, html, mailing
from .locking import lock_edition, require_revision, require_state
from .models import Comment, Edition, Look, State
from .refusals import Incomplete, NotAllowed, WrongState

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def comment(
    edition: Edition,
    *,
    by: "User",
    text: str,
    paragraph: int | None = None,
    seen: int | None = None,
) -> Comment:
    """On the paragraph of that number, or on the whole. `seen` is the revision that was read."""
    edition = _lock_open(edition, by)
    made = remark(edition, by=by, text=text, paragraph=paragraph, seen=seen)
    mailing.commented(made)
    return made


@transaction.atomic
def answer(to: Comment, *, by: "User", text: str) -> Comment:
    """An answer to an answer stands under the same comment."""
    edition = _lock_open(to.edition, by)
    made = say(edition, text, person=by, answers_id=to.answers_id or to.pk)
    mailing.commented(made)
    return made


@transaction.atomic
def settle(about: Comment, *, by: "User") -> Comment:
    """Says that nothing is left to do about the comment. It stays in the conversation."""
    current = _lock_comment(about, by)
    if current.settled_at:
        raise WrongState(f"{current.settled_by} has settled this comment already.")
    return _settled(current, by=by)


@transaction.atomic
def reopen(about: Comment, *, by: "User") -> Comment:
    current = _lock_comment(about, by)
    if not current.settled_at:
        raise WrongState("This comment is open already.")
    return _settled(current, by=None)


@transaction.atomic
def read(edition: Edition, *, by: "User", revision: int) -> Look:
    """The reviewer has read this revision: the page can tell later what changed since. Raises
    Stale where the text is another by now."""
    edition = _lock_open(edition, by)
    require_revision(edition, revision)
    if not reviews(by, edition):
        raise NotAllowed("A publisher who had no hand in the text reads it for the approval.")
    return _look(edition, by)


def remark(
    edition: Edition, *, by: "User", text: str, paragraph: int | None, seen: int | None
) -> Comment:
    """A comment, and what its author saw where they decide about the text. The edition is locked
    already, and nobody is written to."""
    made = say(edition, text, paragraph, person=by)
    if seen == edition.revision and reviews(by, edition):
        _look(edition, by)
    return made


def reviews(person: "User", edition: Edition) -> bool:
    """Whether they may decide about the text: publishers who had no hand in it."""
    return person.has_perm(access.PUBLISH) and not access.has_contributed(person, edition)


def say(edition: Edition, text: str, paragraph: int | None = None, **about: Any) -> Comment:
    """A comment or an answer. `about` is who says it, and to which comment."""
    if not text.strip():
        raise Incomplete("Write your comment.", missing={"text": "Write your comment."})
    quotes = html.numbered_paragraphs(edition.body) if paragraph else {}
    if paragraph and paragraph not in quotes:
        asked = f"The text has {len(quotes)} numbered paragraphs."
        raise Incomplete(asked, missing={"paragraph": asked})
    return Comment.objects.create(
        edition=edition,
        text=text.strip(),
        paragraph=paragraph or None,
        quote=quotes.get(paragraph or 0, ""),
        **about,
    )


def _look(edition: Edition, person: "User") -> Look:
    look, _made = Look.objects.update_or_create(
        edition=edition,
        person=person,
        revision=edition.revision,
        defaults={
            "at": timezone.now(),
            **{name: getattr(edition, name) for name in ("title", "summary", "body")},
        },
    )
    return look


def _settled(comment: Comment, *, by: "User | None") -> Comment:
    comment.settled_by, comment.settled_at = by, timezone.now() if by else None
    comment.save(update_fields=["settled_by", "settled_at"])
    return comment


def _lock_open(edition: Edition, by: "User") -> Edition:
    access.require(by, access.WRITE)
    edition = lock_edition(edition, by)
    require_state(edition, State.DRAFT, State.SUBMITTED)
    return edition


def _lock_comment(comment: Comment, by: "User") -> Comment:
    edition = _lock_open(comment.edition, by)
    return Comment.objects.select_related("settled_by").get(pk=comment.pk, edition=edition)
