"""Who can see a text that is not public: the panel beside it, and the links for outsiders."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from .. import access, limiting, sharing
from ..models import Edition, PreviewLink, SignOff
from ..refusals import Incomplete, Refused
from .action import Action, Done
from .decision_forms import DecisionForm
from .edition_verbs import page_of
from .limits import BEFORE, ROLES, can_be_approved, respond, role_of
from .page import INVALID, page, refusal_page, require, status_of
from .panel import Panel
from .places import Place
from .situation import Situation, find_edition
from .steps import Step

DAYS = [(1, "One day"), (3, "Three days"), (7, "A week"), (14, "Two weeks"), (30, "30 days")]
SHOWN = 20  # of links, of sign-offs, and of the names in each role


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    if situation.place not in BEFORE:
        return None
    edition = situation.edition
    is_limited = edition.readers.exists()
    links = list(live_links(edition)[: SHOWN + 1])
    context = {
        "is_limited": is_limited,
        "roles": by_role(edition),
        "can_be_approved": not is_limited or can_be_approved(edition),
        "links": links[:SHOWN],
        "more_links": len(links) > SHOWN,
        "steps": limit_steps(edition, is_limited),
        "share": _step(edition, "share", "New link")
        if situation.place is not Place.SET_ASIDE and not is_limited
        else None,
        "form_id": "text" if situation.place is Place.DRAFT else "",
        "signatures": signatures(edition),
        "files": edition.attachments.count(),
    }
    is_told = is_limited or edition.preview_links.exists()
    template = "admin/editions/beside/_who.html"
    return Panel("who", "Who can see this", template, context, is_open=is_told)


def limit_steps(edition: Edition, is_limited: bool) -> list[Step]:
    if not is_limited:
        return [_step(edition, "limit", "Limit it to some")]
    return [
        _step(edition, "limit", "Change who"),
        _step(edition, "open_up", "Open it to the desk"),
    ]


def _step(edition: Edition, name: str, label: str) -> Step:
    """What is typed in an open draft is saved before the page is left."""
    url = reverse(f"admin:editions_edition_{name}", args=[edition.pk])
    return Step(label, url, verb=name, saves_first=True)


def by_role(edition: Edition) -> list[tuple[str, int, list[str], int]]:
    """Role, how many, the first names, and how many more."""
    people = [(role_of(person), str(person)) for person in _people(edition)]
    order = [role.label for role in ROLES]
    people.sort(key=lambda each: order.index(each[0]) if each[0] in order else len(order))
    told = []
    for role, group in groupby(people, key=lambda each: each[0]):
        names = [name for _role, name in group]
        told.append((role, len(names), names[:SHOWN], max(0, len(names) - SHOWN)))
    return told


def _people(edition: Edition) -> Any:
    return limiting.audience(edition).prefetch_related("groups")


def live_links(edition: Edition) -> Any:
    links = PreviewLink.objects.live().filter(edition=edition).select_related("made_by")
    opened = {"times": Count("openings"), "last_opened": Max("openings__at")}
    return links.annotate(**opened).order_by("-made_at")


def signatures(edition: Edition) -> list[tuple[SignOff, bool]]:
    """Each with whether it holds for the text as it stands now."""
    signed = list(SignOff.objects.filter(link__edition=edition)[:SHOWN])
    now = sharing.digest_of(edition) if signed else ""
    return [(each, each.text_digest == now) for each in signed]


class ShareForm(DecisionForm):
    name = forms.CharField(
        label="For whom",
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        error_messages={"asked": "Say whom the link is for."},
        help_text="The name of one person. They read it above the draft.",
    )
    days = forms.TypedChoiceField(label="Open for", choices=DAYS, coerce=int, initial=7)


@never_cache
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; and when it was sent, the address of the new link, this one time."""
    require(request, access.WRITE)
    person = access.person(request)
    edition = find_edition(pk, person)
    form = ShareForm(request.POST or None, subject=edition, person=person)
    if not form.is_valid():
        return _share_page(request, edition, form=form, status=INVALID if form.is_bound else 200)
    expires_at = timezone.now() + timedelta(days=form.cleaned_data["days"])
    try:
        link, token = sharing.share(
            edition, by=person, name=form.cleaned_data["name"], expires_at=expires_at
        )
    except Incomplete as refusal:
        form.add_error("name", refusal.sentence)
        return _share_page(request, edition, form=form, status=INVALID)
    except Refused as refusal:
        ways_on = [("See where the text stands", page_of(edition))]
        status = status_of(refusal)
        return refusal_page(request, "No link", refusal.sentence, ways_on=ways_on, status=status)
    url = settings.ALLIANCE_URL + reverse("preview_link", args=[token])
    return _share_page(request, edition, link=link, url=url)


def _share_page(
    request: HttpRequest, edition: Edition, *, status: int = 200, **context: Any
) -> HttpResponse:
    return page(
        request,
        "link.html",
        "A preview link",
        status=status,
        situation=Situation(edition, access.person(request)),
        back_url=f"{page_of(edition)}#who",
        **context,
    )


def revoke(request: HttpRequest, pk: int, link: int) -> HttpResponse:
    def run(edition: Edition, by: Any, data: dict[str, Any]) -> Done:
        found = PreviewLink.objects.filter(pk=link, edition=edition).first()
        if found is None:
            raise Http404("This text has no such link.")
        sharing.revoke(found, by=by)
        return Done(f"The link for {found.name} is dead.", f"{page_of(edition)}#who")

    return respond(request, pk, _revoking("revoke", "Revoke this preview link", run))


def revoke_all(request: HttpRequest, pk: int) -> HttpResponse:
    def run(edition: Edition, by: Any, data: dict[str, Any]) -> Done:
        ended = sharing.revoke_all(edition, by=by)
        told = "All preview links are dead." if ended else "There was no live link."
        return Done(told, f"{page_of(edition)}#who")

    return respond(request, pk, _revoking("revoke_all", "Revoke all preview links", run))


def _revoking(verb: str, title: str, run: Any) -> Action[Situation, Edition]:
    return Action(
        verb,
        title,
        "Whoever has one open can go no further.",
        access.WRITE,
        DecisionForm,
        lambda situation: situation.place in BEFORE,
        run,
        is_grave=True,
    )
