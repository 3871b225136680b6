"""How the desk shows a text: one line that leads to it, and to the step that it waits for."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.timesince import timeuntil

from cultural_alliance.surfaces import COUNTED, DeskRow

from .models import Edition


def first(found: "QuerySet[Any]") -> list[Any]:
    """As many as the desk counts; of a text not its words."""
    if found.model is Edition:
        found = found.defer("body", "summary", "change_note")
    return list(found[: COUNTED + 1])


def row(
    edition: Edition, *, state: str, step: tuple[str, str] | None = None, **more: Any
) -> DeskRow:
    """`step` is the name of what to do, and its verb."""
    about = {"at": edition.published_at or edition.saved_at, **more}
    return DeskRow(
        title=edition.title or "Without a title",
        url=reverse("admin:editions_edition_change", args=[edition.pk]),
        language=edition.text_language.code,
        state=state,
        step=(step[0], step_url(edition.pk, step[1])) if step else None,
        **about,
    )


def step_url(edition: int, verb: str) -> str:
    return reverse("admin:editions_edition_act", args=[edition, verb])


def list_url(**filters: str) -> str:
    return f"{reverse('admin:editions_edition_changelist')}?{urlencode(filters)}"


def countdown(at: datetime) -> str:
    now = timezone.now()
    return (
        f"in {timeuntil(at, now, depth=1)}" if at - now >= timedelta(minutes=1) else "in a moment"
    )
