"""`…/send/`: the form, and the page after it. Neither is ever kept."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from cultural_alliance.limits.counting import address_of

from ..models import Statement
from ..reading import Reading
from ..views.addressed import addressed, addressed_form
from ..views.furniture import breadcrumbs
from ..views.statement import reading
from .forms import SendForm
from .passing_on import is_allowed, pass_on

# One sentence for all the limits: it tells nobody what others sent, or to whom.
TOO_MANY = gettext_lazy(
    "Too many letters have been sent from your side, or to this address, in a short time. Nothing "
    "is lost: what you wrote is below. Please send it again in an hour, or tomorrow."
)


@never_cache
@addressed_form
def send(request: HttpRequest, statement: Statement) -> HttpResponse:
    found = reading(request, statement)
    if request.method != "POST":
        return _page(request, found, SendForm())
    form = SendForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=400)
    given = {name: form.cleaned_data[name] for name in ("to", "name", "note")}
    if not is_allowed(sender=address_of(request), recipient=given["to"]):
        form.add_error(None, TOO_MANY)
        return _page(request, found, form, status=429)
    pass_on(found, **given)
    return redirect(f"{found.url}send/sent/")


@never_cache
@addressed
def sent(request: HttpRequest, statement: Statement) -> HttpResponse:
    return render(request, "statements/send_done.html", _context(reading(request, statement)))


def _page(
    request: HttpRequest, reading: Reading, form: SendForm, *, status: int = 200
) -> HttpResponse:
    context = {**_context(reading), "form": form}
    return render(request, "statements/send.html", context, status=status)


def _context(reading: Reading) -> dict[str, Any]:
    title = _("The statement") if reading.is_fallback else reading.edition.title
    return {
        "reading": reading,
        "breadcrumbs": breadcrumbs((title, reading.url), (_("Send"), "")),
        "robots": "noindex",
    }
