"""`{% urgent_strip %}`: the loud mark of what one person published urgently, on every page of the
desk until a second one has answered for it."""

from typing import Any

from django import template

from .. import access, urgency

register = template.Library()
SHOWN = 3


@register.inclusion_tag("admin/editions/_urgent.html", takes_context=True)
def urgent_strip(context: template.Context) -> dict[str, Any]:
    person = context["request"].user
    if not person.has_perm(access.WRITE):
        return {"editions": []}
    waiting = urgency.waiting().filter(erased=False).order_by("-published_at")
    waiting = waiting.annotate(is_own=access.contributed_by(person)).defer("body", "summary")
    found = list(waiting[: SHOWN + 1])
    return {
        "editions": found[:SHOWN],
        "has_more": len(found) > SHOWN,
        "may_answer": person.has_perm(access.PUBLISH),
    }
