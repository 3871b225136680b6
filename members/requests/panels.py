"""The membership desk's queues of partner requests: each with its number and its oldest."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from cultural_alliance.surfaces import DeskPanel, DeskRow, counted

from .. import access
from ..models import PartnerRequest, RequestEvent, RequestState, RequestVerb
from .readable import Reader

SHOWN = 8


def submitted_panel(request: HttpRequest) -> DeskPanel | None:
    """What waits to be opened or returned, the longest first."""
    if not access.person(request).has_perm(access.DECIDE):
        return None
    waiting = PartnerRequest.objects.filter(state=RequestState.SUBMITTED)
    rows = [
        DeskRow(
            title=str(each),
            url=reverse("admin:members_partnerrequest_change", args=[each.pk]),
            note=each.organisation.name,
            at=each.submitted_at,
            language=each.first_language,
            state="Submitted",
        )
        for each in waiting.with_texts().order_by("submitted_at", "pk")[:SHOWN]
    ]
    return DeskPanel(
        title="Partner requests to read",
        rows=rows,
        empty="No partner request waits to be read.",
        more_url=_list_url("waiting"),
        number=counted(waiting),
        oldest=rows[0].at if rows else None,
    )


def changed_panel(request: HttpRequest) -> DeskPanel | None:
    """What was changed after opening and nobody has looked at, the oldest first."""
    if not access.person(request).has_perm(access.DECIDE):
        return None
    changes, reader = unseen_changes(), Reader()
    rows = [
        DeskRow(
            title=str(event.request),
            url=reverse("admin:members_partnerrequest_look", args=[event.pk]),
            note=", ".join(each.label for each in reader.changes(event.difference)[:3]),
            at=event.at,
            state="Changed",
        )
        for event in changes[:SHOWN]
    ]
    return DeskPanel(
        title="Partner requests changed after opening",
        rows=rows,
        empty="No change waits to be looked at.",
        more_url=reverse("admin:members_partnerrequest_changed"),
        number=counted(changes),
        oldest=rows[0].at if rows else None,
    )


def unseen_changes() -> "QuerySet[RequestEvent]":
    unseen = RequestEvent.objects.filter(verb=RequestVerb.CHANGED, looked_at__isnull=True)
    return (
        unseen.select_related("request__organisation", "by")
        .prefetch_related("request__texts")
        .order_by("at", "pk")
    )


def changed_requests() -> Any:
    """Whether a change of a request waits: there are few."""
    waiting = RequestEvent.objects.filter(verb=RequestVerb.CHANGED, looked_at__isnull=True)
    return Q(pk__in=waiting.values("request"))


def _list_url(standing: str) -> str:
    query = urlencode({"standing": standing})
    return f"{reverse('admin:members_partnerrequest_changelist')}?{query}"
