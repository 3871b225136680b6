"""Applications whose time is over lose what their writers gave. One job of the worker: each thing
once, however often and by however many it is done."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from ..models import ApplicationEvent, ApplicationState, JoinApplication
from . import documents, keeping, mailing

BATCH = 100
PEOPLE = {f"{which}_{what}": "" for which in ("first", "second") for what in ("name", "position")}
ADDRESSES = {"first_email": "", "second_email": "", "link_sent_to": ""}
ORGANISATION: dict[str, Any] = {
    **dict.fromkeys(("name", "short_name", "kind", "legal_form", "place", "website"), ""),
    **dict.fromkeys(("about", "brings", "seeks", "no_documents_reason", "reason"), ""),
    "founded": None,
    "working_languages": [],
    "claims": None,
}


def empty_what_is_over() -> int:
    return (
        _each(_old_drafts, _delete)
        + _each(_to_remind, _remind)
        + _each(_declined, _empty_all)
        + _each(_accepted, _empty_people)
    )


def _old_drafts() -> "QuerySet[JoinApplication]":
    before = timezone.now() - keeping.DRAFT_KEPT
    return JoinApplication.objects.filter(state=ApplicationState.DRAFT, saved_at__lt=before)


def _to_remind() -> "QuerySet[JoinApplication]":
    before = timezone.now() - keeping.DRAFT_KEPT + keeping.REMINDED_BEFORE
    drafts = JoinApplication.objects.filter(state=ApplicationState.DRAFT, saved_at__lt=before)
    return drafts.filter(reminded_at__isnull=True).exclude(first_email="")


def _declined() -> "QuerySet[JoinApplication]":
    return _decided(ApplicationState.DECLINED, keeping.DECLINED_KEPT)


def _accepted() -> "QuerySet[JoinApplication]":
    return _decided(ApplicationState.ACCEPTED, keeping.ACCEPTED_KEPT)


def _decided(state: str, kept: Any) -> "QuerySet[JoinApplication]":
    before = timezone.now() - kept
    return JoinApplication.objects.filter(
        state=state, decided_at__lt=before, emptied_at__isnull=True
    )


def _each(
    over: Callable[[], "QuerySet[JoinApplication]"], act: Callable[[JoinApplication], None]
) -> int:
    done = 0
    while over().exists():  # no lock is taken to find nothing
        with transaction.atomic():
            batch = list(over().select_for_update(skip_locked=True).order_by("pk")[:BATCH])
            for application in batch:
                act(application)
        done += len(batch)
        if not batch:
            break  # another worker has them all
    return done


def _delete(application: JoinApplication) -> None:
    documents.delete(application.documents.all())
    application.delete()


def _remind(application: JoinApplication) -> None:
    application.reminded_at = timezone.now()
    application.save(update_fields=["reminded_at"])
    mailing.send_reminder(application)


def _empty_all(application: JoinApplication) -> None:
    """What remains: that somebody applied from a country, and who declined it when."""
    application.sectors.clear()
    _empty(application, {**ORGANISATION, **PEOPLE, **ADDRESSES})


def _empty_people(application: JoinApplication) -> None:
    """The organisation's own facts stay: it is a member."""
    _empty(application, {**PEOPLE, **ADDRESSES, "no_documents_reason": ""})


def _empty(application: JoinApplication, nothing: dict[str, Any]) -> None:
    documents.delete(application.documents.all())
    ApplicationEvent.objects.filter(application=application).update(text="")
    for name, value in nothing.items():
        setattr(application, name, value)
    application.form_key = None
    application.emptied_at = timezone.now()
    application.save()
