"""What the pages of joining show, and what keeps the applicant's own to the applicant."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cultural_alliance import languages

from ..models import ApplicationDocument, ApplicationState, ApplicationVerb, JoinApplication
from . import documents, keeping, links
from .forms import ApplicationForm
from .missing import missing
from .sending_forms import AnswerForm

# What an applicant reads of the thread; the rest tells who decided.
SHOWN_TO_APPLICANT = (ApplicationVerb.ASKED, ApplicationVerb.ANSWERED, ApplicationVerb.CLAIMED)


def private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Of pages whose address is a key: never kept, never found, and told to no other site."""

    @never_cache
    @wraps(view)
    def kept_to_its_reader(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        # `no-referrer` would make browsers send "Origin: null" with a form, which is refused.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return kept_to_its_reader


def form_page(
    request: HttpRequest,
    form: ApplicationForm,
    application: JoinApplication | None = None,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The form: of a new application, or of one that can still be changed."""
    shown: dict[str, Any] = {
        "form": form,
        "application": application,
        "missing": _lacking(form, application),
        "documents": _documents(application) if application else [],
        "most_documents": documents.MOST,
        "draft_days": keeping.DRAFT_KEPT.days,
        "declined_months": keeping.DECLINED_MONTHS,
        "accepted_months": keeping.ACCEPTED_MONTHS,
        **more,
    }
    if application is None:
        shown |= {"action": reverse("members:join"), **in_each_language(), **crumbs()}
    else:
        shown |= {"action": links.path_of(application), **own_page(_("Your application"))}
        shown["claim_url"] = links.path_of(application, "join_claim")
    return render(request, "members/join.html", shown, status=status)


def _lacking(form: ApplicationForm, application: JoinApplication | None) -> list[tuple[Any, Any]]:
    """What a saved draft still lacks: the field, to link to, and the sentence."""
    if application is None or form.errors:
        return []
    return [(form[name], sentence) for name, sentence in missing(application).items()]


def state_page(
    request: HttpRequest,
    application: JoinApplication,
    form: AnswerForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Where the application stands, what was asked and answered."""
    is_asked = application.state == ApplicationState.ASKED
    events = application.events.filter(verb__in=SHOWN_TO_APPLICANT)
    shown = {
        "application": application,
        "events": events,
        "documents": _documents(application),
        "form": form or (AnswerForm(application=application) if is_asked else None),
        "answer_url": links.path_of(application, "join_answer"),
        "is_asked": is_asked,
        "link_days": keeping.LINK_DAYS,
        "declined_months": keeping.DECLINED_MONTHS,
        **own_page(_("Your application")),
    }
    return render(request, "members/join_state.html", shown, status=status)


def _documents(application: JoinApplication) -> list[tuple[ApplicationDocument, str]]:
    return [
        (document, links.path_of(application, "join_document", pk=document.pk))
        for document in application.documents.order_by("pk")
    ]


def served(document: ApplicationDocument) -> FileResponse:
    """Always to be kept as a file, never shown as a page of ours."""
    try:
        file = document.file.open("rb")
    except FileNotFoundError:
        raise Http404("The file is gone.") from None
    response = FileResponse(
        file, as_attachment=True, filename=document.name, content_type=document.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def own_page(title: str) -> dict[str, Any]:
    return {"robots": "noindex, nofollow", **crumbs((title, ""))}


def crumbs(*below: tuple[str, str]) -> dict[str, Any]:
    home = (_("Home"), f"/{languages.active().code}/")
    return {"breadcrumbs": [home, (_("Join the Alliance"), reverse("members:join")), *below]}


def in_each_language() -> dict[str, Any]:
    """Canonical and alternates of the form: it is there in all six."""
    addresses = []
    for language in languages.LANGUAGES:
        with translation.override(language.django_code):
            addresses.append((language.tag, settings.ALLIANCE_URL + reverse("members:join")))
    return {
        "canonical": settings.ALLIANCE_URL + reverse("members:join"),
        "alternates": addresses,
    }
