"""What the desk finds: beside the texts that readers find, every draft and every former edition.

They stand in the index under a kind of their own, which nothing asks for but this.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from cultural_alliance.editions import html
from cultural_alliance.editions.models import DraftReader, Edition, State, questions
from cultural_alliance.surfaces import DESK_FOUND, Text

from . import writing
from .asking import Asked, read
from .documents import to_be_found
from .models import DESK, SearchEntry
from .tokens import named

if TYPE_CHECKING:
    from cultural_alliance.accounts.models import User

# What more entries have than these is looked for in the newest texts, so far back.
MANY, WALKED = 50_000, 20_000
HASHES = ("title_sha256", "summary_sha256", "body_sha256")


def matching(words: str, person: "User") -> list[tuple[int, int]]:
    """The newest texts with all the words that the person may see: (edition, document)."""
    asked = read(words)
    if not asked:
        return []
    limited = Edition.objects.filter(pk__in=DraftReader.objects.values("edition"))
    hidden = limited.exclude(questions.visible(person, timezone.now()))  # few: they are asked
    texts = SearchEntry.whole.filter(edition__gt=0).exclude(edition__in=hidden.values("pk"))
    newest: Any = texts.order_by("-edition").values_list("edition", "object_id")
    return _walked(newest, asked) or list(newest.holding(asked)[:DESK_FOUND])


def _walked(newest: Any, asked: Asked) -> list[tuple[int, int]]:
    """As many as are looked for, of what so many texts have that the newest are asked themselves;
    else nothing. PostgreSQL knows by itself when to."""
    if connection.vendor != "sqlite" or len(named(asked, MANY + 1)) <= MANY:
        return []
    begins = next(iter(newest.texts().values_list("edition", flat=True)[WALKED : WALKED + 1]), 0)
    found = newest.filter(edition__gte=begins).holding(asked, how="show")[:DESK_FOUND]
    return list(found) if len(found) == DESK_FOUND else []


@transaction.atomic
def write(document: int, *, anew: bool = False) -> int:
    """Writes the document's texts that no reader may find, in the transaction of the change."""
    writing.lock(DESK, document)
    own = Edition.objects.filter(document=document, erased=False)
    readers_find = set(to_be_found(document).values_list("pk", flat=True))
    digests = {
        (pk, language): _digest(*hashes)
        for pk, language, *hashes in own.values_list("pk", "language", *HASHES)
        if pk not in readers_find
    }
    writing.replace(DESK, document, digests, _texts, anew=anew)
    return len(digests)


def everything() -> Iterable[int]:
    """Documents that have a text which is not approved, or had more than one edition."""
    editions = Edition.objects.filter(~Q(state=State.APPROVED) | Q(number__gt=1)).order_by()
    return editions.values_list("document", flat=True).distinct().iterator()


def _digest(*hashes: str) -> str:
    return sha256(" ".join([*hashes, str(writing.SCHEME)]).encode()).hexdigest()


def _texts(keys: list[writing.Key]) -> Iterable[Text]:
    for edition in Edition.objects.filter(pk__in=[pk for pk, _language in keys]):
        body = html.plain(edition.body)
        yield Text(edition.language, edition.title, edition.summary, body, edition=edition.pk)
