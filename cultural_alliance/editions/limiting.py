"""Who can see a text before it is public: the whole desk, or the people it is limited to."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from cultural_alliance.accounts.models import User

from . import access
from .chain import record
from .locking import lock_document, lock_edition
from .models import DraftReader, Edition, Verb
from .refusals import Refused, WrongState
from .sharing import end_links


def desk() -> "QuerySet[User]":
    """Everybody who may write, and so sees what is limited to nobody."""
    return access.holders(access.WRITE).order_by("name", "email")


def audience(edition: Edition) -> "QuerySet[User]":
    """The people of the desk who see it now."""
    named = edition.readers.values("person")
    return desk().filter(pk__in=named) if edition.readers.exists() else desk()


@transaction.atomic
def limit(edition: Edition, *, by: User, readers: Iterable[User]) -> Edition:
    """From now on these alone see it, and whoever limits it: nobody is locked out by their own
    hand. All links to it end."""
    access.require(by, access.WRITE)
    edition = _lock(edition, by)
    people = {by.pk, *(each.pk for each in readers)}
    if desk().filter(pk__in=people).count() < len(people):
        raise Refused("Choose among the people of the desk: nobody else can open a draft.")
    before = set(edition.readers.values_list("person", flat=True))
    if people == before:
        return edition
    edition.readers.exclude(person__in=people).delete()
    DraftReader.objects.bulk_create(
        DraftReader(edition=edition, person_id=pk, named_by=by) for pk in sorted(people - before)
    )
    end_links(edition, by=by)
    changed = {"people": sorted(people)}
    record(Verb.LIMITED, edition.document, by=by, edition=edition, changed=changed)
    return edition


@transaction.atomic
def open_up(edition: Edition, *, by: User) -> Edition:
    """The whole desk sees it again. The links that the limit ended stay dead."""
    access.require(by, access.WRITE)
    edition = _lock(edition, by)
    opened, _rows = edition.readers.all().delete()
    if not opened:
        raise WrongState("It is open to the whole desk already.", edition=edition)
    record(Verb.OPENED_UP, edition.document, by=by, edition=edition)
    return edition


def abandoned() -> "QuerySet[Edition]":
    """Those limited to people of whom nobody works at the desk any more: so nobody sees them."""
    limits = DraftReader.objects.filter(edition=OuterRef("pk"))
    limited = Edition.objects.filter(pk__in=DraftReader.objects.values("edition"))
    published = Edition.objects.published().values("pk")
    return limited.filter(~Exists(limits.filter(person__in=desk()))).exclude(pk__in=published)


@transaction.atomic
def open_abandoned(edition: Edition, *, by: User) -> Edition:
    """By an administrator, who sees it from then on, as the whole desk does."""
    access.require(by, access.REMOVE)
    document = lock_document(edition.document)
    current = abandoned().filter(pk=edition.pk).first()
    if current is None:
        raise WrongState("It is not limited, or some of those whom it is limited to are here.")
    current.readers.all().delete()
    record(Verb.OPENED_UP, document, by=by, edition=current)
    return current


def inherit(edition: Edition, source: Edition, *, by: User) -> None:
    """A new text that starts from one which is limited is limited to the same people."""
    people = list(source.readers.order_by("person").values_list("person", flat=True))
    if not people or Edition.objects.published().contains(source):
        return
    DraftReader.objects.bulk_create(
        DraftReader(edition=edition, person_id=pk, named_by=by) for pk in people
    )
    record(Verb.LIMITED, edition.document, by=by, edition=edition, changed={"people": people})


def _lock(edition: Edition, by: User) -> Edition:
    edition = lock_edition(edition, by)
    if Edition.objects.published().contains(edition):
        raise WrongState("It is public: everybody sees it.", edition=edition)
    return edition
