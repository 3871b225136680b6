"""Reading a text in the admin as the public will see it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cultural_alliance import surfaces

from .. import access
from .page import page, require
from .situation import find_edition

WIDTHS = {"360": "A phone, 360 pixels", "768": "A tablet, 768 pixels", "full": "Full width"}


@never_cache
@xframe_options_sameorigin
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The public page, as it would be read with this text; in the language of the text."""
    require(request, access.WRITE)
    edition = find_edition(pk, access.person(request))
    if edition.document.kind not in surfaces.previews:
        raise Http404(f"A {edition.document.get_kind_display().lower()} has no public page.")
    code = edition.text_language.django_code
    request.LANGUAGE_CODE = code
    with translation.override(code):
        response = surfaces.previews[edition.document.kind](request, edition)
        if isinstance(response, SimpleTemplateResponse):
            response.render()
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Content-Language"] = edition.text_language.tag
    return response


@never_cache
def preview_at_width(request: HttpRequest, pk: int, width: str) -> HttpResponse:
    require(request, access.WRITE)
    edition = find_edition(pk, access.person(request))
    if width not in WIDTHS:
        raise Http404("Choose one of the widths that are offered.")
    return page(
        request,
        "edition/preview.html",
        f"Preview: {edition}",
        edition=edition,
        width=width,
        widths=WIDTHS,
        preview_url=reverse("admin:editions_edition_preview", args=[pk]),
    )
