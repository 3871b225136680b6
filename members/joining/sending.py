"""What an applicant sends beside the form: an answer, a claim, a wish for the link. And the files
that they sent, for themselves."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cultural_alliance.limits.counting import Limit, address_of

from ..models import ApplicationState, JoinApplication, Organisation
from . import applying, duplicates, links, mailing
from .presenting import crumbs, own_page, private, served, state_page
from .refusals import NotAsked
from .sending_forms import AnswerForm, ClaimForm, LinkForm
from .views import FILES_AGAIN, SAVES, TOO_MANY

LINKS = Limit("join.links", most=10, within=timedelta(hours=1))


@private
@require_POST
def answer(request: HttpRequest, token: str) -> HttpResponseBase:
    application = links.opened(token)
    form = AnswerForm(request.POST, request.FILES, application=application)
    status = 400
    if form.is_valid():
        try:
            if not SAVES.take(address_of(request)):
                form.add_error(None, TOO_MANY)
                return state_page(request, application, form, status=429)
            applying.answer(application, text=form.cleaned_data["answer"], checked=form.checked)
        except NotAsked as refusal:  # the button, twice; or the desk has decided meanwhile
            return _without_question(request, application, form, refusal)
        return redirect(links.path_of(application))
    if request.FILES and "documents" not in form.errors:
        form.add_error("documents", FILES_AGAIN)
    return state_page(request, application, form, status=status)


def _without_question(
    request: HttpRequest, application: JoinApplication, form: AnswerForm, refusal: NotAsked
) -> HttpResponseBase:
    text = form.cleaned_data["answer"]
    if application.events.filter(text=text.strip(), by__isnull=True).exists():
        return redirect(links.path_of(application))
    form.add_error(None, str(refusal))
    return state_page(request, application, form, status=409)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, token: str) -> HttpResponseBase:
    """Offered where the name is that of a member."""
    application = links.opened(token)
    member = duplicates.member_named(application.name, application.country_code)
    if application.state != ApplicationState.DRAFT or member is None:
        return redirect(links.path_of(application))
    if request.method != "POST":
        names = ("first_name", "first_position", "first_email")
        form = ClaimForm(initial={name: getattr(application, name) for name in names})
        return _claim_page(request, application, member, form)
    form = ClaimForm(request.POST)
    if not form.is_valid():
        return _claim_page(request, application, member, form, status=400)
    if not SAVES.take(address_of(request)):
        form.add_error(None, TOO_MANY)
        return _claim_page(request, application, member, form, status=429)
    applying.claim(application, member=member, given=form.given, text=form.cleaned_data["text"])
    return redirect(links.path_of(application))


def _claim_page(
    request: HttpRequest,
    application: JoinApplication,
    member: Organisation,
    form: ClaimForm,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = {
        "form": form,
        "member": member,
        "back_url": links.path_of(application),
        **own_page(_("Ask for access")),
    }
    return render(request, "members/join_claim.html", shown, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """The answer is the same whether the address is known or not."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            if LINKS.take(address_of(request)):
                mailing.send_links_again(form.cleaned_data["email"])
                return _link_page(request, None)
            form.add_error(None, TOO_MANY)
            status = 429
    return _link_page(request, form, status=status)


def _link_page(request: HttpRequest, form: LinkForm | None, *, status: int = 200) -> HttpResponse:
    shown = {"form": form, "robots": "noindex", **crumbs((_("Your link once more"), ""))}
    return render(request, "members/join_link.html", shown, status=status)


@private
@require_safe
def document(request: HttpRequest, token: str, pk: int) -> HttpResponseBase:
    """One of the applicant's own files."""
    return served(get_object_or_404(links.opened(token).documents, pk=pk))
