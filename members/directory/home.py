"""What the members put on pages that all sections share: panels of the home page, and lines of the
sitemap page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from cultural_alliance import languages
from cultural_alliance.surfaces import HomePart, TreeLink

from ..models import Organisation, PartnerRequest
from ..requests.public_rows import request_rows
from .rows import rows

SHOWN = 3


def newest_members(request: HttpRequest) -> HomePart | None:
    newest = Organisation.objects.public().order_by("is_example", "-member_since", "-pk")
    found = rows(newest.with_texts()[:SHOWN], languages.active())
    return HomePart("members/_home_members.html", {"rows": found}) if found else None


def open_requests(request: HttpRequest) -> HomePart | None:
    newest = PartnerRequest.objects.public().order_by("is_example", "-opened_at", "-pk")
    found = request_rows(newest.with_texts()[:SHOWN], languages.active())
    return HomePart("members/_home_requests.html", {"rows": found}) if found else None


def sitemap_lines(request: HttpRequest) -> list[TreeLink]:
    return [
        TreeLink("members", _("Directory of members"), reverse("members:directory")),
        TreeLink("partners", _("Open partner requests"), reverse("members:requests")),
    ]
