"""The page that the link in a letter opens: it renews when its button is pressed, never before."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cultural_alliance import languages

from .. import deadlines, links, renewing
from ..public_rows import hands_of
from ..refusals import Refused
from .furniture import breadcrumbs, page


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def renew_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """No sign-in: whoever holds the link may renew, and nothing else."""
    found = links.read(token)
    if found is None:
        return over(request)
    own, spoken_of = found
    if not links.is_alive(own, spoken_of):
        return over(request, own if own.is_public() else None)
    if request.method == "POST":
        try:
            renewed = renewing.renew_by_link(own, spoken_of=spoken_of)
        except Refused:  # somebody was faster, in another window
            own.refresh_from_db()
            return over(request, own if own.is_public() else None)
        return page(
            request,
            "request_renewed.html",
            renewed=renewed,
            breadcrumbs=breadcrumbs((_("Renewed"), "")),
        )
    language = languages.of(request)
    return page(
        request,
        "request_renew.html",
        own=own,
        text=own.text_in(language),
        hands=hands_of(own, language),
        until=deadlines.renewed(own.deadline),
        breadcrumbs=breadcrumbs((_("Renew the request"), "")),
    )


def over(request: HttpRequest, public: object = None) -> HttpResponse:
    """The link is forged, too old, or has done its work; `public` is what is open all the same."""
    crumbs = breadcrumbs()
    return page(request, "request_renew_over.html", status=410, public=public, breadcrumbs=crumbs)
