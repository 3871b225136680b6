"""The strip on top of an edition's page: where it stands, who did what, the next step."""

from typing import Any

from . import steps, timeline
from .places import Place
from .situation import Situation

STAGES = [Place.DRAFT, Place.SUBMITTED, Place.SCHEDULED, Place.PUBLIC, Place.FORMER]


def of_edition(situation: Situation) -> dict[str, Any]:
    """What `_strip.html` shows: where it stands, who did what, the next step."""
    return {
        "situation": situation,
        "public_url": _public_url(situation),
        "stages": stages(situation.place),
        "steps": steps.of_edition(situation),
        "moments": timeline.of_edition(situation.edition),
        "zone": situation.person.time_zone,
    }


def _public_url(situation: Situation) -> str:
    edition = situation.edition
    if situation.place is not Place.PUBLIC:
        return ""
    url: str = edition.document.get_absolute_url(edition.text_language)
    return url


def stages(place: Place) -> list[tuple[Place, str]]:
    """The way of a text, each stage behind it, here or ahead; a text off the way has its own."""
    if place not in STAGES:
        return [(Place.DRAFT, "done"), (place, "here")]
    here = STAGES.index(place)
    kept = [p for p in STAGES if p not in (Place.SCHEDULED, Place.FORMER) or p is place]
    return [(p, _stage(STAGES.index(p) - here)) for p in kept]


def _stage(distance: int) -> str:
    return "here" if distance == 0 else "done" if distance < 0 else "ahead"
