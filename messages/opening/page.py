"""The one page of the original portal from which this one is built, word for word."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

SOURCE = Path(__file__).parent / "alliance-portal-page.txt"
PUBLICATION_DATE = "Publication Date "


@dataclass(frozen=True)
class OriginalPage:
    title: str
    paragraphs: list[str]
    signature: str
    published_on: date


def read() -> OriginalPage:
    """The page is a menu, the utilities, then the statement, each part after an empty line."""
    parts = [part.strip() for part in SOURCE.read_text(encoding="utf-8").split("\n\n")]
    _menu, _utilities, title, *paragraphs, signature, day = [part for part in parts if part]
    written = day.removeprefix(PUBLICATION_DATE)
    published_on = datetime.strptime(written, "%d %b %Y").date()  # noqa: DTZ007 - a day, no instant
    return OriginalPage(title, paragraphs, signature, published_on)
