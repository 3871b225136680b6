"""Focus on Members: the directory, one organisation, and the directory to take away."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cultural_alliance import languages, pagecache
from cultural_alliance.addresses import in_languages
from cultural_alliance.listing import NarrowedList

from ..models import Organisation, PartnerRequest
from ..models.organisation import OrganisationQuerySet
from ..requests.public_rows import hands_of_organisation, request_rows
from .facets import OrganisationFacets
from .filters import OrganisationFilter
from .rows import OrganisationRow, rows
from .table import lines

REQUESTS_SHOWN = 10


@method_decorator(pagecache.public(reads=["page"]), name="dispatch")
class Directory(NarrowedList):
    filterset_class = OrganisationFilter
    template_name = "members/organisation_list.html"
    paginate_by = 24

    def get_queryset(self) -> OrganisationQuerySet:
        return Organisation.objects.public().for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        facets = OrganisationFacets(self.filterset)
        page = context["page_obj"].number
        return {
            **context,
            "rows": rows(context["object_list"], languages.of(self.request)),
            "facets": facets,
            "breadcrumbs": [
                (_("Home"), f"/{languages.active().code}/"),
                (_("Focus on Members"), ""),
            ],
            "robots": "noindex" if facets.chips else "",
            **({} if facets.chips else in_languages("members:directory", page=page)),
        }


@require_safe
def table(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """What the directory shows under the same filters, all pages of it."""
    organisations = Organisation.objects.public().for_listing()
    filterset = OrganisationFilter(request.GET, organisations)
    if not filterset.is_valid():
        raise Http404(_("The list cannot be narrowed in this way, so it shows nothing."))
    made = lines(filterset.qs, languages.active())
    response = StreamingHttpResponse(made, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="members.csv"'
    response["X-Robots-Tag"] = "noindex"
    return response


@pagecache.public
@require_safe
def organisation(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    found = Organisation.objects.filter(pk=pk, member_since__isnull=False).with_texts().first()
    if found is None or (found.left_at is None and not found.is_listed):
        raise Http404(_("There is no member at this address."))
    if found.left_at:
        return gone(request, _("This organisation is no longer a member of the Alliance."))
    if slug != found.slug:
        return redirect(found.get_absolute_url(), permanent=True)
    return render(request, "members/organisation_detail.html", page(request, found))


def page(request: HttpRequest, found: Organisation) -> dict[str, Any]:
    language = languages.of(request)
    row = OrganisationRow(found.text_in(language), language, found)
    own = [text.text_language for text in found.texts.all()] or [
        languages.get(found.first_language)
    ]
    requests = PartnerRequest.objects.public().filter(organisation=found).for_listing()
    return {
        "row": row,
        "organisation": found,
        "text": row.text,
        "hands": hands_of_organisation(found, row.text),
        "requests": request_rows(requests[:REQUESTS_SHOWN], language),
        "breadcrumbs": breadcrumbs((found.name, "")),
        **in_languages("members:organisation", own, pk=found.pk, slug=found.slug),
    }


def breadcrumbs(*below: tuple[str, str]) -> list[tuple[str, str]]:
    home = f"/{languages.active().code}/"
    return [(_("Home"), home), (_("Focus on Members"), f"{home}members/"), *below]


def gone(request: HttpRequest, reason: str) -> HttpResponse:
    shown = {
        "reason": reason,
        "onward": f"/{languages.of(request).code}/members/",
        "onward_title": _("See all members"),
        "robots": "noindex",
    }
    return render(request, "members/gone.html", shown, status=410)
