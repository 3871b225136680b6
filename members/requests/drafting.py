"""To write a request: begin it, save it, throw it away."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cultural_alliance.vocabularies.models import Region, Resource, Sector

from .. import access
from ..access import Right
from ..models import (
    Organisation,
    PartnerRequest,
    PartnerRequestText,
    RequestLine,
    RequestState,
    RequestVerb,
)
from . import deadlines, reminding
from .content import COLUMNS, WORDS, Content, Difference, difference, snapshot
from .missing import missing
from .recording import announce, locked_own, record, require_known, require_state
from .refusals import Incomplete, Refused

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

WRITABLE = (RequestState.DRAFT, RequestState.RETURNED, RequestState.OPENED)


@transaction.atomic
def start(organisation: Organisation, *, by: "User", language: str = "") -> PartnerRequest:
    """A new draft; or the person's own one that nobody has written in yet, so that a second click
    makes no second draft. Raises Http404, PermissionDenied."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    access.own_membership(by, organisation.pk, to=Right.WRITE)
    untouched = PartnerRequest.objects.filter(
        organisation=organisation, author=by, state=RequestState.DRAFT, revision=1
    )
    first = language or organisation.first_language
    if found := untouched.order_by("pk").first():
        found.first_language = first
        found.save(update_fields=["first_language"])
        return found
    made = PartnerRequest.objects.create(
        organisation=organisation,
        author=by,
        first_language=first,
        working_languages=organisation.working_languages,
        is_example=organisation.is_example,
    )
    made.sectors.set(organisation.sectors.all())
    return made


@transaction.atomic
def save(
    request: PartnerRequest, content: Content, *, by: "User", revision: int
) -> tuple[PartnerRequest, Difference]:
    """Writes what the content touches, and answers what has changed by it.

    A draft may be as incomplete as one likes. What is open shows a change at once, so it stays
    complete; the change waits for the desk to look at it. Nothing is written, and the revision
    stays, where nothing has changed. Raises Stale, WrongState, WrongDeadline, Incomplete, and what
    the door to the organisation raises.
    """
    request = locked_own(request.pk, by)
    require_state(request, *WRITABLE)
    require_known(request, revision)
    before = snapshot(request)
    write(request, content)
    changed = difference(before, snapshot(request))
    if not changed:
        return request, {}
    request.saved_at, request.revision = timezone.now(), request.revision + 1
    request.save()
    if request.state == RequestState.OPENED:
        show_change(request, changed, by=by)
    return request, changed


def show_change(request: PartnerRequest, changed: Difference, *, by: "User") -> None:
    if lacks := missing(request, deadline="deadline" in changed):
        raise Incomplete(_("An open request stays complete. Nothing was saved."), missing=lacks)
    if "deadline" in changed:
        deadlines.require(request.deadline)
        reminding.pass_over(request)
    record(request, RequestVerb.CHANGED, by=by, difference=changed)
    announce(request)


def write(request: PartnerRequest, content: Content) -> None:
    columns = content.touched(*COLUMNS)
    for name, value in columns.items():
        setattr(request, name, value)
    if columns:
        request.save(update_fields=list(columns))
    many = content.touched("sectors", "regions")
    if "sectors" in many:
        request.sectors.set(Sector.objects.filter(slug__in=many["sectors"]))
    if "regions" in many:
        request.regions.set(Region.objects.filter(slug__in=many["regions"]))
    write_words(request, content)
    write_lines(request, content)


def write_words(request: PartnerRequest, content: Content) -> None:
    """A text that was emptied is taken away: readers are shown another language's."""
    words = content.touched(*WORDS)
    if not words:
        return
    texts = PartnerRequestText.objects.filter(request=request, language=content.language)
    text = texts.first() or PartnerRequestText(request=request, language=content.language)
    for name, value in words.items():
        setattr(text, name, value)
    if any(getattr(text, name) for name in WORDS):
        text.save()
    elif text.pk:
        text.delete()


def write_lines(request: PartnerRequest, content: Content) -> None:
    stored = {
        (line.side, line.resource.slug): line
        for line in RequestLine.objects.filter(request=request).select_related("resource")
    }
    resources = {each.slug: each for each in Resource.objects.all()}
    for (side, slug), sentence in content.lines.items():
        line = stored.get((side, slug))
        if sentence is None:
            if line:
                line.delete()
        elif slug in resources:
            line = line or RequestLine(request=request, side=side, resource=resources[slug])
            others = {k: v for k, v in line.sentences.items() if k != content.language}
            line.sentences = {**others, content.language: sentence} if sentence else others
            line.save()


@transaction.atomic
def delete_draft(request: PartnerRequest, *, by: "User") -> None:
    """Only of what was never public. Raises WrongState, and what the door raises."""
    request = locked_own(request.pk, by)
    require_state(request, RequestState.DRAFT, RequestState.RETURNED)
    if request.opened_at is not None:
        raise Refused(_("This request was public: its address stays. Close it instead."))
    request.delete()


def would_change(request: PartnerRequest, content: Content) -> Difference:
    """What saving it over what is stored now would change. Nothing is written."""
    with transaction.atomic():
        now = PartnerRequest.objects.get(pk=request.pk)
        before = snapshot(now)
        write(now, content)
        after = snapshot(now)
        transaction.set_rollback(True)
    return difference(before, after)
