"""The pages of the actions: GET shows a form of its own, POST calls the verb."""

from typing import Any

from django import forms
from django.contrib import messages as flash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from .. import access
from ..models import Comment, Document, Edition
from ..refusals import Incomplete, NotAllowed, Refused, Stale, WrongInstant, WrongState
from . import document_actions, edition_actions, instants, latest, missing
from .action import Action
from .edition_verbs import page_of
from .instant_forms import InstantForm
from .page import INVALID, REFUSED, page, refusal_page, require, status_of
from .situation import DocumentSituation, Situation, find_edition


def act_on_edition(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    require(request, access.WRITE)
    if verb not in edition_actions.BY_VERB:
        raise Http404(f"There is no step called {verb}.")
    edition = find_edition(pk, access.person(request))
    situation = Situation(edition, access.person(request))
    return decide(request, edition_actions.BY_VERB[verb], edition, situation)


def decide(
    request: HttpRequest,
    action: Action[Any, Any],
    subject: Edition | Comment,
    situation: Situation,
) -> HttpResponse:
    """About the edition of the situation, or about a comment on it."""
    deciding = Deciding(request, action, subject, situation)
    deciding.ways_on = [("See where the text stands", page_of(situation.edition))]
    return deciding.respond()


def act_on_document(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    require(request, access.WRITE)
    if verb not in document_actions.BY_VERB:
        raise Http404(f"There is no step called {verb}.")
    document = get_object_or_404(
        Document.objects.visible_to(access.person(request)), pk=pk
    ).specific
    situation = DocumentSituation(document, access.person(request))
    deciding = Deciding(request, document_actions.BY_VERB[verb], document, situation)
    url = document_actions.page_of_document(document)
    deciding.ways_on = [("See where the document stands", url)]
    return deciding.respond()


class Deciding:
    """One request about one action."""

    ways_on: list[tuple[str, str]]
    ask_template, confirm_template = "action.html", "confirm_instant.html"

    def __init__(
        self,
        request: HttpRequest,
        action: Action[Any, Any],
        subject: Edition | Document | Comment,
        situation: Situation | DocumentSituation,
    ) -> None:
        self.request, self.action, self.subject = request, action, subject
        self.situation = situation
        self.person = access.person(request)

    def respond(self) -> HttpResponse:
        if sentence := self.action.why_not(self.situation, self.person):
            fits = self.action.fits(self.situation)
            refusal = NotAllowed(sentence) if fits else Refused(self.standing())
            return self.refuse(refusal)
        if self.request.method != "POST":
            return self.ask(self.make_form(initial=linked(self.request)))
        return self.decide(self.make_form(with_nearest(self.request.POST)))

    def standing(self) -> str:
        if isinstance(self.situation, Situation):
            place = self.situation.place.value.lower()
            sentence = f"This cannot be done: the text is {place} now."
        else:
            sentence = "This cannot be done as things stand now."
        return f"{sentence} {latest.told(self.situation)}".strip()

    def make_form(self, data: Any = None, initial: Any = None) -> forms.Form:
        form: type[Any] = self.action.form
        made: forms.Form = form(
            data, initial=initial or {}, subject=self.subject, person=self.person
        )
        return made

    def decide(self, form: forms.Form) -> HttpResponse:
        if not form.is_valid():
            return self.ask(form, status=INVALID)
        if "change" in self.request.POST:
            return self.ask(form)
        at = form.cleaned_data.get("at")
        if at is not None and self.request.POST.get("confirmed") != at.isoformat():
            return self.confirm(form, at)
        return self.carry_out(form)

    def carry_out(self, form: forms.Form) -> HttpResponse:
        try:
            done = self.action.run(self.subject, self.person, form.cleaned_data)
        except (Stale, WrongState) as refusal:
            refusal.sentence += f" {latest.told(self.situation)}"
            return self.refuse(refusal, form)
        except Refused as refusal:
            return self.refuse(refusal, form)
        flash.success(self.request, done.sentence)
        return redirect(done.url)

    def context(self) -> dict[str, Any]:
        return {
            "action": self.action,
            "situation": self.situation,
            "back_url": self.ways_on[0][1],
        }

    def ask(self, form: forms.Form, *, status: int = 200) -> HttpResponse:
        return page(
            self.request,
            self.ask_template,
            self.action.title,
            status=status,
            form=form,
            missing=self.missing(),
            **self.context(),
        )

    def missing(self) -> list[missing.Missing]:
        if self.action.wants_whole and isinstance(self.subject, Edition):
            return missing.of(self.subject)
        return []

    def confirm(self, form: forms.Form, at: Any) -> HttpResponse:
        zone = instants.read_zone(form.cleaned_data["zone"] or self.person.time_zone).key
        return page(
            self.request,
            self.confirm_template,
            f"{self.action.title}: is this the instant?",
            form=form,
            at=at,
            shown=instants.show_in_zones(at, self.person, zone),
            **{"texts": form.cleaned_data.get("all_texts"), **self.context()},
        )

    def refuse(self, refusal: Refused, form: forms.Form | None = None) -> HttpResponse:
        if form is not None and isinstance(refusal, Incomplete | WrongInstant):
            return self.ask_again(refusal, form)
        ways_on = list(self.ways_on)
        if in_the_way := refusal.about.get("edition"):
            ways_on.insert(0, (f"Open “{in_the_way}”", page_of(in_the_way)))
        return refusal_page(
            self.request,
            f"{self.action.title}: not done",
            refusal.sentence,
            ways_on=ways_on,
            status=status_of(refusal),
            typed=typed_words(self.request),
        )

    def ask_again(self, refusal: Refused, form: forms.Form) -> HttpResponse:
        """What is missing is said beside its field, or on top where the field is elsewhere."""
        asked = refusal.about.get("missing", {})
        for name in set(asked) & set(form.fields):
            form.add_error(name, asked[name])
        if set(asked) - set(form.fields) and not self.action.wants_whole:
            form.add_error(None, refusal.sentence)
        if isinstance(refusal, WrongInstant):
            form.add_error("clock" if "clock" in form.fields else None, refusal.sentence)
            nearest = refusal.about.get("nearest")
            if nearest and isinstance(form, InstantForm):
                form.nearest = [instants.show(nearest, self.person.time_zone)]
        status = REFUSED if isinstance(refusal, WrongInstant) else INVALID
        return self.ask(form, status=status)


def with_nearest(data: Any) -> Any:
    """The form as it was sent, with the right instant or zone that was offered and taken."""
    data = data.copy()
    if taken := data.get("take_zone"):
        data["zone"] = taken
    if taken := data.get("take"):
        moment, zone, which = (*taken.split(" "), "", "")[:3]
        data["day"], _, data["clock"] = moment.partition("T")
        data["zone"], data["which"] = zone, which
    return data


def linked(request: HttpRequest) -> dict[str, str]:
    """What the link that led here has chosen already."""
    names = ("language", "notice", "paragraph")
    return {name: request.GET[name] for name in names if name in request.GET}


def typed_words(request: HttpRequest) -> list[tuple[str, str]]:
    names = {"comment": "note", "reason": "reason", "note": "note", "text": "words"}
    return [(f"Your {word}", request.POST[n]) for n, word in names.items() if request.POST.get(n)]
