"""Find your Partner: the list of open requests, and one request."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cultural_alliance import languages, pagecache
from cultural_alliance.addresses import in_languages
from cultural_alliance.listing import NarrowedList

from ..models import PartnerRequest, RequestState
from ..models.request import PartnerRequestQuerySet
from .facets import RequestFacets
from .filters import RequestFilter
from .public_rows import RequestRow, hands_of, request_rows


@method_decorator(pagecache.public(reads=["page"]), name="dispatch")
class RequestList(NarrowedList):
    filterset_class = RequestFilter
    template_name = "members/request_list.html"
    paginate_by = 20

    def get_queryset(self) -> PartnerRequestQuerySet:
        return PartnerRequest.objects.public().for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        facets = RequestFacets(self.filterset)
        page = context["page_obj"].number
        return {
            **context,
            "rows": request_rows(context["object_list"], languages.of(self.request)),
            "facets": facets,
            "breadcrumbs": [*breadcrumbs()[:1], (_("Find your Partner"), "")],
            "robots": "noindex" if facets.chips else "",
            **({} if facets.chips else in_languages("members:requests", page=page)),
        }


@pagecache.public
@require_safe
def request_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    opened = PartnerRequest.objects.filter(pk=pk, opened_at__isnull=False)
    found = opened.with_texts().first()
    if found is None or not is_known(found):
        raise Http404(_("There is no partner request at this address."))
    if not found.is_public():
        return over(request, found)
    if slug != found.slug:
        return redirect(found.get_absolute_url(), permanent=True)
    return render(request, "members/request_detail.html", page(found, languages.of(request)))


def is_known(found: PartnerRequest) -> bool:
    """It was public, and its organisation still shows itself."""
    ended = (RequestState.OPENED, RequestState.CLOSED, RequestState.EXPIRED)
    return found.state in ended and found.organisation.is_public


def page(found: PartnerRequest, language: languages.Language) -> dict[str, Any]:
    """What the page of a request shows; also of one that is not yet public."""
    row = RequestRow(found.text_in(language), language, found)
    own = [text.text_language for text in found.texts.all()]
    title = row.text.title if row.text else ""
    address: dict[str, Any] = {"pk": found.pk, "slug": found.slug}
    return {
        "row": row,
        "partner_request": found,
        "text": row.text,
        "hands": hands_of(found, language),
        "breadcrumbs": breadcrumbs((title, "")),
        **(in_languages("members:request", own, **address) if found.slug else {}),
    }


def breadcrumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    home = f"/{languages.active().code}/"
    return [(_("Home"), home), (_("Find your Partner"), f"{home}partners/"), *below]


def over(request: HttpRequest, found: PartnerRequest) -> HttpResponse:
    """410: it was here. Whose it was is told; its words are not."""
    closed = found.state == RequestState.CLOSED
    shown = {
        "reason": _("This partner request has been closed.")
        if closed
        else _("This partner request was open until its deadline, which has passed."),
        "onward": f"/{languages.of(request).code}/partners/",
        "onward_title": _("See the open requests"),
        "robots": "noindex",
    }
    return render(request, "members/gone.html", shown, status=410)
