"""`/m/<id>/`, the permanent short address of every document, and the page of what is gone."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from cultural_alliance import languages
from cultural_alliance.languages import Language

from .models import Document, Edition, Notice, NoticeKind


@require_safe
def short_address(request: HttpRequest, document: int) -> HttpResponse:
    """To the document's current address, in the reader's first language that it has."""
    found = get_object_or_404(Document.objects.published(), pk=document)
    removals = Notice.objects.standing().filter(document=found, kind=NoticeKind.REMOVED)
    if notice := removals.filter(language="").first():
        return gone(request, notice)
    texts = Edition.objects.public().filter(document=found)
    have = set(texts.order_by().values_list("language", flat=True))
    if not have:
        raise Http404(_("There is no text at this address."))
    wished = (language for language in wishes(request) if language.code in have)
    answer = HttpResponseRedirect(found.get_absolute_url(next(wished, found.original)))
    answer["Cache-Control"] = "private, no-cache"
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


def wishes(request: HttpRequest) -> Iterable[Language]:
    """The reader's languages: that of the cookie, then the browser's, the dearest first."""
    yield languages.of(request)  # the middleware asked the cookie first
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            variant = translation.get_supported_language_variant(code)
        except LookupError:
            continue
        yield languages.BY_DJANGO_CODE[variant]


def gone(
    request: HttpRequest,
    notice: Notice,
    *,
    remaining: Sequence[tuple[Language, str]] = (),
    history_url: str = "",
) -> HttpResponse:
    """410 with the public reason and the day. `remaining` are the texts that still stand."""
    context = {
        "notice": notice,
        "reason": notice.reason,
        "reason_language": notice.language_of_reason,
        "remaining": remaining,
        "history_url": history_url,
        "robots": "noindex",
    }
    return render(request, "editions/removed.html", context, status=410)
