"""The link in a letter that renews a request: for this purpose alone, for sixty days, and only
while the deadline is still the one that the letter spoke of."""

from datetime import date, timedelta

from django.core import signing

from ..models import PartnerRequest, RequestState

PURPOSE = "members.requests.renew"
GOOD_FOR = timedelta(days=60)


def token_for(request: PartnerRequest) -> str:
    deadline = request.deadline.isoformat() if request.deadline else ""
    return signing.dumps([request.pk, deadline], salt=PURPOSE)


def read(token: str) -> tuple[PartnerRequest, date] | None:
    """The request and the deadline that the letter spoke of; None where the link is forged or too
    old, or the request is gone."""
    try:
        pk, deadline = signing.loads(token, salt=PURPOSE, max_age=GOOD_FOR)
        spoken_of = date.fromisoformat(deadline)
    except (signing.BadSignature, ValueError):
        return None
    found = PartnerRequest.objects.with_texts().filter(pk=pk).first()
    return (found, spoken_of) if found else None


def is_alive(request: PartnerRequest, spoken_of: date) -> bool:
    can_be_renewed = request.standing in (RequestState.OPENED, RequestState.EXPIRED)
    return can_be_renewed and request.deadline == spoken_of and not request.organisation.left_at
