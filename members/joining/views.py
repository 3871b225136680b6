"""Join the Alliance: the page with its form, and the applicant's own page, which the link opens."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cultural_alliance import languages
from cultural_alliance.limits.counting import Limit, address_of

from ..models import ApplicationState, JoinApplication
from . import applying, links, mailing
from .forms import ApplicationForm, StartForm
from .missing import missing
from .presenting import form_page, private, state_page
from .refusals import AlreadyMember, BeingRead, Incomplete, NotADraft, Stale

STARTS = Limit("join.starts", most=10, within=timedelta(hours=1))
SAVES = Limit("join.saves", most=1_000, within=timedelta(hours=1))
TOO_MANY = _(
    "Much has been sent from your side in a short time. Nothing is lost: what you typed is below. "
    "Please try again in an hour."
)
FILES_AGAIN = _("Please choose your documents once more: a browser does not keep them.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponseBase:
    if request.method != "POST":
        return form_page(request, StartForm(initial={"language": languages.of(request).code}))
    form = StartForm(request.POST, request.FILES)
    if found := applying.begun_by(form.key):  # the same form, sent again
        return Saving(request, found).respond(is_new=found.revision == 1)
    form.full_clean()
    if form.is_turned_away or form.is_empty:
        return _ask_again(request, form, 400)
    if not STARTS.take(address_of(request)):
        form.add_error(None, TOO_MANY)
        return _ask_again(request, form, 429)
    begun = applying.start(key=form.key, language=languages.of(request))
    return Saving(request, begun).respond(is_new=begun.revision == 1)


def _ask_again(request: HttpRequest, form: StartForm, status: int) -> HttpResponse:
    """Nothing is kept yet: the form holds what was typed, but no browser holds the files."""
    if request.FILES:
        form.add_error("documents", FILES_AGAIN)
    return form_page(request, form, status=status)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def application(request: HttpRequest, token: str) -> HttpResponseBase:
    found = links.opened(token)
    if request.method == "POST":
        return Saving(request, found).respond()
    if found.state != ApplicationState.DRAFT:
        return state_page(request, found)
    return form_page(request, ApplicationForm(application=found), found)


class Saving:
    """One request that saves, and perhaps sends. With `quiet` the page's script saves by itself,
    and is answered in JSON."""

    def __init__(self, request: HttpRequest, application: JoinApplication) -> None:
        self.request, self.application = request, application
        self.is_quiet = "quiet" in request.POST
        self.sends = request.POST.get("do") == "send" and not self.is_quiet
        self.form = ApplicationForm(request.POST, request.FILES, application=application)

    def respond(self, *, is_new: bool = False) -> HttpResponseBase:
        self.form.full_clean()
        if not SAVES.take(address_of(self.request)):
            self.form.add_error(None, TOO_MANY)
            return self.ask_again(429)
        try:
            self.save(is_new)
        except NotADraft as refusal:
            if self.is_quiet:
                return JsonResponse({"told": [str(refusal)]}, status=409)
            return redirect(links.path_of(refusal.application))
        except Stale as refusal:
            return self.stale(refusal)
        if self.is_quiet:
            return self.saved_quietly()
        return self.submit() if self.sends else self.go_on()

    def save(self, is_new: bool) -> None:
        clean = self.form.cleaned_data
        self.remove_document()
        self.application = applying.save(
            self.application,
            given=self.form.given,
            sectors=clean.get("sectors"),
            consents=clean.get("consent"),
            checked=self.form.checked,
            revision=self.application.revision if is_new else clean.get("revision"),
        )
        self.form.application = self.application
        self.form.now_at(self.application.revision)

    def remove_document(self) -> None:
        pk = self.request.POST.get("remove", "")
        if pk.isdecimal() and len(pk) < 19:
            applying.remove_document(self.application, int(pk))

    def submit(self) -> HttpResponseBase:
        """What is missing is said beside its field; a fault of its own says more."""
        for name, sentence in missing(self.application).items():
            if name not in self.form.errors:
                self.form.add_error(name, sentence)
        if self.form.errors:
            return self.go_on()
        try:
            applying.submit(self.application)
        except Incomplete:  # changed in another window, in this very moment
            return self.go_on()
        except (AlreadyMember, BeingRead) as refusal:
            self.form.add_error(None, str(refusal))
            return self.go_on(409, refused=type(refusal).__name__)
        return redirect(links.path_of(self.application))

    def go_on(self, status: int = 400, **more: object) -> HttpResponseBase:
        """To the applicant's own page; its link goes to the address, once for each address."""
        email = self.application.first_email
        if email and email != self.application.link_sent_to:
            mailing.send_link(self.application)
        if self.form.errors:
            return self.ask_again(status, **more)
        return redirect(links.path_of(self.application))

    def stale(self, refusal: Stale) -> HttpResponseBase:
        for name, stored in refusal.stored.items():
            told = _("Stored is: “%(stored)s”") if stored else _("Stored is something else.")
            if field := self.form.fields.get(name):
                shown = dict(getattr(field, "choices", ())).get(stored, stored)
                self.form.add_error(name, str(told) % {"stored": str(shown)[:300]})
        self.form.add_error(None, str(refusal))
        self.form.now_at(refusal.application.revision)
        if self.request.FILES:
            self.form.add_error("documents", FILES_AGAIN)
        return self.ask_again(409)

    def ask_again(self, status: int, **more: object) -> HttpResponse:
        if self.is_quiet:
            return JsonResponse({"told": self.form.non_field_errors()}, status=status)
        return form_page(self.request, self.form, self.application, status=status, **more)

    def saved_quietly(self) -> JsonResponse:
        """What is not valid is not kept, and is named."""
        faulty = [str(field.label) for field in self.form if field.errors]
        return JsonResponse({"revision": self.application.revision, "not_kept": faulty})
