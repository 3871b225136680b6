"""The pages of the steps: GET asks, POST acts."""

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from cultural_alliance import languages

from ... import access
from ...access import Right
from ...models import PartnerRequest
from ..missing import missing
from ..refusals import Incomplete, Refused, WrongDeadline, decided_already
from ..steps import STEPS, Step, StepForm
from .furniture import page, private

INVALID, REFUSED = 400, 409


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    own = access.own_request(request.user, pk, to=Right.WRITE)
    taking = STEPS[step]
    form = taking.form(request.POST if request.method == "POST" else None, request=own)
    if own.standing not in taking.states:
        return show(request, taking, own, form, refusal=decided_already(own), status=REFUSED)
    if request.method != "POST":
        return show(request, taking, own, form)
    if not form.is_valid():
        return show(request, taking, own, form, status=INVALID)
    try:
        taking.run(own, access.person(request), form.cleaned_data)
    except WrongDeadline as refusal:
        form.add_error("deadline", str(refusal))
        return show(request, taking, own, form, status=INVALID)
    except Refused as refusal:
        status = INVALID if isinstance(refusal, Incomplete) else REFUSED
        return show(request, taking, own, form, refusal=refusal, status=status)
    flash.success(request, str(taking.done))
    return redirect("members:requests_mine")


def show(
    request: HttpRequest,
    taking: Step,
    own: PartnerRequest,
    form: StepForm,
    *,
    refusal: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    return page(
        request,
        "request_step.html",
        status=status,
        step=taking,
        own=own,
        text=own.text_in(languages.of(request)),
        form=form,
        refusal=refusal,
        missing=missing(own) if taking.name == "submit" and not refusal_stands(refusal) else [],
        organisation=own.organisation,
    )


def refusal_stands(refusal: Refused | None) -> bool:
    """Whether it says more than that something is missing."""
    return refusal is not None and not isinstance(refusal, Incomplete)
