"""`/files/<number>/<name>`: the bytes of an image or file, to whoever may read its edition.

What was published is for everybody, and for caches for a few minutes: a removal soon holds there
too. What is not public yet is for those of the desk who see the text, and for no cache.
"""

import logging
from collections.abc import Callable

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from . import access, files
from .models import Attachment, Edition, Notice, NoticeKind
from .views import gone

logger = logging.getLogger(__name__)

# Whatever the bytes say, nothing in them runs, loads or asks: also not where a browser shows them.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
PUBLIC, PRIVATE = "public, max-age=300", "private, no-store"


@require_safe
def file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    attachment = Attachment.objects.select_related("edition__document").filter(pk=pk).first()
    if attachment is None:
        raise Http404("There is no such file.")
    edition = attachment.edition
    published = Edition.objects.published().filter(pk=edition.pk).exists()
    if published and attachment.erased:
        return _removed(request, edition)
    if attachment.erased or name != attachment.name:
        raise Http404("There is no such file.")
    if not published and not _is_seen(request, edition):
        raise Http404("There is no such file.")
    return answer(request, attachment, PUBLIC if published else PRIVATE)


def _is_seen(request: HttpRequest, edition: Edition) -> bool:
    person = access.person(request)
    may = person.is_active and person.is_staff and person.has_perm(access.WRITE)
    return may and Edition.objects.visible_to(person).filter(pk=edition.pk).exists()


def _removed(request: HttpRequest, edition: Edition) -> HttpResponse:
    removals = Notice.objects.standing().over(edition.document, edition.text_language)
    return gone(request, removals.filter(kind=NoticeKind.REMOVED).order_by("pk")[0])


def answer(
    request: HttpRequest, attachment: Attachment, caching: str = PRIVATE
) -> HttpResponseBase:
    """The bytes, once it is known that the reader may have them: an image to be shown, any other
    file to be kept."""
    etag = f'"{attachment.sha256}"'
    response = get_conditional_response(request, etag=etag) or _bytes(attachment)
    response["ETag"] = etag
    response["Cache-Control"] = caching
    response["Content-Language"] = attachment.edition.text_language.tag
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    if caching == PRIVATE:
        response["X-Robots-Tag"] = "noindex"
    return response


def _bytes(attachment: Attachment) -> HttpResponseBase:
    try:
        opened = files.opened(attachment.sha256)
    except FileNotFoundError as error:
        logger.error("The bytes of file %s are missing.", attachment.pk)
        raise Http404("There is no such file.") from error
    return FileResponse(
        opened,
        as_attachment=not attachment.is_image,
        filename=attachment.name,
        content_type=attachment.content_type,
    )


Address = Callable[[Attachment], str]


def serve_at(request: HttpRequest, address: Address) -> None:
    """Names where the files of this page are had, for a reader who may not have them at their own
    address: the holder of a preview link."""
    request.__dict__["files_at"] = address


def address_of(request: HttpRequest | None, attachment: Attachment) -> str:
    at: Address | None = request.__dict__.get("files_at") if request else None
    if at:
        return at(attachment)
    return reverse("files:file", args=[attachment.pk, attachment.name])
