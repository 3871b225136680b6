"""Statements as lists show them: each with one text, in the reader's language or the original."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cultural_alliance.editions.models import Edition
from cultural_alliance.languages import Language

from .models import Statement
from .reading import shown


@dataclass(frozen=True)
class Row:
    """A statement in a list, with the text that the reader is shown of it."""

    statement: Statement
    edition: Edition
    asked: Language

    @property
    def url(self) -> str:
        return self.statement.get_absolute_url(self.asked)

    @property
    def foreign(self) -> Language | None:
        """The language of the text, where it is not that of the page."""
        language = self.edition.text_language
        return language if language != self.asked else None


def rows(statements: Iterable[Any], language: Language) -> list[Row]:
    """Of statements fetched `for_listing`."""
    chosen = (
        (each, shown(each.public_texts, language, each.original_language)) for each in statements
    )
    return [Row(statement, text, language) for statement, text in chosen if text]
