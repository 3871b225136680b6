"""What an edition is compared by: its words, and what stood beside them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from . import delivery
from .approval import previous
from .differences import File, Text, compare
from .differences.in_words import in_words
from .models import Edition, Event

Facts = dict[str, Any]


def text_of(edition: Edition) -> Text:
    """With the facts of its time, named in the reader's language."""
    document = edition.document.specific
    facts = facts_as_approved(edition) if edition.is_approved else document.facts()
    told = document.labelled(facts) if facts else []
    if delivery.is_before(edition):
        told = [*told, (_("Check against delivery"), _("Yes"))]
    files = [
        File(each.name, each.description, each.sha256) for each in edition.attachments.to_be_had()
    ]
    return Text(edition.title, edition.summary, edition.body, edition.language, told, files)


def facts_as_approved(edition: Edition) -> Facts | None:
    """Those that the digest of the edition covers: its approval's event holds them."""
    events = Event.objects.filter(edition=edition.pk, changed__has_key="facts")
    event = events.filter(edition_digest=edition.digest).order_by("-pk").first()
    return event.changed["facts"] if event else None


def proposed_note(edition: Edition) -> str:
    """What a change note may say of a draft, in the language of its text: how it differs from
    the edition before it."""
    before = previous(edition)
    if before is None:
        return ""
    with override(edition.text_language.django_code):
        note = [in_words(compare(text_of(before), text_of(edition)))]
        if before.before_delivery and not delivery.is_before(edition):
            note.insert(0, _("This is the text as it was delivered."))
    return " ".join(note)
