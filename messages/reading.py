"""What a reader is shown of a statement: which text, under which notice."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from django.utils.safestring import SafeString

from cultural_alliance import languages, pagecache
from cultural_alliance.editions import delivery
from cultural_alliance.editions.html import numbered
from cultural_alliance.editions.models import Document, Edition, Notice, NoticeKind
from cultural_alliance.editions.shown import notices, over, public_texts, with_body
from cultural_alliance.languages import Language

from .excerpts import excerpt
from .facts import Facts
from .models import Statement


class Settled(NamedTuple):
    """What stays as it is, in one language of the page, until something public changes."""

    facts: Facts
    text: SafeString  # with numbered paragraphs
    excerpt: str


@dataclass(frozen=True)
class Reading:
    """One edition of a statement as a reader in the language `asked` sees it.

    `texts` are the public texts, one for each language that has one; `notice` is the withdrawal
    that stands over the edition shown.
    """

    statement: Statement
    edition: Edition
    asked: Language
    texts: list[Edition] = field(default_factory=list)
    notice: Notice | None = None

    @cached_property
    def language(self) -> Language:
        return self.edition.text_language

    @property
    def is_fallback(self) -> bool:
        return self.language != self.asked

    @cached_property
    def foreign(self) -> Language | None:
        """The language of the text, where it is not that of the page."""
        return self.language if self.is_fallback else None

    @cached_property
    def current(self) -> Edition | None:
        """The public text in the language of the edition shown."""
        return next((text for text in self.texts if text.language == self.edition.language), None)

    @property
    def is_former(self) -> bool:
        return self.current is not None and self.current.pk != self.edition.pk

    @cached_property
    def original(self) -> Edition | None:
        language = self.statement.original_language
        return next((text for text in self.texts if text.language == language), None)

    @property
    def is_translation(self) -> bool:
        return self.edition.language != self.statement.original_language

    @property
    def is_behind(self) -> bool:
        """It translates an edition that was corrected since."""
        followed, original = self.edition.follows, self.original
        if followed is None or original is None or followed.language != original.language:
            return False
        return bool(original.number and followed.number and followed.number < original.number)

    @cached_property
    def is_before_delivery(self) -> bool:
        return delivery.is_before(self.edition)

    @property
    def has_notices(self) -> bool:
        return bool(self.notice) or self.is_before_delivery or self.is_fallback

    @property
    def entered_later(self) -> bool:
        """Published before the portal took it in."""
        published, recorded = self.edition.published_at, self.edition.recorded_at
        return bool(published and recorded and recorded > published)

    @cached_property
    def url(self) -> str:
        """The statement's page in the language asked; none before the first approval."""
        return self.statement.get_absolute_url(self.asked) if self.statement.path else ""

    @cached_property
    def history_url(self) -> str:
        """The history of the text shown: in its own language."""
        return f"{self.statement.get_absolute_url(self.language)}editions/" if self.url else ""

    @property
    def addresses(self) -> list[tuple[Language, str]]:
        """The page in each language that has a text."""
        return [
            (text.text_language, self.statement.get_absolute_url(text.text_language))
            for text in self.texts
            if self.url
        ]

    @property
    def versions(self) -> list[tuple[Edition, str]]:
        """The text in each language with its page, for the facts."""
        return [(text, self.statement.get_absolute_url(text.text_language)) for text in self.texts]

    @cached_property
    def settled(self) -> Settled:
        """Of an approved text, which is frozen with its facts, it is remembered."""
        if not self.edition.is_approved:
            return self._settled()
        key = ("text", self.edition.pk, languages.active().code)
        return pagecache.remember(key, self._settled, is_large=True)

    def _settled(self) -> Settled:
        if "body" in self.edition.get_deferred_fields():
            with_body(self.edition)
        facts = Facts.of(self.statement)
        text = numbered(self.edition.body, signature=facts.signatures)
        return Settled(facts, text, excerpt(self.edition))

    @property
    def facts(self) -> Facts:
        return self.settled.facts

    @property
    def replacement_url(self) -> str:
        """Of the text that replaces a withdrawn one, unless that was removed since."""
        if self.notice is None or self.notice.replaced_by_id is None:
            return ""
        other = Document.objects.public().filter(pk=self.notice.replaced_by_id).first()
        return other.get_absolute_url() if other else ""


def shown(texts: Iterable[Edition], language: Language, original: str) -> Edition | None:
    """Of the texts, that in the language, or else the original."""
    by_language = {text.language: text for text in texts}
    return by_language.get(language.code) or by_language.get(original)


def read(statement: Statement, language: Language) -> Reading | None:
    """The public text in the language or else the original; None where nothing is public. Its body
    is fetched when it is asked for."""
    texts = public_texts(statement)
    edition = shown(texts, language, statement.original_language)
    return reading_of(statement, edition, language, texts) if edition else None


def reading_of(
    statement: Statement, edition: Edition, language: Language, texts: list[Edition]
) -> Reading:
    edition.document = statement
    standing = over(notices(statement), edition.text_language, NoticeKind.WITHDRAWN)
    return Reading(statement, edition, language, texts, standing)
