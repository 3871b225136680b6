"""What a reader who asks in a language at an instant is shown, foretold from the model alone.

Each text, note and reason holds a word that stands nowhere else: these are what is compared.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from .model import OPEN, Link, Model, Notice, Text

WORD = re.compile(r"\b(?:words|note|reason)\d+\b")
Answer = tuple[int, set[str]]  # the status, and the words
ORDER = ("ar", "zh", "en", "fr", "ru", "es")


def body_of(text: Text) -> set[str]:
    return set(WORD.findall(text.body))


@dataclass
class Reader:
    model: Model
    language: str
    at: datetime

    # A statement's own pages

    def page(self, document: int) -> Answer:
        if refusal := self.refusal(document):
            return refusal
        text = self.in_my_language(document, self.public(document))
        return self.shown(text)

    def edition(self, document: int, number: int) -> Answer:
        if refusal := self.refusal(document):
            return refusal
        editions = self.published(document, self.language)
        return self.shown(next((each for each in editions if each.number == number), None))

    def history(self, document: int) -> Answer:
        editions = self.published(document, self.language)
        if not editions:
            return 404, set()
        over = [
            each.reason
            for each in self.model.notices.values()
            if each.document == document
            and each.language in ("", self.language)
            and each.starts_at is not None
        ]
        return 200, {each.note for each in editions if each.note} | set(over)

    def refusal(self, document: int) -> Answer | None:
        if not self.is_known(document):
            return 404, set()
        if removals := self.notices(document, self.language, "removed"):
            return 410, {removals[0].reason}
        return None

    def shown(self, text: Text | None) -> Answer:
        if text is None:
            return 404, set()
        words = body_of(text) | ({text.note} if text.note else set())
        withdrawals = self.notices(text.document, text.language, "withdrawn")
        return 200, words | {each.reason for each in withdrawals[:1]}

    # Lists of statements

    def listed(self, *, withdrawn_too: bool = False) -> list[str]:
        """The words of each, the newest first."""
        return [word for text in self.rows(withdrawn_too) for word in body_of(text)]

    def rows(self, withdrawn_too: bool = False) -> list[Text]:
        documents = [each for each in self.model.originals if self.is_listed(each, withdrawn_too)]
        documents.sort(key=lambda pk: (self.model.first_published_at(pk), pk), reverse=True)
        texts = [self.in_my_language(pk, self.not_withdrawn_alone(pk)) for pk in documents]
        return [text for text in texts if text]

    def feed(self) -> list[tuple[str, datetime]]:
        return [(word, self.news(text)) for text in self.rows() for word in body_of(text)]

    def news(self, text: Text) -> datetime:
        """When it was last changed for its readers: not by a minor correction."""
        told = self.published(text.document, text.language)
        return max(e.published_at for e in told if e.published_at and self.is_news(e))

    def is_news(self, text: Text) -> bool:
        return text.number == 1 or not text.minor

    def found(self) -> set[str]:
        """By a search for a word of every text: one text of each statement."""
        best = []
        for document in self.model.originals:
            texts = self.public(document)
            able = [e for e in texts if not self.notices(document, e.language, "withdrawn")]
            able.sort(key=lambda e: (e.language != self.language, ORDER.index(e.language)))
            best += able[:1]
        return {word for text in best for word in body_of(text)}

    def in_sitemap(self) -> set[tuple[int, str]]:
        """Each statement that is listed, in each language in which it is public."""
        listed = [each for each in self.model.originals if self.is_listed(each)]
        return {(pk, text.language) for pk in listed for text in self.public(pk)}

    # What stands beside the words

    def file(self, edition: int) -> int:
        text = self.model.texts[edition]
        if not text.is_public_or_former(self.at):
            return 404
        return 410 if text.erased else 200

    def link(self, link: Link) -> int:
        text = self.model.texts[link.text]
        is_on_its_way = text.state in OPEN or self.model.is_movable(text, self.at)
        lives = link.stands(self.at) and is_on_its_way and not text.erased and not text.readers
        return 200 if lives else 404

    # Asking the model

    def is_known(self, document: int) -> bool:
        first = self.model.first_published_at(document)
        return first is not None and first <= self.at

    def is_listed(self, document: int, withdrawn_too: bool = False) -> bool:
        kinds = ("removed",) if withdrawn_too else ("removed", "withdrawn")
        standing = self.model.standing(document, "", self.at, *kinds)
        return self.is_known(document) and not standing

    def notices(self, document: int, language: str, kind: str) -> list[Notice]:
        standing = self.model.standing(document, language, self.at, kind)
        return sorted(standing, key=lambda each: (each.language, each.pk))

    def published(self, document: int, language: str) -> list[Text]:
        texts = self.model.approved(document, language)
        return [each for each in texts if each.is_public_or_former(self.at)]

    def public(self, document: int) -> list[Text]:
        public = self.model.public(self.at)
        return [self.model.texts[pk] for (owner, _), pk in public.items() if owner == document]

    def not_withdrawn_alone(self, document: int) -> list[Text]:
        standing = self.model.notices.values()
        alone = {
            each.language
            for each in standing
            if each.document == document and each.kind == "withdrawn" and each.stands(self.at)
        }
        return [each for each in self.public(document) if each.language not in alone]

    def in_my_language(self, document: int, texts: list[Text]) -> Text | None:
        by_language = {each.language: each for each in texts}
        original = self.model.originals[document]
        return by_language.get(self.language) or by_language.get(original)
