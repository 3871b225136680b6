"""What is asked of one edition: whether it is public at an instant, and who may see it.

Conditions on the row itself, so that a list walks an index in its own order and stops at a page.
Whether it is among all that are public (`pk=OuterRef("pk")`) would be the same question, which
PostgreSQL answers by reading all of them.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q

from cultural_alliance.prepared import PreparedExists

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

APPROVED = "approved"


def published(at: datetime) -> Q:
    return Q(state=APPROVED, published_at__lte=at)


def scheduled(at: datetime) -> Q:
    return Q(state=APPROVED, published_at__gt=at)


def _newer(at: Any, document: Any, language: Any, number: Any) -> Any:
    """What has a number is approved; of those above one there are few, in an index of their own."""
    from .edition import Edition

    come = Edition.objects.filter(published_at__lte=at, document=document, language=language)
    return come.filter(number__gt=1).filter(number__gt=number)


def _over_text(kind: str) -> PreparedExists:
    def notices(at: Any, document: Any, language: Any) -> Any:
        return _standing(kind, at, document).filter(Q(language="") | Q(language=language))

    return PreparedExists("notice_over_it", notices)


def _over_all(kind: str) -> PreparedExists:
    def notices(at: Any, document: Any) -> Any:
        return _standing(kind, at, document).filter(language="")

    return PreparedExists("notice_over_all", notices)


def _standing(kind: str, at: Any, document: Any) -> Any:
    from .notice import Notice

    return Notice.objects.standing(at).filter(kind=kind, document=document)


_NEWER = PreparedExists("newer", _newer)
_OVER_TEXT = {kind: _over_text(kind) for kind in ("removed", "withdrawn")}
_OVER_ALL = {kind: _over_all(kind) for kind in ("removed", "withdrawn")}


def replaced(at: datetime, *, of: str = "") -> Any:
    """A newer one has come: of the edition, or of the one that it follows (`of="follows__"`)."""
    language, number = F(f"{of}language"), F(f"{of}number")
    return _NEWER(at=at, document=F("document"), language=language, number=number)


def removed(at: datetime, *, language: str = "language") -> Any:
    """A removal stands over its language; over another, where a column with it is named."""
    return _OVER_TEXT["removed"](at=at, document=F("document"), language=F(language))


def withdrawn(at: datetime) -> Any:
    return _OVER_TEXT["withdrawn"](at=at, document=F("document"), language=F("language"))


def under_notice(kind: str, at: datetime) -> Any:
    """Of a document: a notice of the kind stands over all its languages."""
    return _OVER_ALL[kind](at=at, document=F("pk"))


def public(at: datetime) -> Q:
    return published(at) & ~Q(replaced(at)) & ~Q(removed(at))


def behind(at: datetime) -> Q:
    """A public translation that follows what the public no longer reads of its original."""
    original = F("document__original_language")
    is_former = Q(replaced(at, of="follows__"), follows__language=original)
    is_gone = Q(removed(at, language="document__original_language"))
    return public(at) & ~Q(language=original) & is_former & ~is_gone


def has_behind(texts: Any, at: datetime) -> Q:
    """Of a document: one of the texts is its own and behind. What was corrected is asked first, as
    it is little among much."""
    own = texts.filter(behind(at), document=OuterRef("pk"))
    corrected = texts.model.objects.filter(number__gt=1)
    return Q(Exists(own), pk__in=corrected.values("document"))


def visible(person: "User", at: datetime) -> Q:
    from .draft_reader import DraftReader

    named = DraftReader.objects.filter(edition=OuterRef("pk"))
    return published(at) | ~Q(Exists(named)) | Q(Exists(named.filter(person=person.pk)))


def told(question: Q) -> ExpressionWrapper:
    """The answer as a column."""
    return ExpressionWrapper(question, output_field=BooleanField())
