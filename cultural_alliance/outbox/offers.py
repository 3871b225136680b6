"""What the outbox offers: a job of its own, and to administrators what went wrong with mail."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.timesince import timesince

from cultural_alliance import surfaces
from cultural_alliance.surfaces import DeskPanel, DeskRow, counted

from . import heartbeat, keeping, sending
from .models import Message

RETRY = "outbox.retry"
SHOWN = 12


def register() -> None:
    surfaces.due.register("outbox", keeping.forget, place=90)
    surfaces.desk.register("outbox.silent", worker_is_silent, place=1)
    surfaces.desk.register("outbox.given up", given_up, place=80)


def worker_is_silent(request: HttpRequest) -> DeskPanel | None:
    """Shown while mail waits and no worker has given a sign of life."""
    if not request.user.has_perm(RETRY) or not heartbeat.is_silent():
        return None
    if not sending.overdue(heartbeat.SILENT_AFTER):
        return None
    overdue, last = Message.objects.due(), heartbeat.last()
    oldest = overdue.values_list("due_at", flat=True)[0]
    since = f"its last sign of life: {timesince(last)} ago" if last else "it has never run"
    row = DeskRow(
        title="Mail waits, and nothing falls due",
        url=_list_url("waiting"),
        note=f"{since}. Start manage.py work (“Run” in docs/operating.md).",
        at=oldest,
        state="Urgent",
    )
    return DeskPanel(
        title="The worker does not run",
        rows=[row],
        empty="",
        is_urgent=True,
        number=counted(overdue),
        oldest=oldest,
    )


def given_up(request: HttpRequest) -> DeskPanel | None:
    if not request.user.has_perm(RETRY):
        return None
    mail = Message.objects.given_up().defer("mime").order_by("given_up_at", "pk")
    number, shown = counted(mail), list(mail[:SHOWN])
    return DeskPanel(
        title="Mail given up",
        rows=[_row(each) for each in shown],
        empty="No mail was given up.",
        more_url=_list_url("given-up") if number > SHOWN else "",
        number=number,
        oldest=shown[0].given_up_at if shown else None,
    )


def _row(message: Message) -> DeskRow:
    return DeskRow(
        title=message.subject or "Without a subject",
        url=reverse("admin:outbox_message_change", args=[message.pk]),
        note=_what_went_wrong(message)[:200],
        at=message.given_up_at,
        state="Given up",
    )


def _what_went_wrong(message: Message) -> str:
    """What a server says of its recipients names them already."""
    names = ", ".join(message.recipients)
    said = message.last_error
    return said if all(each in said for each in message.recipients) else f"To {names}: {said}"


def _list_url(standing: str) -> str:
    return f"{reverse('admin:outbox_message_changelist')}?standing={standing}"
