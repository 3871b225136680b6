"""Taking examples away: the only documents that ever leave the record."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import ProtectedError

from .chain import record
from .locking import lock_document
from .models import Document, Edition, Event, Verb
from .refusals import Refused

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User


@transaction.atomic
def clear_example(document: Document, *, by: "User | None" = None) -> Event:
    """Deletes an example with its editions, notices and addresses. Its events stay, and one more
    tells that it was taken away. `by` is None where a command of the portal does it."""
    document = lock_document(document)
    if not document.is_example:
        raise Refused("Only examples are taken away. Withdraw the text, or propose its removal.")
    pk, changed = document.pk, {"example": True, "kind": document.kind, "path": document.path}
    try:
        _delete_editions(document)
        document.notices.all().delete()
        document.delete()
    except ProtectedError as error:
        names = ", ".join(sorted({str(each) for each in error.protected_objects}))
        raise Refused(f"Something still points at this example: {names}.") from None
    document.pk = pk  # the event names it
    return record(Verb.CLEARED_EXAMPLE, document, by=by, changed=changed)


def _delete_editions(document: Document) -> None:
    """Those that follow others first. Nothing of another document can follow them."""
    waiting = set(document.editions.values_list("pk", flat=True))
    while waiting:
        followed = set(
            Edition.objects.filter(pk__in=waiting, follows__in=waiting).values_list(
                "follows", flat=True
            )
        )
        free = (waiting - followed) or waiting
        document.editions.filter(pk__in=free).delete()
        waiting -= free
