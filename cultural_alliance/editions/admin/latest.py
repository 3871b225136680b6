"""Who was faster: what was done last where a step is refused, by whom and when."""

from django.db.models import Q

from ..models import Edition, Event
from . import instants
from .situation import DocumentSituation, Situation


def told(situation: Situation | DocumentSituation) -> str:
    """In a sentence, in the person's own zone; nothing where nothing was done yet."""
    person = situation.person
    if isinstance(situation, Situation):
        events = Event.objects.filter(edition=situation.edition.pk)
    else:
        document = situation.document.pk
        seen = Edition.objects.visible_to(person).filter(document=document)
        about = Q(edition=None) | Q(edition__in=seen.values("pk"))
        events = Event.objects.filter(about, document=document)
    event = events.select_related("actor").order_by("-pk").first()
    if event is None:
        return ""
    who = "You" if event.actor == person else str(event.actor or "The portal")
    at = instants.show(event.at, person.time_zone)
    return f"{who} {event.get_verb_display()} on {at.text} ({at.zone})."
