"""One's own requests: all of them, a new one, and one as the public will see it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cultural_alliance import languages

from ... import access
from ...access import Right
from ...models import PartnerRequest, RequestEvent, RequestState, RequestVerb
from .. import drafting
from ..mine import own_requests, rows
from ..new_form import NewRequestForm
from ..public_views import page as public_page
from .furniture import breadcrumbs, page, private

PER_PAGE = 20


@private
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    memberships = list(access.memberships(access.person(request)))
    if not memberships:
        return for_members(request)
    found = own_requests([each.organisation_id for each in memberships])
    shown = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    contacts = contacts_of([each.pk for each in shown])
    return page(
        request,
        "request_mine.html",
        page_obj=shown,
        rows=rows(list(shown), memberships, contacts),
        several=len(memberships) > 1,
        can_write=any(each.role in Right.WRITE.value for each in memberships),
        organisation=memberships[0].organisation if len(memberships) == 1 else None,
    )


def contacts_of(requests: list[int]) -> dict[int, int]:
    """How often somebody wrote about each."""
    written = RequestEvent.objects.filter(request__in=requests, verb=RequestVerb.CONTACTED)
    counted = written.order_by().values_list("request").annotate(Count("pk"))
    return dict(counted)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Asks for which organisation and in which language, and begins."""
    person = access.person(request)
    memberships = list(access.memberships(person))
    if not memberships:
        return for_members(request)
    may_write = [each.organisation for each in memberships if each.role in Right.WRITE.value]
    if not may_write:
        raise PermissionDenied(_("Your role in this organisation does not allow this."))
    form = NewRequestForm(request.POST or None, organisations=may_write)
    if request.method == "POST" and form.is_valid():
        organisation = access.own_organisation(person, form.chosen, to=Right.WRITE)
        draft = drafting.start(organisation, by=person, language=form.cleaned_data["language"])
        return redirect("members:request_edit", pk=draft.pk)
    return page(
        request,
        "request_new.html",
        status=400 if form.is_bound else 200,
        form=form,
        only=may_write[0] if len(may_write) == 1 else None,
        organisation=may_write[0] if len(memberships) == 1 else None,
    )


def for_members(request: HttpRequest) -> HttpResponse:
    """403 for those who are signed in and belong to no member: why, and how to join."""
    crumbs = breadcrumbs()
    return page(request, "request_members_only.html", status=403, breadcrumbs=crumbs)


@private
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The request as its public page shows it, for its own people."""
    own = access.own_request(request.user, pk, to=Right.READ)
    whole = PartnerRequest.objects.with_texts().get(pk=own.pk)
    asked = languages.BY_CODE.get(request.GET.get("language", "")) or languages.of(request)
    shown = public_page(whole, asked)
    shown |= {"canonical": "", "alternates": [], "is_preview": True}
    return page(
        request,
        "request_preview.html",
        **shown
        | {
            "can_edit": whole.standing in drafting.WRITABLE,
            "is_public": whole.is_public(),
            "is_waiting": whole.state == RequestState.SUBMITTED,
            "written": [text.text_language for text in whole.texts.all()],
            "breadcrumbs": breadcrumbs(
                (_("Our requests"), reverse("members:requests_mine")), (_("Preview"), "")
            ),
        },
    )
