"""Who has a draft open. No event tells of it, and nothing of it is kept."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils import timezone

from .models import Edition, Presence

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

VIEWED = timedelta(minutes=5)  # a page without scripts is never heard of again
HEARD = timedelta(seconds=90)  # a page with them tells every 20 seconds, in the background every 60
LEFT = timedelta(seconds=10)  # a page that opens the same draft again (a save) is no farewell


def arrive(edition: Edition, person: "User", *, stay: timedelta = HEARD) -> None:
    """The person has the draft open, and for so long is not asked again."""
    now = timezone.now()
    Presence.objects.filter(here_until__lte=now).delete()
    Presence.objects.bulk_create(
        [Presence(edition=edition, person=person, since=now, here_until=now + stay)],
        update_conflicts=True,
        unique_fields=["edition", "person"],
        update_fields=["here_until"],
    )


def leave(edition: Edition, person: "User") -> None:
    soon = timezone.now() + LEFT
    Presence.objects.filter(edition=edition, person=person, here_until__gt=soon).update(
        here_until=soon
    )


def others(edition: Edition, person: "User") -> "QuerySet[Presence]":
    """Who else is there, the first first."""
    here = Presence.objects.filter(edition=edition, here_until__gt=timezone.now())
    return here.exclude(person=person).select_related("person").order_by("since", "pk")
