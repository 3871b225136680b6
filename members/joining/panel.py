"""Applications on the desk: how many wait, since when, and the first of them."""

from django.http import HttpRequest
from django.urls import reverse

from cultural_alliance.surfaces import DeskPanel, DeskRow, counted

from .. import access
from ..models import ApplicationState, JoinApplication

SHOWN = 12


def desk_panel(request: HttpRequest) -> DeskPanel | None:
    """For the membership desk. What was asked waits for the applicant, and is counted apart."""
    if not request.user.has_perm(access.DECIDE):
        return None
    waiting = JoinApplication.objects.waiting()
    to_decide = waiting.filter(state=ApplicationState.SUBMITTED).select_related("claims")
    shown = list(to_decide[:SHOWN])
    return DeskPanel(
        title="Applications",
        rows=[_row(each) for each in shown],
        empty="No application waits for you.",
        more_url=reverse("admin:members_joinapplication_changelist"),
        number=counted(to_decide),
        oldest=shown[0].submitted_at if shown else None,
    )


def _row(application: JoinApplication) -> DeskRow:
    note = f"{application.reference}, {application.country_name}".rstrip(", ")
    if application.claims:
        note = f"{note}. Says it belongs to {application.claims}"
    return DeskRow(
        title=application.name or application.reference,
        url=reverse("admin:members_joinapplication_change", args=[application.pk]),
        note=note,
        at=application.submitted_at,
        language=application.language,
        state="Claim" if application.claims_id else "Submitted",
    )
