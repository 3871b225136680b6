"""The pages of a step with many texts: what will be done, and what came of it."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from ... import access
from ..acting import Deciding, with_nearest
from ..page import INVALID, page, refusal_page, require
from .action import BulkAction, by_verb
from .carrying_out import Outcome, carry_out
from .chosen import MOST, Chosen, in_list, names, on_page

REPORTS, KEPT = "bulk_reports", 3  # in the session


def address(action: str, rows: list[str], *, whole: bool, back: str) -> str:
    """Of the page that asks, for the rows of a list; `back` is the list as it was narrowed."""
    what = [("in", "documents" if whole else "editions"), *(("of", pk) for pk in rows)]
    own = reverse("admin:editions_edition_bulk", args=[action])
    return f"{own}?{urlencode([*what, ('back', back)])}"


@never_cache
def ask(request: HttpRequest, verb: str) -> HttpResponse:
    if verb not in by_verb():
        raise Http404(f"There is no step called {verb}.")
    action = by_verb()[verb]
    require(request, action.permission)
    return DecidingMany(request, action).respond()


class DecidingMany(Deciding):
    """One request about many texts, whose names stand on the page."""

    ask_template, confirm_template = "bulk/ask.html", "bulk/confirm.html"

    def __init__(self, request: HttpRequest, action: BulkAction) -> None:
        self.request, self.person, self.bulk = request, access.person(request), action
        self.action = cast(Any, action)
        self.chosen = self._chosen()
        self.ways_on = [("Back to the list", back_url(request))]

    def _chosen(self) -> Chosen:
        if self.request.method == "POST":
            return on_page(self.request, self.person)
        return in_list(self.request, self.bulk, self.person)

    def respond(self) -> HttpResponse:
        if not self.chosen.rows and not self.chosen.gone:
            return self.say_no("Choose at least one text in the list.")
        if (number := len(self.chosen.rows)) > MOST:
            return self.say_no(f"{number} texts are too many: choose {MOST} at most.")
        if self.request.method != "POST":
            return self.ask(self.make_form())
        return self.decide(self.make_form(with_nearest(self.request.POST)))

    def say_no(self, sentence: str) -> HttpResponse:
        return refusal_page(
            self.request,
            f"{self.bulk.title}: not done",
            sentence,
            ways_on=self.ways_on,
            status=INVALID,
        )

    def make_form(self, data: Any = None, initial: Any = None) -> forms.Form:
        form: type[Any] = self.bulk.form
        made: forms.Form = form(data, subject=self.chosen.rows, person=self.person)
        return made

    def carry_out(self, form: forms.Form) -> HttpResponse:
        outcomes = carry_out(self.bulk, self.chosen, self.person, form.cleaned_data)
        key = keep(self.request, self.bulk, outcomes)
        report = reverse("admin:editions_edition_bulk_report", args=[key])
        return redirect(f"{report}?{urlencode({'back': back_url(self.request)})}")

    def missing(self) -> list[Any]:
        return []

    def context(self) -> dict[str, Any]:
        rows = self.chosen.rows
        for each in rows:
            each.foreseen = self.bulk.foresee(each)
        return {
            "action": self.bulk,
            "texts": sorted(rows, key=lambda each: bool(each.foreseen)),
            "seen": [f"{each.pk}.{self.chosen.seen.get(each.pk, each.revision)}" for each in rows]
            + [f"{pk}.0" for pk in self.chosen.gone],
            "refused": sum(bool(each.foreseen) for each in rows),
            "back_url": self.ways_on[0][1],
        }


def keep(request: HttpRequest, action: BulkAction, outcomes: list[Outcome]) -> str:
    """The report, for as long as the person is signed in: reloading it does nothing again."""
    key = get_random_string(12)
    report = {"title": action.title, "outcomes": [each.kept() for each in outcomes]}
    kept = list(request.session.get(REPORTS, {}).items())[1 - KEPT :]
    request.session[REPORTS] = {**dict(kept), key: report}
    return key


@never_cache
def report(request: HttpRequest, key: str) -> HttpResponse:
    require(request, access.WRITE)
    kept = request.session.get(REPORTS, {}).get(key)
    if kept is None:
        raise Http404("This report is kept no longer. Each text’s page tells what was done.")
    outcomes = [Outcome(**each) for each in kept["outcomes"]]
    editions = names([each.edition for each in outcomes], access.person(request))
    lines = [(each, editions.get(each.edition)) for each in outcomes]
    return page(
        request,
        "bulk/report.html",
        f"{kept['title']}: what came of it",
        done=[line for line in lines if line[0].is_done],
        refused=[line for line in lines if not line[0].is_done],
        number=len(lines),
        back_url=back_url(request),
    )


def back_url(request: HttpRequest) -> str:
    """The list as it was narrowed; never a page of somebody else."""
    typed = request.GET.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(typed, allowed_hosts=None)
    if is_ours and typed.startswith(reverse("admin:index")):
        return typed
    return reverse("admin:editions_edition_changelist")
