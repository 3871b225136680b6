"""Every kind of page that the portal has, for the tests that look at all of them.

public_pages("ar")     name → address; fill_portal() and remove_one() came before
members_pages(organisation, "ar")    … of the members' area, for an owner
desk_pages()           name → address of the admin's pages
"""

from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from cultural_alliance.contact.views import PURPOSE
from cultural_alliance.editions.models import Document, Edition
from members.joining import links as application_links
from members.models import (
    Organisation,
    PartnerRequest,
    RequestEvent,
    RequestState,
    RequestVerb,
)
from messages.models import Statement

from . import enquiries
from .cast import writer
from .desk import page_of, step_of
from .members import make_application, make_request
from .record import approved, correct, make_draft, make_statement, removed, submitted

GONE = "a-statement-that-is-gone"


def remove_one() -> None:
    removed(make_statement("Gone", slug=GONE, published_on=timezone.now()))


def public_pages(language: str) -> dict[str, str]:
    """By kind: the address in the language. Those that are no 200 say so in STATUS."""
    own = f"/{language}"
    translated, withdrawn, french = (
        f"{own}/{statement(words).path}"
        for words in ("several languages", "was withdrawn", "qu’en français")
    )
    declaration = statement("three editions").path  # in English alone
    gone = Statement.objects.get(slug=GONE).path
    listed = f"{own}/info/messages/"
    member = Organisation.objects.filter(is_example=True)[0]
    opened = PartnerRequest.objects.public()[0]
    over = PartnerRequest.objects.filter(state=RequestState.CLOSED, opened_at__isnull=False)[0]
    return {
        "home": f"{own}/",
        "section": f"{own}/about/",
        "page": f"{own}/about/projects/",
        "info centre": f"{own}/info/",
        "list": listed,
        "list by a filter": f"{listed}?kind=message",
        "list without a hit": f"{listed}?words=zzzz",
        "list with a wrong filter": f"{listed}?kind=nonsense&year=soon",
        "statement": f"{translated}/",
        "fallback": f"{french}/",
        "withdrawn": f"{withdrawn}/",
        "removed": f"{own}/{gone}/",
        "print": f"{translated}/print/",
        "history": f"{translated}/editions/",
        "edition": f"{translated}/editions/1/",
        "no such edition": f"{translated}/editions/99/",
        "former edition": f"/en/{declaration}/editions/1/",
        "comparison": f"/en/{declaration}/editions/1..3/",
        "wrong comparison": f"/en/{declaration}/editions/compare/?old=1&new=77",
        "search": f"{own}/search/?words=example",
        "search without a word": f"{own}/search/",
        "search without a hit": f"{own}/search/?words=zzzz+example",
        "directory": f"{own}/members/",
        "directory without a hit": f"{own}/members/?words=zzzz",
        "member": f"{own}/members/{member.pk}-{member.slug}/",
        "requests": f"{own}/partners/?direction=seeking",
        "request": f"{own}/partners/{opened.pk}-{opened.slug}/",
        "request that is over": f"{own}/partners/{over.pk}-{over.slug}/",
        "join": f"{own}/join/",
        "application": f"{own}/join/{application_links.token_for(make_application())}/",
        "send": f"{translated}/send/",
        "subscribe": f"{own}/subscribe/",
        "subscribe, asked": f"{own}/subscribe/asked/",
        "subscribe, a dead link": f"{own}/subscribe/leave/nonsense/",
        "sitemap": f"{own}/sitemap/",
        "activities": f"{own}/activities/",
        "contact": f"{own}/contact/",
        "enquiry received": f"{own}/contact/sent/{signed('E-7KQ4-M2XP')}/",
        "privacy": f"{own}/privacy/",
        "accessibility": f"{own}/accessibility/",
        "not found": f"{own}/info/messages/2006/no-such-message/",
        "sign-in": f"{own}/accounts/login/",
        "password reset": f"{own}/accounts/password/reset/",
        "password reset sent": f"{own}/accounts/password/reset/done/",
        "sign-up is closed": f"{own}/accounts/signup/",
    }


STATUS = {
    "removed": 410,
    "subscribe, a dead link": 410,
    "request that is over": 410,
    "no such edition": 404,
    "not found": 404,
    "wrong comparison": 400,
    "list with a wrong filter": 400,
}
ENTRANCES = ("contact", "sign-in", "password reset", "password reset sent", "sign-up is closed")


def signed(reference: str) -> str:
    return Signer(salt=PURPOSE).sign(reference)


FORMS = ("send", "subscribe", "join", "application")  # their cookie protects them against forgery


def statement(words: str) -> Document:
    return Edition.objects.filter(title__contains=words)[0].document


def members_pages(organisation: Organisation, language: str) -> dict[str, str]:
    """Of an owner of the organisation."""
    own, pk = f"/{language}", organisation.pk
    opened = make_request(organisation)
    draft = make_request(organisation, state=RequestState.DRAFT, title="")
    other = PartnerRequest.objects.public().exclude(organisation=organisation)[0]
    return {
        "members’ area": f"{own}/members/mine/",
        "profile": f"{own}/members/{pk}/profile/",
        "profile in another language": f"{own}/members/{pk}/profile/?language=fr",
        "logo": f"{own}/members/{pk}/profile/logo/",
        "people": f"{own}/members/{pk}/people/",
        "invite": f"{own}/members/{pk}/people/invite/",
        "leave": f"{own}/members/{pk}/people/leave/",
        "our requests": f"{own}/partners/mine/",
        "new request": f"{own}/partners/new/",
        "request in draft": f"{own}/partners/{draft.pk}/edit/",
        "open request": f"{own}/partners/{opened.pk}/edit/",
        "request, preview": f"{own}/partners/{draft.pk}/preview/",
        "submit": f"{own}/partners/{draft.pk}/submit/",
        "close": f"{own}/partners/{opened.pk}/close/",
        "renew": f"{own}/partners/{opened.pk}/renew/",
        "write to a member": f"{own}/partners/{other.pk}-{other.slug}/contact/",
    }


def desk_pages() -> dict[str, str]:
    """Of an administrator, who may see them all."""
    first = approved(make_draft())
    second = correct(first.document, body="<p>Corrected.</p>")
    waiting = submitted()
    somebody = writer()
    application, opened = make_application(), make_request()
    handed_in = make_request(state=RequestState.SUBMITTED)
    change = RequestEvent.objects.create(
        request=opened, verb=RequestVerb.CHANGED, difference={"deadline": ["", "2030-01-01"]}
    )
    return {
        "desk": "/admin/",
        "statements": "/admin/statements/statement/",
        "new statement": "/admin/statements/statement/add/",
        "public statement": f"/admin/statements/statement/{first.document_id}/change/",
        "statement in draft": f"/admin/statements/statement/{waiting.document_id}/change/",
        "pages": "/admin/pages/page/",
        "new page": "/admin/pages/page/add/",
        "activities": "/admin/pages/activity/",
        "new activity": "/admin/pages/activity/add/",
        "editions": "/admin/editions/edition/",
        "draft": page_of(make_draft()),
        "submitted": page_of(waiting),
        "public edition": page_of(second),
        "differences": page_of(second).replace("change", "differences"),
        "preview": page_of(second).replace("change", "preview/full"),
        "approve": step_of(waiting, "approve"),
        "propose removal": step_of(first.document, "propose_removal"),
        "enquiries": "/admin/contact/enquiry/",
        "enquiry": enquiries.page_of(enquiries.make_enquiry()),
        "applications": "/admin/members/joinapplication/",
        "application": f"/admin/members/joinapplication/{application.pk}/change/",
        "accept an application": f"/admin/members/joinapplication/{application.pk}/accept/",
        "organisations": "/admin/members/organisation/",
        "organisation": f"/admin/members/organisation/{opened.organisation_id}/change/",
        "hide an organisation": f"/admin/members/organisation/{opened.organisation_id}/steps/hide/",
        "partner requests": "/admin/members/partnerrequest/",
        "partner request": f"/admin/members/partnerrequest/{opened.pk}/change/",
        "return a request": f"/admin/members/partnerrequest/{handed_in.pk}/return/",
        "changed requests": "/admin/members/partnerrequest/changed/",
        "a changed request": f"/admin/members/partnerrequest/changed/{change.pk}/",
        "mail": "/admin/outbox/message/",
        "people": "/admin/accounts/user/",
        "new person": "/admin/accounts/user/add/",
        "person": f"/admin/accounts/user/{somebody.pk}/change/",
        "topics": "/admin/statements/topic/",
        "sectors": "/admin/vocabularies/sector/",
        "own account": reverse("admin:accounts_me"),
        "own password": "/en/accounts/password/change/",
        "second factor": "/en/accounts/2fa/",
        "style guide": "/en/styleguide/",
    }
