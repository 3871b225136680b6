"""Reading a text in the admin: as the public will see it, and beside another text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from cultural_alliance import surfaces

from .. import access, differences
from ..models import Edition
from .changing import as_text
from .page import page, require
from .places import place_of, with_place
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


def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Beside any other text of the document: the one that is public, unless another is chosen."""
    require(request, access.WRITE)
    edition = find_edition(pk, access.person(request))
    others = list(with_place(edition.document.editions.exclude(pk=pk)).order_by("language", "pk"))
    other = chosen(request.GET.get("with", ""), edition, others)
    return page(
        request,
        "edition/differences.html",
        f"Differences: {edition}",
        edition=edition,
        edition_label=label(find_edition(pk, access.person(request))),
        others=[(each, label(each)) for each in others],
        other=other,
        other_label=label(other) if other else "",
        comparison=differences.compare(as_text(other), as_text(edition)) if other else None,
    )


def chosen(wanted: str, edition: Edition, others: list[Edition]) -> Edition | None:
    if wanted:
        found = next((each for each in others if str(each.pk) == wanted), None)
        if found is None:
            raise Http404("This text does not belong to the same document.")
        return found
    same = [each for each in others if each.language == edition.language]
    public = next((each for each in same if each.is_public_now), None)  # type: ignore[attr-defined]
    return public or next(reversed(same), None) or next(iter(others), None)


def label(edition: Edition) -> str:
    name = edition.text_language.name
    what = f"edition {edition.number}" if edition.number else f"text {edition.pk}"
    return f"{name}, {what} ({place_of(edition).value.lower()})"
