"""One of everything that has an address, for the table of who sees what (tests/who_sees_what.txt).

world = build()          the names that stand in the table's addresses, and the nine people
patterns()               every pattern of the portal, as the resolver spells it
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.urls import URLResolver, get_resolver
from django.utils import timezone

from cultural_alliance.accounts import invitations as staff_invitations
from cultural_alliance.accounts.models import User
from cultural_alliance.accounts.roles import Role
from cultural_alliance.contact import views as contact
from cultural_alliance.editions import reviewing, sharing
from cultural_alliance.languages import DEFAULT
from cultural_alliance.outbox.backend import OutboxBackend
from cultural_alliance.outbox.models import Message
from cultural_alliance.pages.models import Activity
from cultural_alliance.vocabularies.models import Region, Resource, Sector
from members.joining import links as application_links
from members.models import (
    ApplicationDocument,
    Membership,
    MembershipRole,
    Organisation,
    RequestEvent,
    RequestState,
    RequestVerb,
)
from members.people import invitations
from members.requests import links as request_links
from messages.models import Occasion, Speaker, Subscriber, Topic
from messages.subscribing.links import CONFIRM, LEAVE, MINE

from .cast import make_user, writer
from .enquiries import make_enquiry
from .files import attached
from .members import make_application, make_member, make_organisation, make_request
from .record import approved, correct, make_draft, make_page

PEOPLE = (
    "anonymous",
    "stranger",
    "colleague",
    "owner",
    "writer",
    "publisher",
    "membership",
    "enquiries",
    "administrator",
)


@dataclass
class World:
    names: dict[str, object]
    people: dict[str, User | None]


def build() -> World:
    organisation = make_organisation("Riverside")
    people = {
        "anonymous": None,
        "stranger": make_member(make_organisation("Elsewhere")),
        "colleague": make_member(organisation, MembershipRole.READER),
        "owner": make_member(organisation),
        "writer": make_user(Role.WRITER),
        "publisher": make_user(Role.PUBLISHER),
        "membership": make_user(Role.MEMBERSHIP_DESK),
        "enquiries": make_user(Role.ENQUIRY_DESK),
        "administrator": make_user(Role.ADMINISTRATOR),
    }
    names = {**record(), **members(organisation, people), **letters(), **rows()}
    return World(names, people)


def record() -> dict[str, object]:
    first = approved(make_draft())
    correct(first.document, body="<p>Corrected.</p>")
    draft = make_draft()
    assert draft.saved_by
    soon = timezone.now() + timedelta(days=7)
    link, token = sharing.share(draft, by=draft.saved_by, name="A reader", expires_at=soon)
    activity = Activity.objects.create(titles={"en": "Fair"}, starts_on=timezone.localdate())
    first.document.refresh_from_db()
    return {
        "statement": first.document.path,
        "document": first.document_id,
        "edition": first.pk,
        "draft": draft.pk,
        "preview_link": link.pk,
        "preview_token": token,
        "comment": reviewing.comment(draft, by=writer(), text="Which year?").pk,
        "draft_file": attached(draft, "map.png").pk,
        "page": make_page("about", "About").pk,
        "activity": activity.pk,
    }


def members(organisation: Organisation, people: dict[str, User | None]) -> dict[str, object]:
    request, draft = (
        make_request(organisation),
        make_request(organisation, state=RequestState.DRAFT),
    )
    soon = make_request(organisation, deadline=timezone.localdate() + timedelta(days=3))
    waiting = make_request(organisation, state=RequestState.SUBMITTED)
    change = RequestEvent.objects.create(
        request=request, verb=RequestVerb.CHANGED, difference={"deadline": ["", "2030-01-01"]}
    )
    colleague = people["colleague"]
    assert colleague is not None
    invitation = invitations.invite(
        organisation,
        email="invited@example.org",
        name="Invited",
        role=MembershipRole.EDITOR,
        language=DEFAULT,
        by=people["owner"],
    )
    application = make_application()
    document = ApplicationDocument.objects.create(
        application=application,
        file=ContentFile(b"%PDF-1.4", name="statutes.pdf"),
        name="statutes.pdf",
        content_type="application/pdf",
        size=8,
    )
    return {
        "organisation": organisation.pk,
        "organisation_slug": organisation.slug,
        "request": request.pk,
        "request_slug": request.slug,
        "request_draft": draft.pk,
        "request_submitted": waiting.pk,
        "request_change": change.pk,
        "renewal": request_links.token_for(soon),
        "colleague": Membership.objects.get(person=colleague).pk,
        "invitation": invitation.pk,
        "invitation_token": invitations.token_for(invitation),
        "application": application.pk,
        "application_token": application_links.token_for(application),
        "application_document": document.pk,
    }


def letters() -> dict[str, object]:
    OutboxBackend().send_messages([EmailMessage("Subject", "Text", to=["somebody@example.org"])])
    Message.objects.update(given_up_at=timezone.now())
    subscriber = Subscriber.objects.create(email="reader@example.org", language="en")
    tokens = {link.name: link.url(subscriber).split("/")[-2] for link in (CONFIRM, MINE, LEAVE)}
    enquiry = make_enquiry()
    newcomer = make_user(Role.WRITER, password="")
    newcomer.set_unusable_password()
    newcomer.save()
    return {
        **tokens,
        "mail": Message.objects.get().pk,
        "enquiry": enquiry.pk,
        "receipt": contact.receipt_page(enquiry.reference).split("/")[-2],
        "staff_token": staff_invitations.token_for(newcomer),
        "person": newcomer.pk,
    }


def rows() -> dict[str, object]:
    names = {"en": "A row"}
    own = {
        model._meta.model_name or "": model._default_manager.create(slug="a-row", names=names).pk
        for model in (Occasion, Topic, Speaker)
    }
    shared = {
        model._meta.model_name or "": model._default_manager.all()[0].pk
        for model in (Sector, Region, Resource)
    }
    return {**own, **shared}


def patterns() -> list[str]:
    return sorted(set(_walk(get_resolver())))


def _walk(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, here)
        else:
            yield here
