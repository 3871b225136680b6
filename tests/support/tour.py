"""Every kind of page that the portal has, for the tests that look at all of them.

public_pages("ar")     name → address; fill_portal() and remove_one() came before
members_pages(organisation, "ar")    … of the members' area, for an owner
desk_pages()           name → address of the admin's pages
"""

from datetime import timedelta

from django.core.signing import Signer
from django.urls import reverse
from django.utils import timezone

from cultural_alliance import choosing
from cultural_alliance.contact.views import PURPOSE
from cultural_alliance.editions import attaching, by_link, drafting, reviewing, sharing, urgency
from cultural_alliance.editions.models import Document, Edition
from members.joining import links as application_links
from members.models import (
    Organisation,
    PartnerRequest,
    RequestEvent,
    RequestState,
    RequestVerb,
)
from messages.models import Occasion, Statement, Topic

from . import enquiries
from .cast import publisher, writer
from .desk import page_of, step_of
from .files import attached, pdf, picture
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
        "with files": f"{own}/{with_files()}/",
        "removed": f"{own}/{gone}/",
        "print": f"{translated}/print/",
        "history": f"{translated}/editions/",
        "edition": f"{translated}/editions/1/",
        "no such edition": f"{translated}/editions/99/",
        "former edition": f"/en/{declaration}/editions/1/",
        "comparison": f"/en/{declaration}/editions/1..3/",
        "comparison in one column": f"/en/{declaration}/editions/1..3/?view=one",
        "occasion": f"{own}/info/occasions/un-day-south-south-cooperation/",
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
        "preview link": f"/preview/{shared_out()[1]}/",
        "preview link that is dead": "/preview/nonsense/",
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
    "preview link that is dead": 404,
    "not found": 404,
    "wrong comparison": 400,
    "list with a wrong filter": 400,
}
ENTRANCES = ("contact", "sign-in", "password reset", "password reset sent", "sign-up is closed")


def with_files() -> str:
    """The path of a statement under which stand pictures and a file."""
    title = "Example: a statement with files"
    if found := Edition.objects.public().filter(title=title).first():
        return found.document.path
    draft = draft_with_files(title)
    for file in attaching.without_description(draft):
        attaching.describe(file, by=writer(), description=f"Example: {file.name}")
    draft.refresh_from_db()
    return approved(draft).document.path


def draft_with_files(title: str = "") -> Edition:
    draft = make_draft(title=title)
    attached(draft, "map.png")
    attached(draft, "report-of-the-year.pdf", pdf())
    attached(draft, "line.png", picture(colour=1), decorative=True)
    draft.refresh_from_db()
    return draft


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


def talked_over() -> Edition:
    """Waits for a decision, with comments of each kind in the conversation beside it."""
    text, reviewer = submitted(), publisher()
    settled = reviewing.comment(text, by=reviewer, text="Which day?")
    reviewing.settle(settled, by=reviewer)
    about = reviewing.comment(text, by=reviewer, text="Which year?", paragraph=1)
    reviewing.answer(about, by=writer(), text="This one.")
    return text


def shared_out() -> tuple[Edition, str]:
    """Read by links, opened, signed, edited, and signed again; with the token of one of them."""
    draft = make_draft()
    assert draft.saved_by
    token, soon = "", timezone.now() + timedelta(days=7)
    for name in ("Amina Diallo", "منى الخطيب"):
        link, token = sharing.share(draft, by=draft.saved_by, name=name, expires_at=soon)
        by_link.open_link(link)
        by_link.sign_off(link, name=name, text_digest=sharing.digest_of(draft))
        draft = drafting.save_draft(
            draft, by=draft.saved_by, revision=draft.revision, summary=f"For {name}"
        )
    by_link.sign_off(link, name=name, text_digest=sharing.digest_of(draft))
    return draft, token


def unfinished_correction() -> Edition:
    return make_draft(make_statement(published_on=timezone.now()), body="<p>Otherwise.</p>")


def an_occasion() -> Occasion:
    occasion = Occasion.objects.create(slug="the-day", names={"en": "The Day"})
    occasion.rules.create(day=19, month=12, first_year=2004, last_year=2011)
    occasion.rules.create(kind="weekday", week=2, weekday=4, month=9, first_year=2012)
    return occasion


def publish_urgently() -> None:
    """Its mark stands on every page of the desk."""
    draft = make_draft(title="The dam broke")
    urgency.publish_urgently(draft, by=publisher(), revision=draft.revision, reason="A flood.")


def many_topics() -> None:
    """So many that no list shows them all."""
    Topic.objects.bulk_create(
        Topic(slug=f"subject-{number}", names={"en": f"Subject {number}"})
        for number in range(choosing.SHORT + 1)
    )


def desk_pages() -> dict[str, str]:
    """Of an administrator, who may see them all."""
    many_topics()
    first = approved(make_draft())
    second = correct(first.document, body="<p>Corrected.</p>")
    waiting, talked = submitted(), talked_over()
    publish_urgently()
    unfinished = make_draft(first.document, "es", body=" ")
    illustrated, shared = draft_with_files(), shared_out()[0]
    first_file = illustrated.attachments.all()[0]
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
        "statements, narrowed": "/admin/statements/statement/?q=day&language=fr&stands=draft",
        "pages": "/admin/pages/page/",
        "new page": "/admin/pages/page/add/",
        "activities": "/admin/pages/activity/",
        "new activity": "/admin/pages/activity/add/",
        "editions": "/admin/editions/edition/",
        "board": "/admin/editions/edition/board/",
        "translation": page_of(make_draft(first.document, "fr")),
        "draft": page_of(make_draft()),
        "draft with files": page_of(illustrated),
        "files": page_of(illustrated).replace("change", "files"),
        "file": page_of(illustrated).replace("change", f"files/{first_file.pk}"),
        "draft that is shared": f"{page_of(shared)}#who",
        "limit": page_of(shared).replace("change", "limit"),
        "share": page_of(shared).replace("change", "share"),
        "revoke": page_of(shared).replace("change", "links/revoke"),
        "signed in again": page_of(waiting).replace("change", "signed-in"),
        "submitted": page_of(waiting),
        "conversation": f"{page_of(talked)}?paragraph=1#comment",
        "submit": step_of(unfinished, "submit"),
        "public edition": page_of(second),
        "differences": page_of(second).replace("change", "differences"),
        "differences in one column": page_of(second).replace("change", "differences/?view=one"),
        "change note": step_of(unfinished_correction(), "propose_note"),
        "speech": page_of(make_draft(delivered_on=timezone.localdate() + timedelta(days=2))),
        "occasion": f"/admin/statements/occasion/{an_occasion().pk}/change/",
        "preview": page_of(second).replace("change", "preview/full"),
        "approve": step_of(waiting, "approve"),
        "approve many": f"/admin/editions/edition/bulk/approve/?of={waiting.pk}&of={first.pk}",
        "set a topic": f"/admin/editions/edition/bulk/topic/?of={waiting.pk}&of={first.pk}",
        "withdraw many": f"/admin/editions/edition/bulk/withdraw/?of={waiting.pk}&of={first.pk}",
        "approve together": step_of(waiting.document, "approve_together"),
        "propose removal": step_of(first.document, "propose_removal"),
        "day of review": step_of(first.document, "review"),
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
