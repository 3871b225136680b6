"""What subscribers do with their own subscription, by the links in their letters."""

from django.db import transaction

from ..models import Subscriber
from . import links
from .asking import Wishes, wish


def of(token: str) -> Subscriber | None:
    """Whose link it is; None when it is forged, or its subscriber has left."""
    key = links.MINE.key(token)
    return Subscriber.objects.confirmed().filter(key=key).first() if key else None


@transaction.atomic
def change(subscriber: Subscriber, wishes: Wishes) -> bool:
    """False when the subscriber has left meanwhile."""
    row = Subscriber.objects.select_for_update().filter(pk=subscriber.pk).first()
    if row is None:
        return False
    wish(row, wishes)
    return True


@transaction.atomic
def leave(token: str) -> bool:
    """Erases the address and all that was kept with it. Again, it changes nothing and is as good;
    False for a forged link."""
    key = links.LEAVE.key(token)
    if key is None:
        return False
    row = Subscriber.objects.select_for_update().filter(key=key).first()
    if row:
        row.delete()
    return True
