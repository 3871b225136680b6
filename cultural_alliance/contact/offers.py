"""What the enquiry desk offers to the surfaces that all sections share."""

from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from cultural_alliance import surfaces
from cultural_alliance.surfaces import DeskPanel, DeskRow, counted

from . import access

if TYPE_CHECKING:
    from .models import Enquiry

SHOWN = 8


def register() -> None:
    from . import emptying, examples

    surfaces.desk.register("contact.enquiries", enquiries, place=25)
    surfaces.due.register("contact.emptying", emptying.empty_what_is_over, place=80)
    surfaces.examples.register(
        "enquiries", surfaces.Examples(load=examples.load, clear=examples.clear)
    )


def enquiries(request: HttpRequest) -> DeskPanel | None:
    """Those that wait for an answer, the longest first."""
    from .models import Enquiry

    if not access.may_answer(request):
        return None
    waiting = Enquiry.objects.waiting().longest_first()
    first = list(waiting.select_related("taken_by")[:SHOWN])
    number = counted(waiting)
    return DeskPanel(
        title="Enquiries",
        rows=[_row(enquiry, mine=enquiry.taken_by == request.user) for enquiry in first],
        empty="No enquiry waits for an answer.",
        more_url=reverse("admin:contact_enquiry_changelist") if number > SHOWN else "",
        is_urgent=any(enquiry.is_overdue for enquiry in first),
        number=number,
        oldest=first[0].waiting_since if first else None,
    )


def _row(enquiry: "Enquiry", *, mine: bool) -> DeskRow:
    state = enquiry.get_state_display()
    note = "Taken by you" if mine else f"Taken by {enquiry.taken_by}" if enquiry.taken_by else ""
    return DeskRow(
        title=f"{enquiry.get_topic_display()} ({enquiry})",
        url=reverse("admin:contact_enquiry_change", args=[enquiry.pk]),
        note=note,
        at=enquiry.waiting_since,
        language=enquiry.language,
        state="Overdue" if enquiry.is_overdue else state,
    )
