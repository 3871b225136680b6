"""Images and files that say nothing to whoever does not see or open them."""

from collections.abc import Iterator

from cultural_alliance.editions.checking.findings import Finding
from cultural_alliance.editions.checking.reading import Text


def findings(text: Text) -> Iterator[Finding]:
    advice = "Describe it for those who do not see or open it."
    return (Finding("descriptions", advice, "files", name) for name in text.undescribed)
