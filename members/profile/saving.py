"""How a profile changes: each verb locks the organisation, reads it again, and asks whether the
person may still change it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from cultural_alliance import search
from cultural_alliance.accounts.models import User
from cultural_alliance.languages import Language

from .. import access
from ..models import Organisation, OrganisationText
from . import refusals

ROWS = ("sectors", "offers", "needs")  # rows of the shared vocabularies
WORDS = ("summary", "about", "brings", "seeks")


@transaction.atomic
def save(
    organisation: Organisation,
    *,
    by: User,
    revision: int,
    facts: Mapping[str, Any],
    words: Mapping[str, str],
    language: Language,
) -> Organisation:
    """Writes the facts, and the words in one language. Raises `Stale` when somebody saved after
    `revision`; Http404 or PermissionDenied for one who has lost the right."""
    locked = lock(organisation, by=by)
    if locked.revision != revision:
        raise refusals.Stale()
    for name, value in facts.items():
        if name in ROWS:
            getattr(locked, name).set(value)
        else:
            setattr(locked, name, value)
    _write_words(locked, words, language)
    return note_change(locked)


@transaction.atomic
def remove_words(organisation: Organisation, language: Language, *, by: User) -> Organisation:
    """Raises `Refused`, and as `save`."""
    locked = lock(organisation, by=by)
    if locked.first_language == language.code and locked.texts.count() > 1:
        raise refusals.FirstLanguage()
    deleted, _rows = locked.texts.filter(language=language.code).delete()
    if not deleted:
        raise refusals.NoWords()
    return note_change(locked)


def lock(organisation: Organisation, *, by: User) -> Organisation:
    """As it stands now, for somebody who may write. Raises Http404, PermissionDenied."""
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    access.own_membership(by, locked.pk, to=access.Right.WRITE)
    return locked


def note_change(organisation: Organisation) -> Organisation:
    """Saves it as changed now, and tells search: inside the transaction of the change."""
    organisation.revision += 1
    organisation.changed_at = timezone.now()
    organisation.save()
    search.changed("organisation", organisation.pk)
    return organisation


def _write_words(organisation: Organisation, words: Mapping[str, str], language: Language) -> None:
    """Nothing is written where nothing was, so that looking at a language does not begin it."""
    text = organisation.texts.filter(language=language.code).first()
    if text is None and not any(words.values()):
        return
    text = text or OrganisationText(organisation=organisation, language=language.code)
    for name, value in words.items():
        setattr(text, name, value)
    text.save()
