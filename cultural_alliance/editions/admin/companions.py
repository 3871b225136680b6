"""Which other texts may go live together with those of a document: a short list to choose from."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils import timezone

from .. import access
from ..models import Contribution, Document, Edition, State

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

    from ..models.edition import EditionQuerySet

MOST, LOOKED_THROUGH, LATELY = 20, 100, timedelta(days=14)


def waiting_for(person: "User") -> "EditionQuerySet":
    """What waits for approval, and the person may approve."""
    submitted = Edition.objects.visible_to(person).filter(state=State.SUBMITTED)
    return submitted.filter(~access.contributed_by(person)).defer("body").order_by("-saved_at")


def of(document: Document, person: "User") -> list[Edition]:
    """Texts of the pages above and below it, then what its writers wrote lately, then the newest
    of the rest."""
    waiting = waiting_for(person).exclude(document=document.pk)
    family = [each.pk for each in (*document.above(), *document.below())]
    near = list(waiting.filter(document__in=family)[:MOST])
    writers = Contribution.objects.filter(
        edition__document=document.pk, edition__state=State.SUBMITTED
    )
    lately = Contribution.objects.filter(
        edition=OuterRef("pk"),
        person__in=writers.values("person"),
        last__gte=timezone.now() - LATELY,
    )
    newest = waiting.exclude(document__in=family).annotate(is_theirs=Exists(lately))
    rest = sorted(newest[:LOOKED_THROUGH], key=lambda each: not each.is_theirs)
    return [*near, *rest][:MOST]
