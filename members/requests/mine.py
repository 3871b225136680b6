"""Where each of one's own requests stands, what comes next, and what can be done about it."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ..access import Right
from ..models import (
    Membership,
    PartnerRequest,
    PartnerRequestText,
    RequestEvent,
    RequestState,
    RequestVerb,
)
from ..models.request import PartnerRequestQuerySet

COMMENTED = {
    RequestState.RETURNED: RequestVerb.RETURNED,
    RequestState.CLOSED: RequestVerb.CLOSED,
}


@dataclass(frozen=True)
class Way:
    """Something that can be done; `is_next` is the one that the request waits for."""

    label: str
    url: str
    is_next: bool = False


@dataclass(frozen=True)
class OwnRow:
    request: PartnerRequest
    text: PartnerRequestText | None
    may_write: bool
    comment: str
    contacts: int

    @property
    def language(self) -> Language:
        return self.text.text_language if self.text else languages.active()

    @property
    def title(self) -> str:
        return self.text.title if self.text else ""

    @property
    def state(self) -> RequestState:
        return self.request.standing

    @property
    def next_step(self) -> str:
        return next_step(self.request)

    @property
    def ways(self) -> list[Way]:
        return ways(self.request) if self.may_write else reading_ways(self.request)


def own_requests(organisations: list[int]) -> PartnerRequestQuerySet:
    """Of these organisations, the last changed first, each with the last comment on it."""
    said = RequestEvent.objects.filter(
        request=OuterRef("pk"), verb__in=COMMENTED.values()
    ).order_by("-at", "-pk")
    found = PartnerRequest.objects.filter(organisation__in=organisations)
    written = found.annotate(last_comment=Subquery(said.values("comment")[:1]))
    return written.with_texts().order_by("-saved_at", "-pk")


def rows(
    requests: list[PartnerRequest], memberships: list[Membership], contacts: dict[int, int]
) -> list[OwnRow]:
    writers = {m.organisation_id for m in memberships if m.role in Right.WRITE.value}
    language = languages.active()
    return [
        OwnRow(
            each,
            each.text_in(language),
            each.organisation_id in writers,
            (getattr(each, "last_comment", "") or "") if each.state in COMMENTED else "",
            contacts.get(each.pk, 0),
        )
        for each in requests
    ]


def last_comment(request: PartnerRequest) -> str:
    """What the desk said when it returned the request, while it stands returned."""
    if request.state != RequestState.RETURNED:
        return ""
    last = request.events.filter(verb=RequestVerb.RETURNED).last()
    return last.comment if last else ""


def next_step(request: PartnerRequest) -> str:
    until = date_format(request.deadline, "DATE_FORMAT") if request.deadline else ""
    sentences = {
        RequestState.DRAFT: _("Write on, and submit it when it is ready."),
        RequestState.SUBMITTED: _("The desk reads it, and writes to you."),
        RequestState.RETURNED: _("Change what the desk asks for, and submit it again."),
        RequestState.OPENED: _open_until(request, until),
        RequestState.EXPIRED: _("Its deadline has passed. Renew it, or close it with its outcome."),
        RequestState.CLOSED: _("It is closed. Nothing remains to be done."),
    }
    return sentences[request.standing]


def _open_until(request: PartnerRequest, until: str) -> str:
    if not request.organisation.is_public:
        return _("It is open, and shown to nobody while your organisation is hidden.")
    return _("Everybody can see it until %(date)s.") % {"date": until}


def ways(request: PartnerRequest) -> list[Way]:
    """For those who may write; the next step first."""
    edit = _way(_("Write on"), "edit", request, is_next=True)
    change = _way(_("Change it"), "edit", request)
    submit = _way(_("Submit it"), "submit", request)
    recall = _way(_("Take it back"), "recall", request)
    renew = _way(_("Renew it"), "renew", request)
    close = _way(_("Close it"), "close", request)
    delete = [] if request.opened_at else [_way(_("Delete it"), "delete", request)]
    reading = reading_ways(request)
    return {
        RequestState.DRAFT: [edit, *reading, submit, *delete],
        RequestState.RETURNED: [edit, *reading, submit, *delete],
        RequestState.SUBMITTED: [*reading, recall],
        RequestState.OPENED: [*reading, change, renew, close],
        RequestState.EXPIRED: [Way(renew.label, renew.url, True), *reading, close],
        RequestState.CLOSED: reading,
    }[request.standing]


def reading_ways(request: PartnerRequest) -> list[Way]:
    if request.standing == RequestState.OPENED and request.organisation.is_public:
        return [Way(_("See its page"), request.get_absolute_url())]
    return [_way(_("Preview"), "preview", request)]


def _way(label: str, step: str, request: PartnerRequest, *, is_next: bool = False) -> Way:
    return Way(label, reverse(f"members:request_{step}", args=[request.pk]), is_next)
