"""Where the bytes of attachments lie: once each, under their SHA-256, in the private storage.

They are written before the row that needs them, and freed when no row needs them any more. Both
happen under the lock on the head of the chain, so that nothing is freed that somebody just took.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.cache import cache
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone

from .locking import lock_head
from .models import Attachment, Edition

FOLDER = "attachments"
KEPT = timedelta(days=1)  # bytes that no row needs: a verb may have failed after it wrote them
SWEPT = "editions.files.swept"


def storage() -> Storage:
    return storages["private"]


def place_of(sha256: str) -> str:
    return f"{FOLDER}/{sha256[:2]}/{sha256}"


def put(sha256: str, content: bytes) -> None:
    """Within the transaction that makes the row. What was cut off by a fault is written anew."""
    lock_head()
    place = place_of(sha256)
    if storage().exists(place):
        if storage().size(place) == len(content):
            return
        storage().delete(place)
    storage().save(place, ContentFile(content))


def opened(sha256: str) -> File:
    """Raises FileNotFoundError."""
    return storage().open(place_of(sha256))


def copy(source: Edition, edition: Edition, *, described: bool = True) -> int:
    """Gives the edition, which is new or a draft, those files of the other that it has not yet;
    within its transaction. Without descriptions where these have to be written anew."""
    have = set(edition.attachments.values_list("sha256", flat=True))
    last = edition.attachments.count()
    wanted = source.attachments.to_be_had().exclude(sha256__in=have)
    for position, attachment in enumerate(wanted, start=last + 1):
        attachment.pk, attachment.edition, attachment.position = None, edition, position
        attachment.description = attachment.description if described else ""
        attachment._state.adding = True
        attachment.save()
    return len(wanted)


@transaction.atomic
def free(digests: Iterable[str]) -> int:
    """Deletes the bytes, of those that no row needs."""
    lock_head()
    wanted = set(digests)
    needed = Attachment.objects.to_be_had().filter(sha256__in=wanted)
    freed = wanted - set(needed.values_list("sha256", flat=True).distinct())
    for sha256 in freed:
        storage().delete(place_of(sha256))
    return len(freed)


def sweep() -> int:
    """Frees what no row has needed for a day. A job of the worker, which looks once a day."""
    if not cache.add(SWEPT, True, timeout=KEPT.total_seconds()):
        return 0
    return sum(free(folder) for folder in _old_enough(timezone.now() - KEPT))


def _old_enough(before: datetime) -> Iterator[list[str]]:
    if not storage().exists(FOLDER):
        return
    for folder in storage().listdir(FOLDER)[0]:
        names = storage().listdir(f"{FOLDER}/{folder}")[1]
        yield [name for name in names if storage().get_modified_time(place_of(name)) < before]


def fault_in(attachment: Attachment) -> str:
    """What is wrong with its bytes; empty where nothing is."""
    try:
        with opened(attachment.sha256) as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "its bytes are missing"
    return "" if found == attachment.sha256 else "its bytes are not those that were approved"
