"""What changed beside the words: the facts, the images and files."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

Fact = tuple[str, str]  # (label, value), in the reader's language


@dataclass(frozen=True)
class File:
    name: str
    description: str
    sha256: str


@dataclass(frozen=True)
class FactChange:
    label: str
    old: str
    new: str


def changed_facts(old: Sequence[Fact], new: Sequence[Fact]) -> Iterator[FactChange]:
    before, after = _by_label(old), _by_label(new)
    for label in before | after:
        was, now = before.get(label, ""), after.get(label, "")
        if was != now:
            yield FactChange(label, was, now)


def _by_label(facts: Sequence[Fact]) -> dict[str, str]:
    """A label that stands twice (two speakers) has both values."""
    values: dict[str, list[str]] = {}
    for label, value in facts:
        values.setdefault(str(label), []).append(str(value))
    return {label: "; ".join(given) for label, given in values.items()}


def changed_files(old: Sequence[File], new: Sequence[File]) -> Iterator[FactChange]:
    """A file is the same one by its bytes, or else by its name."""
    by_bytes = {each.sha256: each for each in new}
    kept = {each.sha256 for each in old if each.sha256 in by_bytes}
    by_name = {each.name: each for each in new if each.sha256 not in kept}
    for was in old:
        now = by_bytes.get(was.sha256) or by_name.pop(was.name, None)
        if was != now:
            yield FactChange(_("File"), _told(was, now), _told(now, was))
    for come in by_name.values():
        yield FactChange(_("File"), "", _told(come, None))


def _told(file: File | None, beside: File | None) -> str:
    """With the first figures of its digest, where another file has taken its name."""
    if file is None:
        return ""
    told = f"{file.name}: {file.description}" if file.description else file.name
    replaced = beside is not None and beside.sha256 != file.sha256
    return f"{told} (SHA-256 {file.sha256[:12]}…)" if replaced else told
