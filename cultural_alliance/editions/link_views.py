"""What a preview link leads to: a door without a word of the draft, and behind it the draft.

A program that only looks at the link (a scanner of mail) comes no further than the door: it opens
when a person presses its button. A link that is dead for any reason, or never was one, answers the
same page under 404: it tells nobody that there is, or was, a text.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cultural_alliance import surfaces
from cultural_alliance.limits.counting import Limit

from . import by_link, serving, sharing
from .link_forms import CommentForm, SignOffForm
from .models import Comment, Edition, PreviewLink, SignOff
from .refusals import Stale

OPENED = "opened"  # the cookie that the door sets, for what lies behind it alone
PURPOSE = "editions.preview"
OPEN_FOR = timedelta(hours=12)
OPENINGS = Limit("preview.open", most=60, within=timedelta(hours=1))
WORDS = Limit("preview.words", most=40, within=timedelta(hours=1))
TOO_MANY = _("Too much was sent by this link in a short time. Please try again in an hour.")
CHANGED = _("The text was edited while you read it. Read it again above, and sign what stands now.")
HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
}
SHOWN = 50  # of the holder's own comments


@dataclass(frozen=True)
class Review:
    """What `base.html` puts around the public page of the draft: a bar, and the two forms."""

    link: PreviewLink
    comment_form: CommentForm
    sign_form: SignOffForm
    comments: list[Comment] = field(default_factory=list)
    signed: SignOff | None = None
    holds: bool = False
    refused: str | Promise = ""


View = Callable[..., HttpResponseBase]


def behind_a_link(view: View) -> View:
    """Finds the live link. The address itself is the secret, which no other site can send for a
    visitor: so there is no token against forgery, which `no-referrer` would make fail."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def find(request: HttpRequest, token: str, **about: Any) -> HttpResponseBase:
        link = sharing.find_link(token)
        try:
            answer = view(request, link, token, **about) if link else dead(request)
        except sharing.LinkEnded:  # in this very moment
            answer = dead(request)
        for name, value in HEADERS.items():
            answer[name] = value
        return answer

    return find


@behind_a_link
def door(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    if request.method != "POST":
        return _page(request, "door", link=link)
    if not OPENINGS.take(str(link.pk)):
        return _page(request, "door", status=429, link=link, refused=TOO_MANY)
    by_link.open_link(link)
    answer = redirect("preview_draft", token)
    answer.set_signed_cookie(
        OPENED,
        str(link.pk),
        salt=PURPOSE,
        max_age=OPEN_FOR,
        path=reverse("preview_link", args=[token]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return answer


@behind_a_link
def draft(request: HttpRequest, link: PreviewLink, token: str) -> HttpResponse:
    if not _is_open(request, link):
        return redirect("preview_link", token)
    serving.serve_at(request, lambda file: reverse("preview_file", args=[token, file.pk]))
    with translation.override(link.edition.text_language.django_code):
        if request.method != "POST":
            return _shown(request, link)
        return _signed(request, link) if "sign" in request.POST else _commented(request, link)


@behind_a_link
def file(request: HttpRequest, link: PreviewLink, token: str, pk: int) -> HttpResponseBase:
    attachment = link.edition.attachments.filter(pk=pk, erased=False).first()
    if attachment is None or not _is_open(request, link):
        return dead(request)
    return serving.answer(request, attachment)


def _is_open(request: HttpRequest, link: PreviewLink) -> bool:
    opened = request.get_signed_cookie(OPENED, "", salt=PURPOSE, max_age=OPEN_FOR)
    return opened == str(link.pk)


def _commented(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    form = CommentForm(link, request.POST)
    if not form.is_valid():
        return _shown(request, link, comment_form=form, status=400)
    if not WORDS.take(str(link.pk)):
        form.add_error(None, TOO_MANY)
        return _shown(request, link, comment_form=form, status=429)
    given = {name: form.cleaned_data[name] for name in ("text", "paragraph")}
    by_link.comment(link, **given)
    return redirect(f"{request.path}#review")


def _signed(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    form = SignOffForm(link, request.POST)
    if not form.is_valid():
        return _shown(request, link, sign_form=form, status=400)
    if not WORDS.take(str(link.pk)):
        form.add_error(None, TOO_MANY)
        return _shown(request, link, sign_form=form, status=429)
    given = {name: form.cleaned_data[name] for name in ("name", "text_digest")}
    try:
        by_link.sign_off(link, **given)
    except Stale:
        again = SignOffForm(link)
        return _shown(request, link, sign_form=again, status=409, refused=CHANGED)
    return redirect(f"{request.path}#review")


def _shown(
    request: HttpRequest,
    link: PreviewLink,
    *,
    comment_form: CommentForm | None = None,
    sign_form: SignOffForm | None = None,
    status: int = 200,
    refused: str | Promise = "",
) -> HttpResponse:
    """The page exactly as the public will see it, under the bar and over the forms."""
    now = sharing.digest_of(link.edition)
    signed = link.sign_offs.filter(text_digest=now).first()
    request.__dict__["review"] = Review(
        link,
        comment_form or CommentForm(link),
        sign_form or SignOffForm(link),
        list(link.comments.order_by("-at")[:SHOWN]),
        signed or link.sign_offs.first(),
        signed is not None,
        refused,
    )
    answer = public_page(request, link.edition)
    answer.status_code = status
    return answer


def public_page(request: HttpRequest, edition: Edition) -> HttpResponse:
    code = edition.text_language.django_code
    request.LANGUAGE_CODE = code
    with translation.override(code), timezone.override(None):
        return surfaces.previews[edition.document.kind](request, edition)


def dead(request: HttpRequest) -> HttpResponse:
    return _page(request, "dead", status=404)


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    context["robots"] = "noindex, nofollow"
    return render(request, f"editions/links/{name}.html", context, status=status)
