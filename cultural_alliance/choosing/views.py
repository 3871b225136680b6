"""What is found for the words typed so far, for the box that offers it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from .offers import offers


@never_cache
def choices(request: HttpRequest, name: str) -> JsonResponse:
    if name not in offers:
        raise Http404("Nothing of this name is offered.")
    offer = offers[name]
    if not request.user.has_perm(offer.permission):
        raise PermissionDenied("Your role does not allow this. Ask an administrator.")
    rows, is_cut = offer.found(request.GET.get("words", "")[:200])
    found = [{"pk": row.pk, "slug": row.slug, "label": offer.label(row)} for row in rows]
    return JsonResponse({"found": found, "more": is_cut})
