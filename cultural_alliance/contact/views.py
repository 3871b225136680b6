"""Contact Us: the page's text with the form beneath, and the receipt. Neither is ever kept."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cultural_alliance import languages
from cultural_alliance.addresses import in_languages
from cultural_alliance.limits.counting import Limit, address_of

from . import keeping, receiving
from .forms import EnquiryForm
from .topics import Topic

PURPOSE = "contact.sent"
BY_ADDRESS = Limit("contact.by-address", most=10, within=timedelta(hours=1))
BY_EMAIL = Limit("contact.by-email", most=5, within=timedelta(hours=1))
# One sentence for both limits: the answer does not tell whether others write from an address.
TOO_MANY = gettext_lazy(
    "Many messages have come from your side in a short time. Nothing is lost: your text is below. "
    "Please send it again in an hour."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enquire(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, EnquiryForm(initial=_linked(request)))
    form = EnquiryForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=400)
    enquiry = receiving.same_sent_before(**form.given)
    if enquiry is None:
        if not _within_limits(request, form):
            form.add_error(None, TOO_MANY)
            return _page(request, form, status=429)
        enquiry = receiving.receive(language=languages.of(request), **form.given)
    return redirect(receipt_page(enquiry.reference))


@never_cache
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt, as often as it is asked for. It tells the reference and nothing of the rest."""
    try:
        reference = signing.Signer(salt=PURPOSE).unsign(token)
    except signing.BadSignature:
        raise Http404("No enquiry was sent with this address.") from None
    shown = {
        "reference": reference,
        "days": keeping.ANSWERED_WITHIN.days,
        "breadcrumbs": _breadcrumbs((_("Your message has reached us"), "")),
        "robots": "noindex",
    }
    return render(request, "contact/sent.html", shown)


def receipt_page(reference: str) -> str:
    """Its address in the active language, signed: nobody makes up a receipt of ours."""
    return reverse("contact:sent", args=[signing.Signer(salt=PURPOSE).sign(reference)])


def _within_limits(request: HttpRequest, form: EnquiryForm) -> bool:
    return BY_ADDRESS.take(address_of(request)) and BY_EMAIL.take(form.given["email"])


def _linked(request: HttpRequest) -> dict[str, str]:
    """The topic that a link to the form has chosen already (`?topic=accessibility`)."""
    topic = request.GET.get("topic", "")
    return {"topic": topic} if topic in Topic.values else {}


def _page(request: HttpRequest, form: EnquiryForm, *, status: int = 200) -> HttpResponse:
    shown = {
        "form": form,
        "contact_email": settings.CONTACT_EMAIL,
        "days": keeping.ANSWERED_WITHIN.days,
        "months": keeping.MONTHS_KEPT,
        "spam_days": keeping.SPAM_KEPT.days,
        "breadcrumbs": _breadcrumbs(),
        **in_languages("contact:enquire"),
    }
    return render(request, "contact/enquire.html", shown, status=status)


def _breadcrumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    home = f"/{languages.active().code}/"
    return [(_("Home"), home), (_("Contact Us"), reverse("contact:enquire")), *below]
