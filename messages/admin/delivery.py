"""Beside a text of a statement: that it is not given yet, or that its spoken words are missing."""

from django.http import HttpRequest
from django.utils import timezone

from cultural_alliance.editions import delivery
from cultural_alliance.editions.admin.panel import Panel
from cultural_alliance.editions.admin.places import Place
from cultural_alliance.editions.admin.situation import Situation
from cultural_alliance.editions.approval import previous

from ..models import Statement

BEFORE_APPROVAL = (Place.DRAFT, Place.SUBMITTED)


def panel(situation: Situation, request: HttpRequest) -> Panel | None:
    statement, edition = situation.edition.document, situation.edition
    if not isinstance(statement, Statement) or not statement.delivered_on:
        return None
    if situation.place not in (*BEFORE_APPROVAL, Place.SCHEDULED, Place.PUBLIC):
        return None
    before = previous(edition) if situation.place in BEFORE_APPROVAL else edition
    is_given = Statement.objects.given().filter(pk=statement.pk).exists()
    context = {
        "is_ahead": delivery.is_ahead(statement, timezone.now()),
        "is_public": situation.place is Place.PUBLIC,
        "awaits": is_given and before is not None and before.before_delivery,
        "before": before,
        "may_correct": situation.on_its_way is None,
        "is_draft": situation.place is Place.DRAFT,
    }
    if not (context["is_ahead"] or context["awaits"]):
        return None
    return Panel("delivery", "Delivery", "admin/editions/beside/_delivery.html", context)
