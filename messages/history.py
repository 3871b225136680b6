"""The public history of a statement in one language: its editions and what happened to them."""

from dataclasses import dataclass, field
from datetime import datetime

from cultural_alliance import languages
from cultural_alliance.editions.models import Document, Edition, Event, Notice, NoticeKind, Verb
from cultural_alliance.languages import Language

from .models import Statement


@dataclass(frozen=True)
class Happening:
    """`what`: edition, facts, withdrawn, restored or removed. `note` is in `language`."""

    at: datetime
    what: str
    note: str = ""
    language: Language | None = None
    edition: Edition | None = None
    is_current: bool = False
    corrected_notes: list[Event] = field(default_factory=list)
    replacement_url: str = ""


def history_of(statement: Statement, language: Language) -> list[Happening]:
    """Newest first. Drafts and scheduled texts are never here."""
    happenings = [
        *_editions(statement, language),
        *_notices(statement, language),
        *_facts(statement),
    ]
    return sorted(happenings, key=lambda happening: happening.at, reverse=True)


def languages_with_history(statement: Statement) -> list[Language]:
    codes = set(statement.editions.published().order_by().values_list("language", flat=True))
    return [language for language in languages.LANGUAGES if language.code in codes]


def _editions(statement: Statement, language: Language) -> list[Happening]:
    editions = statement.editions.published().filter(language=language.code)
    editions = editions.select_related("follows").defer("body", "follows__body")
    notes: dict[int, list[Event]] = {}
    events = Event.objects.about(statement.pk).filter(verb=Verb.AMENDED_NOTE)
    for event in events.exclude(edition=None):
        notes.setdefault(event.edition or 0, []).append(event)
    ordered = list(editions.order_by("-number"))
    found = []
    for place, edition in enumerate(ordered):
        edition.document = statement
        happening = Happening(
            at=edition.published_at or statement.created_at,
            what="edition",
            note=edition.change_note,
            language=language,
            edition=edition,
            is_current=place == 0 and not edition.erased,
            # what a removal erased is not told by a note about it either
            corrected_notes=[] if edition.erased else notes.get(edition.pk, []),
        )
        found.append(happening)
    return found


def _notices(statement: Statement, language: Language) -> list[Happening]:
    found = []
    begun = Notice.objects.over(statement, language).filter(starts_at__isnull=False)
    replacing = Document.objects.public().filter(replaces__in=begun).distinct()
    urls = {document.pk: document.get_absolute_url() for document in replacing}
    for notice in begun:
        assert notice.starts_at is not None
        told = Happening(
            notice.starts_at,
            NoticeKind(notice.kind).value,
            notice.reason,
            notice.language_of_reason,
            replacement_url=urls.get(notice.replaced_by_id or 0, ""),
        )
        found.append(told)
        if notice.ends_at:
            found.append(Happening(notice.ends_at, "restored"))
    return found


def _facts(statement: Statement) -> list[Happening]:
    """Amended once something was public, which takes a public note."""
    events = Event.objects.about(statement.pk).filter(verb=Verb.AMENDED_FACTS)
    events = events.filter(at__gte=statement.first_published_at).exclude(public_note="")
    return [Happening(each.at, "facts", each.public_note, statement.original) for each in events]
