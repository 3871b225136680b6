"""What the members put on pages that all sections share: panels of the home page, and lines of the
sitemap page."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.surfaces import HomePart, TreeLink
from cultural_alliance.walking import one_by_one

from ..models import Organisation, PartnerRequest, RequestState
from ..requests.public_rows import request_rows
from .rows import rows

SHOWN = 3


def newest_members(request: HttpRequest) -> HomePart | None:
    newest = Organisation.objects.public().order_by("-member_since", "-pk").with_texts()
    found = rows(own_first(newest), languages.active())
    return HomePart("members/_home_members.html", {"rows": found}) if found else None


def open_requests(request: HttpRequest) -> HomePart | None:
    """Walked from the newest on: by their deadlines all that are open would be read."""
    opened = PartnerRequest.objects.filter(state=RequestState.OPENED).for_listing()
    newest = one_by_one(opened, PartnerRequest.objects.public())
    found = request_rows(own_first(newest), languages.active())
    return HomePart("members/_home_requests.html", {"rows": found}) if found else None


def own_first(newest: QuerySet[Any]) -> list[Any]:
    """The newest ones; examples only where there are too few others."""
    own = list(newest.filter(is_example=False)[:SHOWN])
    lacking = SHOWN - len(own)
    return [*own, *newest.filter(is_example=True)[:lacking]] if lacking else own


def sitemap_lines(request: HttpRequest) -> list[TreeLink]:
    return [
        TreeLink("members", _("Directory of members"), reverse("members:directory")),
        TreeLink("partners", _("Open partner requests"), reverse("members:requests")),
    ]
