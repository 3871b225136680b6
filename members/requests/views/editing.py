"""The page on which a request is written."""

from typing import TYPE_CHECKING

from django.contrib import messages as flash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from cultural_alliance import languages
from cultural_alliance.languages import Language

from ... import access
from ...access import Right
from ...models import PartnerRequest, RequestState
from .. import drafting, submitting
from ..content import Difference
from ..forms import RequestForm
from ..mine import last_comment
from ..missing import Missing
from ..readable import Reader
from ..refusals import Incomplete, Refused, Stale, WrongDeadline, decided_already
from .furniture import page, private

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

INVALID, REFUSED = 400, 409


@method_decorator(private, name="dispatch")
class Edit(View):
    """GET shows the request in one language (`?language=`), POST saves it, and goes on from there:
    to another language, to the preview, or to the desk."""

    own: PartnerRequest
    person: "User"
    language: Language

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: int) -> HttpResponse:
        self.person = access.person(request)
        self.own = access.own_request(request.user, kwargs["pk"], to=Right.WRITE)
        asked = request.GET.get("language", "")
        self.language = languages.BY_CODE.get(asked) or languages.get(self.own.first_language)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        if self.own.standing not in drafting.WRITABLE:
            flash.warning(request, str(not_now(self.own)))
            return redirect("members:requests_mine")
        return self.show(RequestForm(None, request=self.own, language=self.language))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = RequestForm(request.POST, request=self.own, language=self.language)
        is_valid = form.is_valid()
        if not is_valid and self.own.state == RequestState.OPENED:
            told = _("Nothing was saved yet, for the request is open. Correct this first.")
            return self.show(form, told=told, status=INVALID)
        try:
            saved, changed = drafting.save(
                self.own, form.content(), by=self.person, revision=form.known_revision
            )
        except Refused as refusal:
            return self.refuse(form, refusal)
        form.now_at(saved)
        self.own = saved
        if not is_valid:
            return self.show(form, told=_("Everything else was saved."), status=INVALID)
        return self.go_on(form, changed)

    def go_on(self, form: RequestForm, changed: Difference) -> HttpResponse:
        if "submit" in self.request.POST:
            return self.submit(form)
        flash.success(self.request, _("Saved.") if changed else _("Nothing had changed."))
        if "preview" in self.request.POST:
            return redirect("members:request_preview", pk=self.own.pk)
        to = languages.BY_CODE.get(self.request.POST.get("go", "")) or self.language
        return redirect(f"{reverse('members:request_edit', args=[self.own.pk])}?language={to.code}")

    def submit(self, form: RequestForm) -> HttpResponse:
        try:
            submitting.submit(self.own, by=self.person, revision=self.own.revision)
        except Incomplete as refusal:
            told = _("It is saved, and not yet submitted: something is missing.")
            lacks: list[Missing] = refusal.about["missing"]
            return self.show(form, told=told, missing=lacks, is_saved=True, status=INVALID)
        except Refused as refusal:
            return self.refuse(form, refusal)
        flash.success(self.request, _("Submitted. The desk reads it, and writes to you."))
        return redirect("members:requests_mine")

    def refuse(self, form: RequestForm, refusal: Refused) -> HttpResponse:
        """The form comes back as it was sent, with what stands in the way."""
        if isinstance(refusal, Stale):
            return self.show_conflict(form, refusal)
        if isinstance(refusal, Incomplete):
            lacks: list[Missing] = refusal.about["missing"]
            return self.show(form, told=str(refusal), missing=lacks, status=INVALID)
        if isinstance(refusal, WrongDeadline):
            form.add_error("deadline", str(refusal))
            return self.show(form, status=INVALID)
        return self.show(form, told=str(refusal), status=REFUSED)

    def show_conflict(self, form: RequestForm, stale: Stale) -> HttpResponse:
        """Both versions, field by field; to save again is to put one's own over the stored one."""
        stored: PartnerRequest = stale.about["request"]
        would = drafting.would_change(stored, form.content())
        form.now_at(stored)
        conflicts = Reader().changes(would)
        return self.show(form, told=str(stale), conflicts=conflicts, status=REFUSED)

    def show(self, form: RequestForm, *, status: int = 200, **told: object) -> HttpResponse:
        text = self.own.text_in(languages.of(self.request))
        text = text if text and text.title else None
        written = {text.language for text in self.own.texts.all()} | {self.own.first_language}
        return page(
            self.request,
            "request_form.html",
            status=status,
            form=form,
            own=self.own,
            language=self.language,
            tabs=[(each, each.code in written) for each in languages.LANGUAGES],
            text=text,
            title=text.title if text else _("New partner request"),
            returned=last_comment(self.own),
            is_open=self.own.state == RequestState.OPENED,
            can_submit=self.own.state in (RequestState.DRAFT, RequestState.RETURNED),
            organisation=self.own.organisation,
            **told,
        )


def not_now(request: PartnerRequest) -> Refused:
    """Why it cannot be written in now, and what to do first."""
    sentences = {
        RequestState.SUBMITTED: _("The desk reads it now. Take it back first to change it."),
        RequestState.EXPIRED: _("Its deadline has passed. Renew it first to change it."),
        RequestState.CLOSED: _("It is closed, and stays as it was."),
    }
    sentence = sentences.get(request.standing)
    return Refused(sentence) if sentence else decided_already(request)
