"""What the record offers to the desk: what waits for me, what goes live, what went live."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cultural_alliance import surfaces
from cultural_alliance.surfaces import DeskPanel, DeskRow

from . import access, urgency
from .models import Contribution, Edition, Event, State, Verb

# A panel shows so many and links to the rest.
SHOWN = 12
WENT_LIVE_WITHIN = timedelta(days=14)


def register() -> None:
    surfaces.desk.register("record.countersign", to_countersign, place=5)
    surfaces.desk.register("record.waiting", waiting_for_me, place=10)
    surfaces.desk.register("record.drafts", my_drafts, place=20)
    surfaces.desk.register("record.going live", going_live, place=30)
    surfaces.desk.register("record.went live", went_live, place=40)


def to_countersign(request: HttpRequest) -> DeskPanel | None:
    """Shown while something was published urgently and nobody else has looked at it."""
    if not request.user.has_perm(access.WRITE):
        return None
    editions = list(urgency.waiting().select_related("document")[:SHOWN])
    if not editions:
        return None
    return DeskPanel(
        title="Published urgently: a second person has to look",
        rows=[_row(each, state="Urgent", note="Countersign or reverse it") for each in editions],
        empty="",
        is_urgent=True,
    )


def waiting_for_me(request: HttpRequest) -> DeskPanel | None:
    """For publishers: submissions by others."""
    if not request.user.has_perm(access.PUBLISH):
        return None
    submitted = Edition.objects.filter(state=State.SUBMITTED).exclude(
        access.contributed_by(access.person(request))
    )
    return _panel(
        "Waiting for me",
        _with_last_event(submitted.order_by("saved_at")),
        state="To approve",
        empty="Nothing waits for your approval.",
        more={"place": "submitted"},
    )


def my_drafts(request: HttpRequest) -> DeskPanel | None:
    if not request.user.has_perm(access.WRITE):
        return None
    mine = access.contributed_by(access.person(request))
    drafts = Edition.objects.filter(mine, state__in=[State.DRAFT, State.SUBMITTED])
    rows = []
    for edition in _with_last_event(drafts.order_by("-saved_at"))[:SHOWN]:
        if edition.last_verb == Verb.SENT_BACK:
            rows.append(_row(edition, state="Sent back", note=f"“{edition.last_comment}”"))
        elif edition.state == State.SUBMITTED:
            rows.append(_row(edition, state="Submitted", note="Waiting for approval"))
        else:
            rows.append(_row(edition, state="Draft"))
    return DeskPanel(
        title="My texts on their way",
        rows=rows,
        empty="You have no draft. Begin with “New statement”.",
        more_url=_list_url({"mine": "yes"}),
    )


def going_live(request: HttpRequest) -> DeskPanel | None:
    if not request.user.has_perm(access.WRITE):
        return None
    scheduled = Edition.objects.scheduled().order_by("published_at")
    return _panel(
        "Going live",
        scheduled.select_related("document"),
        state="Scheduled",
        empty="Nothing is scheduled.",
        more={"place": "scheduled"},
    )


def went_live(request: HttpRequest) -> DeskPanel | None:
    """What people published; texts that a command entered in the record are none of it."""
    if not request.user.has_perm(access.WRITE):
        return None
    since = timezone.now() - WENT_LIVE_WITHIN
    written_here = Exists(Contribution.objects.filter(edition=OuterRef("pk")))
    live = Edition.objects.public().filter(written_here, published_at__gte=since)
    return _panel(
        "Went live in the last two weeks",
        live.order_by("-published_at").select_related("document"),
        state="Public",
        empty="Nothing went live in the last two weeks.",
        more={"place": "public"},
    )


def _with_last_event(editions: "QuerySet[Edition]") -> "QuerySet[Any]":
    last = Event.objects.filter(edition=OuterRef("pk")).order_by("-pk")
    return editions.select_related("document").annotate(
        last_verb=Subquery(last.values("verb")[:1]),
        last_comment=Subquery(last.values("comment")[:1]),
    )


def _panel(
    title: str, editions: Iterable[Edition], *, state: str, empty: str, more: dict[str, str]
) -> DeskPanel:
    editions = list(cast("QuerySet[Edition]", editions).defer("body")[: SHOWN + 1])
    return DeskPanel(
        title=title,
        rows=[_row(each, state=state) for each in editions[:SHOWN]],
        empty=empty,
        more_url=_list_url(more) if len(editions) > SHOWN else "",
    )


def _row(edition: Edition, *, state: str, note: str = "") -> DeskRow:
    return DeskRow(
        title=edition.title or "Without a title",
        url=reverse("admin:editions_edition_change", args=[edition.pk]),
        note=note,
        at=edition.published_at or edition.saved_at,
        language=edition.text_language.code,
        state=state,
    )


def _list_url(filters: dict[str, str]) -> str:
    return f"{reverse('admin:editions_edition_changelist')}?{urlencode(filters)}"
