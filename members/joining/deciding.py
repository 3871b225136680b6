"""What the membership desk does: each verb is atomic, locks the application, reads it again,
refuses the second click, is recorded with name, time and words, and writes to the applicant.

`accept` and `decline` end it, as `give_access` ends a claim; `ask` waits for an answer.
"""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.dateformat import format as written

from cultural_alliance import languages
from cultural_alliance.search import changed

from .. import access
from ..models import (
    ApplicationEvent,
    ApplicationState,
    ApplicationVerb,
    JoinApplication,
    MembershipRole,
    Organisation,
    OrganisationText,
)
from ..people import invitations
from ..people.refusals import Refused as NotInvited
from . import duplicates, mailing
from .refusals import Faster, IsAClaim, MemberMeanwhile, NotAClaim, NotAllowed, Nothing, Refused

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

TOLD = {
    ApplicationVerb.ASKED: "asked a question",
    ApplicationVerb.ACCEPTED: "accepted it",
    ApplicationVerb.DECLINED: "declined it",
    ApplicationVerb.ADMITTED: "gave access",
    ApplicationVerb.ANSWERED: "answered",
    ApplicationVerb.SUBMITTED: "sent it",
    ApplicationVerb.CLAIMED: "sent it",
}


@transaction.atomic
def accept(application: JoinApplication, *, by: "User") -> Organisation:
    """The organisation is a member from today on; its two people are invited."""
    application = _open(application, by)
    if application.claims_id:
        raise IsAClaim()
    if member := duplicates.member_named(application.name, application.country_code):
        raise MemberMeanwhile(member)
    organisation = _make(application)
    application.organisation = organisation
    _decide(application, ApplicationState.ACCEPTED, ApplicationVerb.ACCEPTED, by)
    mailing.send_accepted(application)
    _invite(application, organisation, "first", MembershipRole.OWNER, by)
    _invite(application, organisation, "second", MembershipRole.EDITOR, by)
    changed("organisation", organisation.pk)
    return organisation


@transaction.atomic
def give_access(application: JoinApplication, *, by: "User", role: str) -> Organisation:
    """The person who says that they belong to a member is invited to it."""
    application = _open(application, by)
    member = application.claims
    if member is None or member.left_at is not None:
        raise NotAClaim()
    _decide(application, ApplicationState.ACCEPTED, ApplicationVerb.ADMITTED, by, told=role)
    mailing.send_access(application)
    try:
        _invite(application, member, "first", MembershipRole(role), by)
    except NotInvited as refusal:  # whoever has that address is in the organisation already
        raise Refused(str(refusal)) from refusal
    return member


@transaction.atomic
def ask(application: JoinApplication, *, by: "User", text: str, after: int) -> JoinApplication:
    """`after` is the last event that the person had seen: of two who ask at once, one is told."""
    text = _needed(text, "Write the question first: it is mailed as it stands here.")
    application = _open(application, by)
    if _last(application).pk != after:
        raise _faster(application, by)
    application.state = ApplicationState.ASKED
    application.save(update_fields=["state"])
    _record(application, ApplicationVerb.ASKED, by, text)
    mailing.send_asked(application, text)
    return application


@transaction.atomic
def decline(application: JoinApplication, *, by: "User", reason: str) -> JoinApplication:
    reason = _needed(reason, "Give the reason first: the applicant reads it as it stands here.")
    application = _open(application, by)
    application.reason = reason
    _decide(application, ApplicationState.DECLINED, ApplicationVerb.DECLINED, by, told=reason)
    mailing.send_declined(application)
    return application


def _open(application: JoinApplication, by: "User") -> JoinApplication:
    """Locked, read again, and not yet decided."""
    if not by.has_perm(access.DECIDE):
        raise NotAllowed()
    application = JoinApplication.objects.select_for_update().get(pk=application.pk)
    if not application.is_waiting:
        raise _faster(application, by)
    return application


def _needed(text: str, sentence: str) -> str:
    if not text.strip():
        raise Nothing(sentence)
    return text.strip()


def _decide(
    application: JoinApplication,
    state: ApplicationState,
    verb: ApplicationVerb,
    by: "User",
    *,
    told: str = "",
) -> None:
    application.state, application.decided_by = state, by
    application.decided_at = timezone.now()
    application.save()
    _record(application, verb, by, told)


def _make(application: JoinApplication) -> Organisation:
    """The member, with the applicant's words as its first text."""
    organisation = Organisation.objects.create(
        name=application.name,
        short_name=application.short_name,
        kind=application.kind,
        legal_form=application.legal_form,
        country=application.country,
        place=application.place,
        website=application.website,
        founded=application.founded,
        working_languages=application.working_languages,
        first_language=application.language,
        member_since=timezone.localdate(),
        is_example=application.is_example,
    )
    organisation.sectors.set(application.sectors.all())
    OrganisationText.objects.create(
        organisation=organisation,
        language=application.language,
        about=application.about,
        brings=application.brings,
        seeks=application.seeks,
    )
    return organisation


def _invite(
    application: JoinApplication, organisation: Organisation, which: str, role: str, by: "User"
) -> None:
    invitations.invite(
        organisation,
        email=getattr(application, f"{which}_email"),
        name=getattr(application, f"{which}_name"),
        role=role,
        language=languages.get(application.language),
        by=None,  # the Alliance invites, and no person whose name would mean nothing there
    )


def _record(
    application: JoinApplication, verb: ApplicationVerb, by: "User", text: str = ""
) -> None:
    ApplicationEvent.objects.create(application=application, verb=verb, by=by, text=text)


def _last(application: JoinApplication) -> ApplicationEvent:
    last = application.events.select_related("by").last()
    if last is None:  # a draft: nothing of it has reached the desk
        raise Refused("This application has not been sent.")
    return last


def _faster(application: JoinApplication, by: "User") -> Faster:
    """What happened last, in a sentence: who did it, and when, by the reader's own clock."""
    last = _last(application)
    who = "You" if last.by == by else str(last.by or "The applicant")
    when = written(timezone.localtime(last.at, by.zone), "j F Y, H:i")
    told = f"{who} {TOLD[ApplicationVerb(last.verb)]} on {when} ({by.time_zone})."
    return Faster(f"{told} Look at where it stands now.")
