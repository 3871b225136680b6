"""The page of an enquiry, and its steps: a POST each. A step that is refused shows the page again
with the reason and with everything that was typed."""

from typing import Any

from django.contrib import admin
from django.contrib import messages as flash
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .. import access
from ..models import Enquiry
from ..refusals import NotAllowed, Refused, TakenByAnother
from . import steps
from .forms import FORMS, AnswerForm, CloseForm

INVALID, REFUSED, FORBIDDEN = 422, 409, 403


def change(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _enquiry(request, pk))


def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """A step that is only looked at leads to the enquiry: nothing is done by looking."""
    enquiry = _enquiry(request, pk)
    step = steps.BY_VERB.get(verb)
    if step is None:
        raise Http404(f"There is no step called {verb}.")
    own_page = reverse("admin:contact_enquiry_change", args=[pk])
    if request.method != "POST":
        return redirect(own_page)
    form = FORMS[verb](enquiry, request.POST.dict()) if verb in FORMS else None
    if form is not None and not form.is_valid():
        return _page(request, enquiry, form, status=INVALID)
    data = {**request.POST.dict(), **(form.cleaned_data if form else {})}
    try:
        step.act(enquiry, access.person(request), data)
    except Refused as refusal:
        return _refused(request, pk, refusal, form)
    flash.success(request, f"{enquiry} {step.done}.")
    return redirect(own_page)


def _refused(request: HttpRequest, pk: int, refusal: Refused, form: Any) -> HttpResponse:
    holder = refusal.holder if isinstance(refusal, TakenByAnother) else None
    status = FORBIDDEN if isinstance(refusal, NotAllowed) else REFUSED
    enquiry = _enquiry(request, pk)  # as it stands now
    return _page(request, enquiry, form, status=status, refusal=refusal, over=holder)


def _enquiry(request: HttpRequest, pk: int) -> Enquiry:
    if not access.may_answer(request):
        raise PermissionDenied("Your role does not allow this. Ask an administrator.")
    return get_object_or_404(Enquiry.objects.select_related("taken_by"), pk=pk)


def _page(
    request: HttpRequest, enquiry: Enquiry, sent: Any = None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """`sent` is the form that could not be taken, with what was typed."""
    person = access.person(request)
    whole = {
        **admin.site.each_context(request),
        "title": f"{enquiry.get_topic_display()}",
        "enquiry": enquiry,
        "tags": tags(enquiry),
        "events": list(enquiry.events.select_related("by")),
        "steps": {step.verb.replace("-", "_"): step for step in steps.offered(enquiry, person)},
        "answer_form": sent if isinstance(sent, AnswerForm) else AnswerForm(enquiry),
        "close_form": sent if isinstance(sent, CloseForm) else CloseForm(enquiry),
        "sent": sent,
        "zone": person.time_zone,
        **context,
    }
    return TemplateResponse(request, "admin/contact/enquiry.html", whole, status=status)


def tags(enquiry: Enquiry) -> SafeString:
    """Where it stands, in words: overdue is not told by colour alone."""
    told = [(enquiry.state, enquiry.get_state_display())]
    if enquiry.is_overdue:
        told.append(("overdue", f"Overdue: {enquiry.waited.days} days"))
    if enquiry.is_example:
        told.append(("former", "Example"))
    shown = format_html_join(" ", '<span class="tag is-{}">{}</span>', told)
    return format_html("{}", shown)
