from .application import (
    ApplicationDocument,
    ApplicationEvent,
    ApplicationState,
    ApplicationVerb,
    JoinApplication,
)
from .membership import Membership, MembershipInvitation, MembershipRole
from .organisation import Organisation, OrganisationKind, OrganisationText
from .request import Direction, PartnerRequest, PartnerRequestText, RequestState
from .request_parts import RequestEvent, RequestLine, RequestReminder, RequestVerb, Side

__all__ = [
    "ApplicationDocument",
    "ApplicationEvent",
    "ApplicationState",
    "ApplicationVerb",
    "Direction",
    "JoinApplication",
    "Membership",
    "MembershipInvitation",
    "MembershipRole",
    "Organisation",
    "OrganisationKind",
    "OrganisationText",
    "PartnerRequest",
    "PartnerRequestText",
    "RequestEvent",
    "RequestLine",
    "RequestReminder",
    "RequestState",
    "RequestVerb",
    "Side",
]
