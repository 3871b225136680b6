"""What the applicant does. Each verb is atomic, locks the application and reads it again.

`start` → `save` as often as one likes → `submit`, or `claim` where the organisation is a member
already; then `answer` to each question of the desk.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from cultural_alliance.languages import Language

from ..models import (
    ApplicationDocument,
    ApplicationEvent,
    ApplicationState,
    ApplicationVerb,
    JoinApplication,
    Organisation,
)
from . import documents, duplicates, mailing, references
from .documents import Checked
from .missing import missing
from .refusals import AlreadyMember, BeingRead, Incomplete, NotADraft, NotAsked, Nothing, Stale


def begun_by(key: str) -> JoinApplication | None:
    """The application that the form with this key began."""
    return JoinApplication.objects.filter(form_key=key).first() if key else None


def start(*, key: str, language: Language) -> JoinApplication:
    """An empty draft. The same form sent twice in one moment begins one."""
    try:
        with transaction.atomic():
            return JoinApplication.objects.create(
                reference=references.mint(),
                link_nonce=get_random_string(32),
                language=language.code,
                form_key=key or None,
            )
    except IntegrityError:
        if found := begun_by(key):
            return found
        raise


@transaction.atomic
def save(
    application: JoinApplication,
    *,
    given: Mapping[str, Any],
    sectors: Iterable[Any] | None,
    consents: bool | None,
    checked: Iterable[Checked] = (),
    revision: int | None,
) -> JoinApplication:
    """Keeps what is given; what is not (None, or no key) stays as it was. Raises `NotADraft`, and
    `Stale` where another window saved something else meanwhile."""
    application = locked_draft(application)
    sectors = None if sectors is None else list(sectors)
    differing = _differing(application, given, sectors, consents)
    if differing and revision != application.revision:
        raise Stale(application, differing)
    documents.keep(application, checked)
    for name, value in given.items():
        setattr(application, name, value)
    if sectors is not None:
        application.sectors.set(sectors)
    if consents is not None:
        agreed_before = application.consented_at or timezone.now()
        application.consented_at = agreed_before if consents else None
    application.saved_at, application.reminded_at = timezone.now(), None
    application.revision += 1 if differing else 0
    application.save()
    return application


def _differing(
    application: JoinApplication,
    given: Mapping[str, Any],
    sectors: list[Any] | None,
    consents: bool | None,
) -> dict[str, str]:
    """The fields that would change, with what is stored in them."""
    stored = {name: getattr(application, name) for name in given}
    differing = {
        name: "" if value is None else _told(value)
        for name, value in stored.items()
        if value != given[name]
    }
    here = set(application.sectors.all())
    if sectors is not None and set(sectors) != here:
        differing["sectors"] = _told([str(sector) for sector in here])
    if consents is not None and consents != (application.consented_at is not None):
        differing["consent"] = ""
    return differing


def _told(value: Any) -> str:
    return ", ".join(sorted(value)) if isinstance(value, list) else str(value)


@transaction.atomic
def remove_document(application: JoinApplication, pk: int) -> None:
    """Also where it is gone already."""
    application = locked_draft(application)
    documents.delete(ApplicationDocument.objects.filter(application=application, pk=pk))


@transaction.atomic
def submit(application: JoinApplication) -> JoinApplication:
    """To the desk; the applicant gets the reference and the link. Sent already: it stays as it is.

    Raises `Incomplete`, `AlreadyMember`, `BeingRead`.
    """
    application = _locked(application)
    if application.state != ApplicationState.DRAFT:
        return application
    if lacking := missing(application):
        raise Incomplete(lacking)
    if member := duplicates.member_named(application.name, application.country_code):
        raise AlreadyMember(member)
    if duplicates.is_being_read(application):
        raise BeingRead()
    try:
        with transaction.atomic():  # of two that are sent in the same moment, the database bars one
            _hand_in(application)
    except IntegrityError:
        raise BeingRead() from None
    _record(application, ApplicationVerb.SUBMITTED)
    mailing.send_received(application)
    return application


@transaction.atomic
def claim(
    application: JoinApplication, *, member: Organisation, given: Mapping[str, str], text: str
) -> JoinApplication:
    """Says that the applicant belongs to a member: the desk sees it in its queue and can give
    access. Sent already: it stays as it is."""
    application = _locked(application)
    if application.state != ApplicationState.DRAFT:
        return application
    for name, value in given.items():
        setattr(application, name, value)
    application.consented_at = application.consented_at or timezone.now()
    application.claims = member
    _hand_in(application)
    _record(application, ApplicationVerb.CLAIMED, text)
    mailing.send_received(application)
    return application


@transaction.atomic
def answer(
    application: JoinApplication, *, text: str, checked: Iterable[Checked] = ()
) -> JoinApplication:
    """To the desk's question, perhaps with documents. Raises `NotAsked`, `Nothing`."""
    application = _locked(application)
    if application.state != ApplicationState.ASKED:
        raise NotAsked()
    if not text.strip():
        raise Nothing()
    documents.keep(application, checked)
    application.state = ApplicationState.SUBMITTED
    application.save(update_fields=["state"])
    _record(application, ApplicationVerb.ANSWERED, text.strip())
    return application


def _hand_in(application: JoinApplication) -> None:
    application.state = ApplicationState.SUBMITTED
    application.submitted_at = timezone.now()
    application.save()


def _record(application: JoinApplication, verb: ApplicationVerb, text: str = "") -> None:
    ApplicationEvent.objects.create(application=application, verb=verb, text=text)


def _locked(application: JoinApplication) -> JoinApplication:
    return JoinApplication.objects.select_for_update().get(pk=application.pk)


def locked_draft(application: JoinApplication) -> JoinApplication:
    application = _locked(application)
    if application.state != ApplicationState.DRAFT:
        raise NotADraft(application)
    return application
