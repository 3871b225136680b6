"""The desk's page of one partner request, and the pages of its steps."""

from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from cultural_alliance import languages

from .. import access
from ..models import PartnerRequest, RequestState, RequestVerb
from ..requests.missing import missing
from ..requests.public_rows import RequestRow, hands_of
from ..requests.refusals import Incomplete, NotAllowed, Refused, decided_already
from . import request_steps
from .request_steps import Step

INVALID, REFUSED, FORBIDDEN = 422, 409, 403
CSS = {RequestState.OPENED: "public", RequestState.EXPIRED: "former", RequestState.CLOSED: "former"}


def page(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> TemplateResponse:
    whole = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/members/request/{template}", whole, status=status)


def require(request: HttpRequest) -> None:
    if not access.person(request).has_perm(access.DECIDE):
        raise PermissionDenied("Your role does not allow this. Ask an administrator.")


def find(request: HttpRequest, pk: int) -> PartnerRequest:
    require(request)
    found = PartnerRequest.objects.with_texts().filter(pk=pk).first()
    if found is None:
        raise Http404("There is no partner request with this number.")
    return found


def url_of(found: PartnerRequest) -> str:
    return reverse("admin:members_partnerrequest_change", args=[found.pk])


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about it, each text in its language, and what can be done."""
    found = find(request, pk)
    texts = list(found.texts.all())
    return page(
        request,
        "detail.html",
        str(found),
        found=found,
        row=RequestRow(found.text_in(languages.DEFAULT), languages.DEFAULT, found),
        tags=tags(found),
        css=css_of(found.standing),
        steps=request_steps.offered(found),
        missing=missing(found) if found.state == RequestState.SUBMITTED else [],
        texts=[(text, hands_of(found, text.text_language)) for text in texts],
        events=list(found.events.select_related("by", "looked_by").order_by("-at", "-pk")),
        unseen=found.events.filter(verb=RequestVerb.CHANGED, looked_at=None).order_by("at", "pk"),
        zone=access.person(request).time_zone,
    )


def act(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """GET asks, POST acts."""
    found = find(request, pk)
    taking = request_steps.STEPS.get(step)
    if taking is None:
        raise Http404(f"There is no step called {step}.")
    posted = request.POST if request.method == "POST" else None
    form = taking.form(posted, initial={"revision": found.revision})
    if not taking.fits(found):
        return ask(request, found, taking, form, refusal=decided_already(found), status=REFUSED)
    if posted is None:
        return ask(request, found, taking, form)
    if not form.is_valid():
        return ask(request, found, taking, form, status=INVALID)
    try:
        taking.run(found, access.person(request), form.cleaned_data)
    except Refused as refusal:
        status = FORBIDDEN if isinstance(refusal, NotAllowed) else REFUSED
        return ask(request, find(request, pk), taking, form, refusal=refusal, status=status)
    flash.success(request, taking.done)
    return redirect(url_of(found))


def ask(
    request: HttpRequest,
    found: PartnerRequest,
    step: Step,
    form: Any,
    *,
    status: int = 200,
    refusal: Refused | None = None,
) -> HttpResponse:
    """The page of a step; what was typed stays in it when it is refused."""
    return page(
        request,
        "step.html",
        step.label,
        status=status,
        found=found,
        text=found.text_in(languages.DEFAULT),
        step=step,
        form=form,
        refusal=refusal,
        lacks=refusal.about["missing"] if isinstance(refusal, Incomplete) else [],
        back_url=url_of(found),
    )


def css_of(standing: RequestState) -> str:
    return CSS.get(standing, standing.value)


def tags(found: PartnerRequest) -> SafeString:
    """Where it stands, in words."""
    told: list[tuple[str, Any]] = [(css_of(found.standing), found.standing.label)]
    if found.is_example:
        told.append(("former", "Example"))
    return format_html_join(" ", '<span class="tag is-{}">{}</span>', told) or format_html("")
