"""`/subscribe/` and what the links in letters lead to. None of these pages is ever kept; to look
at one changes nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from cultural_alliance import languages
from cultural_alliance.addresses import absolute, in_languages
from cultural_alliance.limits.counting import address_of

from ..views.furniture import breadcrumbs, feed_link
from . import asking, links, mine
from .forms import SubscribeForm, WishesForm

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
# One sentence for both limits: it does not tell whether others asked for the address.
TOO_MANY = gettext_lazy(
    "This has been asked too often from your side, or for this address, in a short time. Nothing "
    "is lost: your choices are below. Please try again tomorrow."
)
ONE_CLICK = {"List-Unsubscribe": ["One-Click"]}  # RFC 8058


@never_cache
@read_or_send
def subscribe(request: HttpRequest) -> HttpResponse:
    """The same answer for every address, known or not."""
    if request.method != "POST":
        return _form_page(request, SubscribeForm(initial={"language": languages.of(request).code}))
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=400)
    email = form.cleaned_data["email"]
    if not (asking.BY_ASKER.take(address_of(request)) and asking.BY_EMAIL.take(email)):
        form.add_error(None, TOO_MANY)
        return _form_page(request, form, status=429)
    asking.ask(email, form.wishes)
    return redirect("subscribe_asked")


@never_cache
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    return _page(request, "subscribe_asked", days=asking.UNANSWERED_FOR.days)


@never_cache
@read_or_send
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = asking.confirm(token) if request.method == "POST" else asking.asked_by(token)
    if subscriber is None:
        return _over(request)
    if subscriber.confirmed_at:
        mine_url = links.MINE.url(subscriber, languages.of(request))
        return _page(request, "subscribe_confirmed", subscriber=subscriber, mine_url=mine_url)
    return _page(request, "subscribe_confirm", subscriber=subscriber)


@never_cache
@read_or_send
def change(request: HttpRequest, token: str) -> HttpResponse:
    subscriber = mine.of(token)
    if subscriber is None:
        return _over(request)
    leave_url = links.LEAVE.url(subscriber, languages.of(request))
    form = WishesForm(request.POST) if request.method == "POST" else WishesForm.of(subscriber)
    is_saved = form.is_bound and form.is_valid()
    if is_saved and not mine.change(subscriber, form.wishes):
        return _over(request)
    status = 400 if form.is_bound and not is_saved else 200
    about = {"form": form, "is_saved": is_saved, "leave_url": leave_url}
    return _page(request, "subscribe_mine", status=status, **about)


@csrf_exempt
@never_cache
@read_or_send
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A mail program leaves for its reader by one click: it has no cookie and shows no page, so
    that exact body needs no token against forgery. The link itself is the secret."""
    if request.method == "POST" and dict(request.POST.lists()) == ONE_CLICK:
        return _left(request) if mine.leave(token) else _over(request)
    return _leave_by_page(request, token)


@csrf_protect
def _leave_by_page(request: HttpRequest, token: str) -> HttpResponse:
    if links.LEAVE.key(token) is None:
        return _over(request)
    if request.method == "POST":
        mine.leave(token)
        return _left(request)
    return _page(request, "subscribe_leave")


def _left(request: HttpRequest) -> HttpResponse:
    return _page(request, "subscribe_left")


def _over(request: HttpRequest) -> HttpResponse:
    return _page(request, "subscribe_over", status=410)


def _form_page(request: HttpRequest, form: SubscribeForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "feeds": _feeds(request),
        "days": asking.UNANSWERED_FOR.days,
        "robots": "",
        "privacy_url": f"/{languages.of(request).code}/privacy/",
        "breadcrumbs": breadcrumbs((_("Subscribe"), ""), within_messages=False),
        **in_languages("subscribe"),
        **feed_link(),
    }
    return _page(request, "subscribe", status=status, **context)


def _feeds(request: HttpRequest) -> list[tuple[languages.Language, str]]:
    """The feed of each language, the page's own first."""
    feeds = []
    for language in languages.LANGUAGES:
        with override(language.django_code):
            feeds.append((language, absolute(reverse("statements:feed"))))
    return sorted(feeds, key=lambda feed: feed[0] != languages.of(request))


def _page(request: HttpRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    above = breadcrumbs((_("Subscribe"), reverse("subscribe")), within_messages=False)
    known = {"breadcrumbs": above, "robots": "noindex", **context}
    return render(request, f"statements/{name}.html", known, status=status)
