"""The pages of the desk: one application with all that is known, and its steps."""

from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from ... import access
from ...models import ApplicationDocument, ApplicationState, JoinApplication
from .. import duplicates
from ..missing import missing
from ..presenting import served
from ..refusals import MemberMeanwhile, NotAllowed, Nothing, Refused
from . import steps
from .listing import LABELS

INVALID, REFUSED, FORBIDDEN = 422, 409, 403


def require(request: HttpRequest) -> None:
    if not request.user.has_perm(access.DECIDE):
        raise PermissionDenied("Your role does not allow this. Ask an administrator.")


def found(pk: int) -> JoinApplication:
    """One that was sent: a draft is its writer's own."""
    sent = JoinApplication.objects.exclude(state=ApplicationState.DRAFT)
    return get_object_or_404(sent.select_related("claims", "organisation", "decided_by"), pk=pk)


def page_of(application: JoinApplication) -> str:
    return reverse("admin:members_joinapplication_change", args=[application.pk])


def detail(request: HttpRequest, pk: int) -> HttpResponse:
    require(request)
    application = found(pk)
    is_open = application.emptied_at is None
    likely = duplicates.likely(application) if application.is_waiting else []
    return _page(
        request,
        "detail.html",
        str(application),
        application=application,
        state=LABELS[ApplicationState(application.state)],
        css=steps.CSS[ApplicationState(application.state)],
        steps=steps.offered(application),
        lacking=list(missing(application).values())
        if is_open and not application.claims_id
        else [],
        documents=application.documents.order_by("pk"),
        likely=[(each, _url_of(each)) for each in likely],
        events=application.events.select_related("by"),
        has_words=application.events.exclude(text="").exists(),
        zone=access.person(request).time_zone,
        organisation_url=_admin_of(application.organisation or application.claims),
    )


def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """GET asks, POST acts."""
    require(request)
    application = found(pk)
    step = steps.STEPS.get(name)
    if step is None:
        raise Http404(f"There is no step called {name}.")
    if request.method != "POST":
        return _ask(request, application, step, step.form(application=application))
    form = step.form(request.POST, application=application)
    if not form.is_valid():
        return _ask(request, application, step, form, status=INVALID)
    try:
        step.act(application, access.person(request), form.cleaned_data)
    except Nothing as refusal:
        form.add_error(None, str(refusal))
        return _ask(request, application, step, form, status=INVALID)
    except Refused as refusal:
        return _refused(request, application, step, refusal)
    flash.success(request, step.done)
    return redirect(page_of(application))


def document(request: HttpRequest, pk: int) -> Any:
    require(request)
    sent = ApplicationDocument.objects.exclude(application__state=ApplicationState.DRAFT)
    return served(get_object_or_404(sent, pk=pk))


def _ask(
    request: HttpRequest,
    application: JoinApplication,
    step: steps.Step,
    form: steps.StepForm,
    *,
    status: int = 200,
) -> TemplateResponse:
    return _page(
        request,
        "step.html",
        step.label,
        status=status,
        application=application,
        step=step,
        form=form,
        fits=step.fits(application),
        back_url=page_of(application),
    )


def _refused(
    request: HttpRequest, application: JoinApplication, step: steps.Step, refusal: Refused
) -> TemplateResponse:
    """The sentence, ways on, and whatever was typed: it is not lost."""
    labels = {"text": "Your question", "reason": "Your reason"}
    ways_on = [("See where the application stands", page_of(application))]
    if isinstance(refusal, MemberMeanwhile):
        ways_on.append(("Open the member", _admin_of(refusal.organisation)))
    context = {
        "sentence": str(refusal),
        "ways_on": [(label, url) for label, url in ways_on if url],
        "typed": [(labels[n], request.POST[n]) for n in labels if request.POST.get(n)],
    }
    whole = {**admin.site.each_context(request), "title": f"{step.label}: not done", **context}
    status = FORBIDDEN if isinstance(refusal, NotAllowed) else REFUSED
    return TemplateResponse(request, "admin/editions/refusal.html", whole, status=status)


def _page(
    request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any
) -> TemplateResponse:
    whole = {**admin.site.each_context(request), "title": title, **context}
    return TemplateResponse(request, f"admin/members/application/{template}", whole, status=status)


def _url_of(likeness: duplicates.Likeness) -> str:
    return _admin_of(likeness.other) if likeness.is_member else page_of(likeness.other)  # type: ignore[arg-type]


def _admin_of(organisation: Any) -> str:
    """The member's public page, or "" where it does not show itself."""
    return organisation.get_absolute_url() if organisation and organisation.is_public else ""
