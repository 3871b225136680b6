"""What a rule found: a sentence of advice, and the words that it is about."""

from dataclasses import dataclass

from cultural_alliance.editions.checking.reading import Passage

BEGINNING = 60  # characters by which an open page finds the place


@dataclass(frozen=True)
class Finding:
    """`quote` are words of the text as they stand there, `begins` the beginning of their paragraph,
    `paragraph` its number in the margin, or 0."""

    rule: str
    advice: str
    field: str = "body"
    quote: str = ""
    begins: str = ""
    paragraph: int = 0

    @property
    def quote_begins(self) -> str:
        return self.quote[:BEGINNING]


def found(rule: str, advice: str, passage: Passage, quote: str = "") -> Finding:
    return Finding(
        rule,
        advice,
        passage.field,
        quote or passage.text,
        passage.text[:BEGINNING],
        passage.paragraph,
    )
