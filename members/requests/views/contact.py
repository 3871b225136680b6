"""To write to the organisation of a request: a page of its own, for members."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cultural_alliance import languages

from ... import access
from ...access import Right
from ...models import PartnerRequest
from .. import contacting
from ..contact_form import ContactForm
from ..refusals import NotAllowed, Refused, TooMany
from .furniture import breadcrumbs, page, private
from .mine import for_members

INVALID, FORBIDDEN, REFUSED, TOO_MANY = 400, 403, 409, 429


@private
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    person = access.person(request)
    memberships = list(access.memberships(person))
    if not memberships:
        return for_members(request)
    found = opened(pk)
    if slug != found.slug:
        return redirect("members:request_contact", pk=pk, slug=found.slug)
    if contacting.is_own(found, person):
        return refuse(request, found, _("This is a request of your own organisation."), FORBIDDEN)
    if not found.is_public():
        return refuse(request, found, _("This request is no longer open."), REFUSED)
    organisations = [each.organisation for each in memberships]
    posted = request.POST if request.method == "POST" else None
    form = ContactForm(posted, organisations=organisations)
    if posted is None or not form.is_valid():
        return ask(request, found, form, status=200 if posted is None else INVALID)
    return send(request, found, form)


def send(request: HttpRequest, found: PartnerRequest, form: ContactForm) -> HttpResponse:
    person = access.person(request)
    organisation = access.own_organisation(person, form.chosen, to=Right.READ)
    message = form.cleaned_data["message"]
    try:
        contacting.contact(found, by=person, organisation=organisation, message=message)
    except TooMany as refusal:
        form.add_error(None, str(refusal))
        return ask(request, found, form, status=TOO_MANY)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        is_forbidden = isinstance(refusal, NotAllowed)
        return ask(request, found, form, status=FORBIDDEN if is_forbidden else REFUSED)
    return redirect("members:request_contact_sent", pk=found.pk, slug=found.slug)


def opened(pk: int) -> PartnerRequest:
    """Of what was never public, or whose organisation no longer shows itself, nothing is told."""
    found = get_object_or_404(PartnerRequest.objects.with_texts(), pk=pk, opened_at__isnull=False)
    if not found.organisation.is_public:
        raise Http404()
    return found


def ask(
    request: HttpRequest, found: PartnerRequest, form: ContactForm, *, status: int
) -> HttpResponse:
    return page(
        request,
        "request_contact.html",
        status=status,
        partner_request=found,
        text=found.text_in(languages.of(request)),
        form=form,
        sender=access.person(request),
        breadcrumbs=crumbs(found),
    )


def refuse(request: HttpRequest, found: PartnerRequest, sentence: str, status: int) -> HttpResponse:
    return page(
        request,
        "request_contact_refused.html",
        status=status,
        sentence=sentence,
        is_public=found.is_public(),
        partner_request=found,
        breadcrumbs=crumbs(found),
    )


@private
@require_safe
def sent(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    if not access.is_member(request.user):
        raise PermissionDenied
    found = opened(pk)
    return page(
        request,
        "request_contact_sent.html",
        partner_request=found,
        sender=access.person(request),
        breadcrumbs=crumbs(found),
    )


def crumbs(found: PartnerRequest) -> list[tuple[str, str]]:
    text = found.text_in(languages.active())
    above = [(text.title, found.get_absolute_url())] if text and found.is_public() else []
    return breadcrumbs(*above, (_("Write to the organisation"), ""))
